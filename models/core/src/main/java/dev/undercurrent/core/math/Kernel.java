package dev.undercurrent.core.math;

/**
 * The inner loops of networks and of the window memory, over plain arrays of floats. All implementations agree bit for bit: every sum is taken in
 * the order of its index with one fused multiply-add per term, and activations are fixed formulas of plain arithmetic.
 */
public interface Kernel {

    /**
     * y ← y + Σ_j x_j · columns_j.
     *
     * @param columns [≥ inputs][outputs]; a multiple of 16 outputs is the fastest
     * @param x [≥ inputs]
     * @param inputs number of terms
     * @param y [≥ outputs], outputs = columns[0].length
     */
    void accumulate(float[][] columns, float[] x, int inputs, float[] y);

    /** The same for each of n vectors: {@code xs} [≥ n][≥ inputs], {@code ys} [≥ n][≥ outputs]. */
    void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int n);

    /** Width of the panels of outputs into which a large matrix is best cut for the next two methods. */
    default int panel() {
        return Integer.MAX_VALUE;
    }

    /** The same into y from {@code at} on: {@code y} [≥ at + outputs]. */
    default void accumulate(float[][] columns, float[] x, int inputs, float[] y, int at) {
        int outputs = columns[0].length;
        for (int j = 0; j < inputs; j++) {
            for (int o = 0; o < outputs; o++) {
                y[at + o] = Math.fma(x[j], columns[j][o], y[at + o]);
            }
        }
    }

    /** The same for each of n vectors: {@code xs} [≥ n][≥ inputs], {@code ys} [≥ n][≥ at + outputs]. */
    default void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int at, int n) {
        for (int k = 0; k < n; k++) {
            accumulate(columns, xs[k], inputs, ys[k], at);
        }
    }

    /** y_(at+i) ← y_(at+i) · a_(from+i) for 0 ≤ i &lt; n. */
    default void multiply(float[] a, int from, float[] y, int at, int n) {
        for (int i = 0; i < n; i++) {
            y[at + i] *= a[from + i];
        }
    }

    /** y_(at+i) ← y_(at+i) + a_(fromA+i) · b_(fromB+i) for 0 ≤ i &lt; n, rounded once. */
    default void multiplyAdd(float[] a, int fromA, float[] b, int fromB, float[] y, int at, int n) {
        for (int i = 0; i < n; i++) {
            y[at + i] = Math.fma(a[fromA + i], b[fromB + i], y[at + i]);
        }
    }

    /** y_(at+i) ← a_(fromA+i) + w_(fromW+i) · (y_(at+i) − a_(fromA+i)) for 0 ≤ i &lt; n: the difference, then one fma. */
    default void blend(float[] w, int fromW, float[] a, int fromA, float[] y, int at, int n) {
        for (int i = 0; i < n; i++) {
            y[at + i] = Math.fma(w[fromW + i], y[at + i] - a[fromA + i], a[fromA + i]);
        }
    }

    /**
     * y_i ← min(y_i, min_r a_(from + r n + i)) for 0 ≤ i &lt; n and 0 ≤ r &lt; rows: the least of each column of a table.
     *
     * @param a [≥ from + rows n], each +0 or more
     * @param y [≥ n], each +0 or more
     */
    default void least(float[] a, int from, int rows, float[] y, int n) {
        for (int r = 0; r < rows; r++) {
            int at = from + r * n;
            for (int i = 0; i < n; i++) {
                if (a[at + i] < y[i]) {
                    y[i] = a[at + i];
                }
            }
        }
    }

    /** y_i ← y_i + (a_(from+i) − x)² for 0 ≤ i &lt; n; difference, square and sum rounded each. */
    default void addSquares(float[] a, int from, float x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float d = a[from + i] - x;
            y[i] += d * d;
        }
    }

    /** v_i ← 1 / (1 + e^(−v_i)) for from ≤ i &lt; to. */
    void sigmoid(float[] v, int from, int to);

    /** v_i ← tanh v_i for from ≤ i &lt; to. */
    void tanh(float[] v, int from, int to);

    /** v_i ← v_i / (1 + e^(−v_i)) for from ≤ i &lt; to. */
    void silu(float[] v, int from, int to);

    /** v_i ← log(1 + e^(v_i)) for from ≤ i &lt; to. */
    void softplus(float[] v, int from, int to);

    /** v_i ← e^(v_i) for from ≤ i &lt; to. */
    void exp(float[] v, int from, int to);
}
