package dev.undercurrent.training.hmm;

import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.switching.LocationScale;
import java.util.Arrays;
import java.util.Map;

/**
 * A hidden Markov model learnt from history.
 *
 * @param initial [K], P(s_1), sums to 1
 * @param transition [K][K], P(s_t = j | s_{t−1} = i), rows sum to 1
 * @param emissions laws of the regimes, in standardised units
 * @param units offset and unit that the values were standardised by
 * @param labels ids of the regimes
 */
public record HmmModel(double[] initial, double[][] transition, Emissions emissions, Units units, Labels labels) {

    /** Largest difference of a sum of probabilities from 1. */
    private static final double ROUNDING = 1e-9;

    /** @throws IllegalArgumentException if shapes differ or a row is not a distribution */
    public HmmModel {
        int k = emissions.states();
        if (transition.length != k || labels.ids().length != k || units.channels() != emissions.channels()) {
            throw new IllegalArgumentException("model: " + k + " regimes over " + emissions.channels() + " channels, "
                    + transition.length + " transition rows, " + labels.ids().length + " labels, units of "
                    + units.channels() + " channels; allowed: as many");
        }
        check("initial", initial, k);
        for (int i = 0; i < k; i++) {
            check("transition row " + i, transition[i], k);
        }
    }

    private static void check(String what, double[] row, int k) {
        double sum = 0.0;
        boolean inRange = row.length == k;
        for (double p : row) {
            inRange &= p >= 0.0;
            sum += p;
        }
        if (!inRange || !(Math.abs(sum - 1.0) <= ROUNDING)) {
            throw new IllegalArgumentException(
                    what + " is " + Arrays.toString(row) + "; allowed: " + k + " probabilities that sum to 1");
        }
    }

    /** K. */
    public int states() {
        return emissions.states();
    }

    /** D. */
    public int channels() {
        return emissions.channels();
    }

    /** The regimes in another order: regime i of the result is regime {@code order[i]} of this, label and all. */
    public HmmModel reordered(int[] order) {
        int k = states();
        double[] first = new double[k];
        double[][] moves = new double[k][k];
        double[][] location = new double[k][];
        double[][] scale = new double[k][];
        int[] ids = new int[k];
        for (int i = 0; i < k; i++) {
            first[i] = initial[order[i]];
            location[i] = emissions.location()[order[i]].clone();
            scale[i] = emissions.scale()[order[i]].clone();
            ids[i] = labels.ids()[order[i]];
            for (int j = 0; j < k; j++) {
                moves[i][j] = transition[order[i]][order[j]];
            }
        }
        return new HmmModel(
                first,
                moves,
                new Emissions(location, scale, emissions.nu(), emissions.floor()),
                units,
                new Labels(ids, labels.next()));
    }

    HmmModel labelled(Labels others) {
        return new HmmModel(initial, transition, emissions, units, others);
    }

    /**
     * The same laws over the values of the series, told in other units; scales that fall below the floor, which is not
     * converted, are raised to it.
     */
    public HmmModel in(Units others) {
        int k = states();
        int d = channels();
        double[][] location = new double[k][d];
        double[][] scale = new double[k][d];
        for (int i = 0; i < k; i++) {
            for (int c = 0; c < d; c++) {
                double factor = units.unit()[c] / others.unit()[c];
                location[i][c] = factor * emissions.location()[i][c]
                        + (units.offset()[c] - others.offset()[c]) / others.unit()[c];
                scale[i][c] = Math.max(factor * emissions.scale()[i][c], emissions.floor());
            }
        }
        return new HmmModel(
                initial, transition, new Emissions(location, scale, emissions.nu(), emissions.floor()), others, labels);
    }

    /** [K] the law of the regime at a time of which nothing is known: b = b A, by repeated squaring of the lazy chain. */
    public double[] stationary() {
        return Stationary.of(transition);
    }

    /** The regimes as experts of {@link dev.undercurrent.core.switching.Switching}: the pooled prior of every key. */
    public LocationScale experts() {
        return LocationScale.of(emissions.location(), emissions.scale(), emissions.nu(), emissions.floor());
    }

    /**
     * The transition matrix as so many moves already seen.
     *
     * @param perRow pseudo-count of each row, ≥ 0
     * @return [K · K], row-major
     */
    public float[] pseudoMoves(double perRow) {
        int k = states();
        float[] moves = new float[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                moves[i * k + j] = (float) (perRow * transition[i][j]);
            }
        }
        return moves;
    }

    /**
     * hmm.initial [K], hmm.transition [K][K], hmm.location [K][D], hmm.scale [K][D], hmm.offset [D], hmm.unit [D]. Degrees
     * of freedom, floor and labels are not among them.
     */
    public Map<String, Tensor> toTensors() {
        return HmmTensors.of(this);
    }

    /**
     * The model that {@link #toTensors} wrote, within the rounding of floats.
     *
     * @param nu degrees of freedom, +∞ for Gaussian
     * @param floor smallest scale
     * @throws IllegalArgumentException if a tensor is missing, has another shape or holds what no model can
     */
    public static HmmModel fromTensors(Map<String, Tensor> tensors, double nu, double floor, Labels labels) {
        return HmmTensors.read(tensors, nu, floor, labels);
    }
}
