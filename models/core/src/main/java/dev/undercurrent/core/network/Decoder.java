package dev.undercurrent.core.network;

/** The part of a network that turns what the encoder remembers into one vector per step of the horizon. */
public interface Decoder {

    /** Length of a vector. */
    int outputs();

    /**
     * Decodes steps 1..n of the horizon; the state stays as it is.
     *
     * @param state of the encoder
     * @param inputs [≥ n][24] of the horizon steps
     * @param decoded [≥ n][outputs], written
     */
    void decode(float[] state, float[][] inputs, int n, float[][] decoded);
}
