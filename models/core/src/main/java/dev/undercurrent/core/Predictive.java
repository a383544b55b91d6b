package dev.undercurrent.core;

import java.util.random.RandomGenerator;

/** The law of the next observation: a density over readings or a mass function over tokens. */
public interface Predictive {

    /**
     * −log p(x) in nats, taken before the model sees x. A missing channel is marginalised and costs 0. May be negative
     * (densities) and +∞ (impossible events), never NaN.
     */
    double surprisal(Observation x);

    /**
     * Probability in [0, 1] that this law gives to outcomes at least as surprising as {@code surprisal}, for an
     * observation of {@code dimension} present channels. Exact for single laws; for mixtures see {@link Mixture}.
     */
    double tail(double surprisal, int dimension);

    /** One draw from this law. */
    Observation sample(long time, RandomGenerator random);
}
