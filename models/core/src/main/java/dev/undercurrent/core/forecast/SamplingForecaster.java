package dev.undercurrent.core.forecast;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.SequenceModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/**
 * Forecasts of any model of readings by sampled paths: draw from the predictive law, observe the draw, go on.
 *
 * <p>The seed comes from the state, so that a replay draws the same paths.
 *
 * @param <S> the state of one key
 */
public final class SamplingForecaster<S> implements Forecaster<S> {

    private final SequenceModel<S> model;
    private final int paths;
    private final ToLongFunction<S> seed;

    /**
     * @param paths number of sampled paths, ≥ 2
     * @param seed of the draws, from the state
     */
    public SamplingForecaster(SequenceModel<S> model, int paths, ToLongFunction<S> seed) {
        if (paths < 2) {
            throw new IllegalArgumentException("paths " + paths + "; allowed: at least 2");
        }
        this.model = model;
        this.paths = paths;
        this.seed = seed;
    }

    @Override
    public void forecast(S state, double[] levels, double[][][] out) {
        int channels = out.length;
        int horizon = out[0].length;
        double[][][] draws = new double[channels][horizon][paths];
        var random = new SplittableRandom(seed.applyAsLong(state));
        for (int path = 0; path < paths; path++) {
            S walk = model.codec().copy(state);
            for (int h = 0; h < horizon; h++) {
                Observation x = ((Density) model.predict(walk)).sample(0, random);
                for (int c = 0; c < channels; c++) {
                    draws[c][h][path] = ((Reading) x).values()[c];
                }
                model.observe(walk, x);
            }
        }
        for (int c = 0; c < channels; c++) {
            for (int h = 0; h < horizon; h++) {
                double[] sorted = draws[c][h];
                Arrays.sort(sorted);
                for (int q = 0; q < levels.length; q++) {
                    out[c][h][q] = interpolate(sorted, levels[q]);
                }
            }
        }
    }

    /** Quantile of a sorted sample by linear interpolation between order statistics (Hyndman &amp; Fan 1996, type 7). */
    private static double interpolate(double[] sorted, double level) {
        double at = level * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
