package dev.undercurrent.core.network;

/**
 * The part of a network that remembers: turns a sequence of input vectors into a sequence of output vectors, one step at
 * a time, with all it remembers of a key in one array of floats.
 *
 * <p>Weights are fixed. Instances hold scratch and serve one thread. A step of many keys at once gives each key bit for bit
 * what a step of that key alone gives.
 */
public interface Encoder {

    /** Length of an input vector. */
    int inputs();

    /** Length of an output vector. */
    int outputs();

    /** Length of the state of one key. Methods take longer arrays too and leave alone what lies beyond. */
    int stateLength();

    /** Fills in the state before the first step; {@code state} [≥ stateLength]. */
    void start(float[] state);

    /** One step of one key: {@code state} [≥ stateLength] moves on by {@code x} [≥ inputs]; nothing is allocated. */
    void step(float[] state, float[] x);

    /**
     * One step of each of n keys.
     *
     * @param states [≥ n][≥ stateLength], distinct arrays, moved on
     * @param xs [≥ n][≥ inputs]
     */
    void step(float[][] states, float[][] xs, int n);

    /** The output of the last step; zeros before the first. {@code out} [≥ outputs]. */
    void output(float[] state, float[] out);
}
