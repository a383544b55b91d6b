package dev.undercurrent.core.forecast;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.math.Special;
import dev.undercurrent.core.switching.Belief;
import dev.undercurrent.core.switching.Forward;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;
import java.util.Arrays;

/**
 * Forecasts of a {@link Switching} with memoryless experts: h steps ahead the law is the mixture of the experts under
 * belief · Aʰ, exactly.
 *
 * @param <E> state of the experts
 */
public final class ChainForecaster<E> implements Forecaster<SwitchingState<E>> {

    /** How quantiles are taken from the mixture. */
    public enum Quantiles {
        /** Those of the mixture itself, to 1e-10 relative. */
        MIXTURE,
        /** Those of the Gaussian with the mixture's mean and variance: some hundred times faster. */
        MOMENTS
    }

    private final Switching<E> model;
    private final Quantiles quantiles;
    private double[] cachedLevels;
    private double[] cached;

    public ChainForecaster(Switching<E> model, Quantiles quantiles) {
        this.model = model;
        this.quantiles = quantiles;
    }

    @Override
    public void forecast(SwitchingState<E> state, double[] levels, double[][][] out) {
        int k = model.count();
        int horizon = out[0].length;
        Belief belief = model.belief(state);
        double[] now = new double[k];
        for (int i = 0; i < k; i++) {
            now[i] = belief.probability(i);
        }
        float[] transition = model.transition(state);
        Components components = model.experts().components(model.experts(state));
        double[][] ahead = new double[horizon][k];
        for (int h = 0; h < horizon; h++) {
            Forward.predict(h == 0 ? now : ahead[h - 1], transition, k, ahead[h]);
        }
        for (int c = 0; c < out.length; c++) {
            if (quantiles == Quantiles.MIXTURE) {
                mixture(components, ahead, c, levels, out[c]);
            } else {
                moments(components, ahead, c, cachedNormal(levels), out[c]);
            }
        }
    }

    private static void mixture(Components components, double[][] ahead, int c, double[] levels, double[][] out) {
        for (int h = 0; h < out.length; h++) {
            Mixture law = new Mixture(ahead[h], components);
            for (int q = 0; q < levels.length; q++) {
                out[h][q] = law.quantile(c, levels[q]);
            }
        }
    }

    private static void moments(Components components, double[][] ahead, int c, double[] z, double[][] out) {
        int k = components.count();
        double[] means = new double[k];
        double[] variances = new double[k];
        for (int i = 0; i < k; i++) {
            means[i] = components.mean(i, c);
            variances[i] = components.variance(i, c);
        }
        for (int h = 0; h < out.length; h++) {
            double[] weights = ahead[h];
            double mean = 0;
            for (int i = 0; i < k; i++) {
                mean += weights[i] * means[i];
            }
            double square = 0;
            for (int i = 0; i < k; i++) {
                double d = means[i] - mean;
                square += weights[i] * (variances[i] + d * d);
            }
            double deviation = Math.sqrt(square);
            for (int q = 0; q < z.length; q++) {
                out[h][q] = mean + deviation * z[q];
            }
        }
    }

    /** Standard normal quantiles, kept for the levels that were asked for last. */
    private double[] cachedNormal(double[] levels) {
        if (!Arrays.equals(levels, cachedLevels)) {
            cachedLevels = levels.clone();
            cached = standardNormal(levels);
        }
        return cached;
    }

    static double[] standardNormal(double[] levels) {
        double[] z = new double[levels.length];
        for (int q = 0; q < z.length; q++) {
            z[q] = Special.normalQuantile(levels[q]);
        }
        return z;
    }
}
