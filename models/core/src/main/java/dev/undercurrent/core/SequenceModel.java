package dev.undercurrent.core;

import dev.undercurrent.core.state.StateCodec;

/**
 * A predictive law over sequences, carried by a state.
 *
 * <p>Order for each event: {@link #predict}, then {@link #learn}, then {@link #observe}. The state is mutable, belongs to
 * one key, and is copied only by its {@link #codec}. Models are stateless between calls except for scratch; one instance
 * serves one thread.
 *
 * @param <S> the state of one key
 */
public interface SequenceModel<S> {

    /** The state before the first event. */
    S start();

    /**
     * The law of the next observation; leaves the state unchanged. The result may be scratch of this model, valid until
     * the next call on it.
     */
    Predictive predict(S state);

    /**
     * Adapts parameters to x, given the prediction; belief stays as it was.
     *
     * @param weight in [0, 1]; 0 = frozen
     */
    void learn(S state, Observation x, double weight);

    /** Conditions on what came: changes this state only, in place. An all-missing x is the time update. */
    void observe(S state, Observation x);

    /** How the state is copied and written. */
    StateCodec<S> codec();

    /** Surprisal of x in nats, then {@link #observe}. A model may fuse the two; the result is the same bit for bit. */
    default double step(S state, Observation x) {
        double surprisal = predict(state).surprisal(x);
        observe(state, x);
        return surprisal;
    }

    /** Lets {@code steps} unobserved events pass, each as an all-missing observation. */
    void advance(S state, int steps);
}
