package dev.undercurrent.core.forecast;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.math.Special;
import dev.undercurrent.core.switching.Belief;
import dev.undercurrent.core.switching.Forward;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;

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

    public ChainForecaster(Switching<E> model, Quantiles quantiles) {
        this.model = model;
        this.quantiles = quantiles;
    }

    @Override
    public void forecast(SwitchingState<E> state, double[] levels, double[][][] out) {
        int k = model.count();
        int channels = out.length;
        int horizon = out[0].length;
        Belief belief = model.belief(state);
        double[] now = new double[k];
        for (int i = 0; i < k; i++) {
            now[i] = belief.probability(i);
        }
        double[] next = new double[k];
        float[] transition = model.transition(state);
        Components components = model.experts().components(model.experts(state));
        double[] z = standardNormal(levels);
        Mixture law = new Mixture(next, components);
        for (int h = 0; h < horizon; h++) {
            Forward.predict(now, transition, k, next);
            for (int c = 0; c < channels; c++) {
                double[] row = out[c][h];
                if (quantiles == Quantiles.MIXTURE) {
                    for (int q = 0; q < levels.length; q++) {
                        row[q] = law.quantile(c, levels[q]);
                    }
                } else {
                    moments(components, next, c, z, row);
                }
            }
            System.arraycopy(next, 0, now, 0, k);
        }
    }

    private static void moments(Components components, double[] weights, int c, double[] z, double[] row) {
        double mean = 0;
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * components.mean(i, c);
        }
        for (int i = 0; i < weights.length; i++) {
            double d = components.mean(i, c) - mean;
            square += weights[i] * (components.variance(i, c) + d * d);
        }
        double deviation = Math.sqrt(square);
        for (int q = 0; q < z.length; q++) {
            row[q] = mean + deviation * z[q];
        }
    }

    static double[] standardNormal(double[] levels) {
        double[] z = new double[levels.length];
        for (int q = 0; q < z.length; q++) {
            z[q] = Special.normalQuantile(levels[q]);
        }
        return z;
    }
}
