package dev.undercurrent.core.math;

/**
 * The inner loops of networks, over plain arrays of floats. All implementations agree bit for bit: every sum is taken in
 * the order of its index with one fused multiply-add per term, and activations are fixed formulas of plain arithmetic.
 */
public interface Kernel {

    /**
     * y ← y + Σ_j x_j · columns_j.
     *
     * @param columns [≥ inputs][outputs]
     * @param x [≥ inputs]
     * @param inputs number of terms
     * @param y [≥ outputs], outputs = columns[0].length
     */
    void accumulate(float[][] columns, float[] x, int inputs, float[] y);

    /** The same for each of n vectors: {@code xs} [≥ n][≥ inputs], {@code ys} [≥ n][≥ outputs]. */
    void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int n);

    /** v_i ← 1 / (1 + e^(−v_i)) for from ≤ i &lt; to. */
    void sigmoid(float[] v, int from, int to);

    /** v_i ← tanh v_i for from ≤ i &lt; to. */
    void tanh(float[] v, int from, int to);

    /** v_i ← v_i / (1 + e^(−v_i)) for from ≤ i &lt; to. */
    void silu(float[] v, int from, int to);

    /** v_i ← e^(v_i) for from ≤ i &lt; to. */
    void exp(float[] v, int from, int to);
}
