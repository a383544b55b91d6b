package dev.undercurrent.core;

import dev.undercurrent.core.math.Elementary;
import java.util.random.RandomGenerator;

/**
 * The laws that a {@link Mixture} is made of, numbered from 0. Log densities are in nats, may be −∞, are never NaN or +∞;
 * missing channels are marginalised.
 */
public interface Components {

    /** K, at least 1. */
    int count();

    /** Channels of every component. */
    int channels();

    /**
     * log p_k(x) of every component, over the present channels; 0 where all are missing.
     *
     * @param out [≥ K], written
     */
    void logDensities(Observation x, double[] out);

    /**
     * p_k(x) of every component itself, where that is cheaper than its logarithm.
     *
     * @param out [≥ K], written where the result is true; a value may under- or overflow
     * @return false where only {@link #logDensities} is to be had, and where all channels are missing
     */
    default boolean densities(Observation x, double[] out) {
        return false;
    }

    /** log density of one channel's marginal law at x. */
    double logDensity(int k, int channel, double x);

    /** The largest log density of component k over the channels that are present in x; 0 where all are missing. */
    double peakLogDensity(int k, Observation x);

    /**
     * e to the {@link #peakLogDensity} of every component; a value may under- or overflow.
     *
     * @param out [≥ K], written
     */
    default void peakDensities(Observation x, double[] out) {
        for (int k = 0; k < count(); k++) {
            out[k] = Elementary.exp(peakLogDensity(k, x));
        }
    }

    /** How far below its own peak the log density of component k lies at x, in nats; over the present channels. */
    default double excess(int k, Observation x) {
        double excess = peakLogDensity(k, x);
        if (x instanceof Reading reading) {
            double[] values = reading.values();
            for (int c = 0; c < values.length; c++) {
                if (!Double.isNaN(values[c])) {
                    excess -= logDensity(k, c, values[c]);
                }
            }
        }
        return excess;
    }

    /** True where {@link #excess} is below a bound, in nats. */
    default boolean within(double bound, int k, Observation x) {
        return excess(k, x) < bound;
    }

    /**
     * {@link Predictive#tail} of component k, where it is known better than {@link #peakLogDensity} tells it.
     *
     * @return NaN where it is not, for all components alike
     */
    default double tail(int k, Observation x) {
        return Double.NaN;
    }

    /** Expectation of a channel; NaN where there is none. */
    double mean(int k, int channel);

    /** Variance of a channel; +∞ where there is none. */
    double variance(int k, int channel);

    /** P(X ≤ x) of a channel's marginal law. */
    double cdf(int k, int channel, double x);

    /** One draw from component k. */
    Observation sample(int k, long time, RandomGenerator random);
}
