package dev.undercurrent.core.scaling;

import dev.undercurrent.core.SequenceModel;

/**
 * A model whose state can be re-expressed in other units.
 *
 * @param <S> the state of one key
 */
public interface Rescalable<S> extends SequenceModel<S> {

    /** Puts a state back, in place, to what {@link #start} gives. */
    void restart(S state);

    /** After the call the law of z' = factor · z + shift is what the law of z was, in the given channel. */
    void rescale(S state, int channel, double factor, double shift);
}
