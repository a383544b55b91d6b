package dev.undercurrent.core;

import dev.undercurrent.core.state.StateCodec;

/**
 * A predictive law over sequences, carried by a state.
 *
 * <p>Order for each event: {@link #predict}, then {@link #observe}. The state is mutable, belongs to one key, and is copied
 * only by its {@link #codec}. Models are stateless between calls except for scratch; one instance serves one thread.
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
     * Conditions on what came and adapts parameters to it, both given the prediction made before: changes this state only,
     * in place. An all-missing x is the time update, from which nothing is learnt.
     *
     * @param learning in [0, 1], how much parameters adapt; 0 = condition only
     */
    void observe(S state, Observation x, double learning);

    /** Conditions on what came; parameters stay as they are. */
    default void observe(S state, Observation x) {
        observe(state, x, 0);
    }

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
