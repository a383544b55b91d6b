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
     * Probability in [0, 1] that this law gives to outcomes at least as surprising as x, among those with the same
     * channels present; 1 where all are missing, 0 where x is impossible. Each law says how exact it is.
     */
    double tail(Observation x);

    /** One draw from this law. */
    Observation sample(long time, RandomGenerator random);
}
