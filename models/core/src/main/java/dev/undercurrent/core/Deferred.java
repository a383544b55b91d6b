package dev.undercurrent.core;

/**
 * A model that may leave the costly part of {@link #observe} for later, so that it can be done for many keys together.
 * Whatever needs the result settles it first: putting it off changes no number.
 *
 * @param <S> the state of one key
 */
public interface Deferred<S> extends SequenceModel<S> {

    /** True where a part of the last {@link #observe} is still to be done. */
    boolean pending(S state);

    /** Does what is pending for the first n of these states, each bit for bit as if alone. */
    void settle(S[] states, int n);

    /** An array that states of this model can be gathered in. */
    S[] gather(int length);
}
