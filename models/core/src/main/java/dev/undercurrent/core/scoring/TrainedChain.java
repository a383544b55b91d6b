package dev.undercurrent.core.scoring;

import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.forecast.ChainForecaster;
import dev.undercurrent.core.scaling.Standardised;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.LocationScale;
import dev.undercurrent.core.switching.Prior;
import dev.undercurrent.core.switching.Switching;
import java.io.Serializable;
import java.util.Arrays;

/**
 * A hidden Markov model that was trained: what the regimes of every key of as many channels start from, and go on learning
 * from.
 *
 * @param id name and content hash of its bundle; states move between models of equal lineage
 * @param initial [K] probabilities before the first event
 * @param transition [K][K] rows sum to 1
 * @param location [K][channels] in the units below
 * @param scale [K][channels] in the units below
 * @param offset [channels] in the unit of the series
 * @param unit [channels] > 0; with offsets 0 and units 1 each key learns units of its own
 * @param degreesOfFreedom ν > 2, or +∞ for Gaussian emissions
 * @param floor smallest scale, in the units above
 * @param ids [K] of the regimes
 * @param nextId the next id to give
 */
@SuppressWarnings("ArrayRecordComponent") // compared by id
public record TrainedChain(
        ModelId id,
        double[] initial,
        double[][] transition,
        double[][] location,
        double[][] scale,
        double[] offset,
        double[] unit,
        double degreesOfFreedom,
        double floor,
        int[] ids,
        int nextId)
        implements Serializable {

    private static final int MAX_TEXT = 512;

    /** Events that what was trained counts for, against what a key shows. */
    private static final double MASS = 50;

    /** Number of regimes, K. */
    public int states() {
        return initial.length;
    }

    /** Number of channels of the readings it was trained on. */
    public int channels() {
        return offset.length;
    }

    String lineage() {
        return id.lineage() + "/hmm/" + states() + "/" + channels() + "/nu" + degreesOfFreedom;
    }

    /**
     * The first member.
     *
     * @param memory events that learning remembers
     * @param dwell expected events that a regime lasts
     */
    Chain<?> chain(double memory, double dwell) {
        int k = states();
        float[] moves = new float[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                moves[i * k + j] = (float) (MASS * transition[i][j]);
            }
        }
        var experts = LocationScale.of(location, scale, degreesOfFreedom, floor, MASS);
        var model = new Switching<>(
                experts, Learning.filtered(memory, dwell, k), new Prior(initial.clone(), moves, ids.clone(), nextId));
        boolean own = Arrays.stream(offset).allMatch(o -> o == 0)
                && Arrays.stream(unit).allMatch(u -> u == 1);
        var standardised = own ? new Standardised<>(model, channels()) : new Standardised<>(model, offset, unit);
        return new Chain<>(
                "hmm", standardised, model::belief, new ChainForecaster<>(model, ChainForecaster.Quantiles.MOMENTS));
    }

    /** Bytes: name, hash and lineage as strings, int K, int channels, double ν, double floor, int[K] ids, int next id. */
    void write(ByteSink out) {
        out.writeString(id.name());
        out.writeString(id.hash());
        out.writeString(id.lineage());
        out.writeInt(states());
        out.writeInt(channels());
        out.writeDouble(degreesOfFreedom);
        out.writeDouble(floor);
        out.writeInts(ids);
        out.writeInt(nextId);
        for (double o : offset) {
            out.writeDouble(o);
        }
        for (double u : unit) {
            out.writeDouble(u);
        }
    }

    /** Reads what {@link #write} wrote: a model that can read states but knows nothing of its own. */
    static TrainedChain read(ByteSource in) {
        var id = new ModelId(in.readString(MAX_TEXT), in.readString(MAX_TEXT), in.readString(MAX_TEXT));
        int k = in.readCount("regimes", 1, 64);
        int channels = in.readCount("channels", 1, 1024);
        double nu = in.readDouble();
        double floor = in.readDouble();
        int[] ids = in.readInts(k);
        int next = in.readInt();
        double[] offset = in.readDoubles(channels);
        double[] unit = in.readDoubles(channels);
        double[] initial = new double[k];
        Arrays.fill(initial, 1.0 / k);
        double[][] transition = new double[k][k];
        double[][] location = new double[k][channels];
        double[][] scale = new double[k][channels];
        for (int i = 0; i < k; i++) {
            Arrays.fill(transition[i], 1.0 / k);
            Arrays.fill(scale[i], Math.max(1, floor));
        }
        return new TrainedChain(id, initial, transition, location, scale, offset, unit, nu, floor, ids, next);
    }
}
