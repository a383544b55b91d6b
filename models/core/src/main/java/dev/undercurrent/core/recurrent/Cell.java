package dev.undercurrent.core.recurrent;

/** One layer of a recurrent encoder. Its part of a state begins with its output h [H]. */
interface Cell {

    /** H, length of the output. */
    int hidden();

    /** Length of this layer's part of a state. */
    int stateLength();

    /**
     * One step of each of n keys.
     *
     * @param states [≥ from + n][≥ offset + stateLength], those from {@code from} on move on
     * @param offset where this layer's part begins
     * @param inputs [≥ n][inputs + H], x in front; what follows is overwritten
     * @param n at most {@link Recurrent#BLOCK}
     */
    void step(float[][] states, int from, int offset, float[][] inputs, int n);
}
