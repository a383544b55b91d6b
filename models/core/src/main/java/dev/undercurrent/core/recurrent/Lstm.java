package dev.undercurrent.core.recurrent;

import dev.undercurrent.core.math.Kernel;

/**
 * Long short-term memory with a forget gate (Hochreiter &amp; Schmidhuber 1997, Gers et al. 2000):
 *
 * <pre>
 *   i, f, o = σ(W x_t + b + U h_{t−1} + b'),  g = tanh(W x_t + b + U h_{t−1} + b')   each with its own W, U, b, b'
 *   c_t = f ⊙ c_{t−1} + i ⊙ g
 *   h_t = o ⊙ tanh c_t
 * </pre>
 *
 * State: h, then c.
 */
final class Lstm implements Cell {

    /** Where in the weights the gates f, i, o, g are, which come in the order i, f, g, o: sigmoids side by side. */
    private static final int[] ORDER = {1, 0, 3, 2};

    private final int inputs;
    private final int hidden;
    private final Kernel kernel;
    private final float[][] columns; // [inputs + H][4H]
    private final float[] bias; // [4H]
    private final float[][] gates; // [BLOCK][4H]: f, i, o, g

    Lstm(LayerWeights weights, Kernel kernel) {
        LayerWeights ordered = weights.reordered(ORDER);
        this.inputs = weights.inputs();
        this.hidden = weights.hidden();
        this.kernel = kernel;
        this.columns = ordered.stacked();
        this.bias = ordered.biasSum();
        this.gates = new float[Recurrent.BLOCK][4 * hidden];
    }

    @Override
    public int hidden() {
        return hidden;
    }

    @Override
    public int stateLength() {
        return 2 * hidden;
    }

    @Override
    public void step(float[][] states, int from, int offset, float[][] xs, int n) {
        for (int k = 0; k < n; k++) {
            System.arraycopy(states[from + k], offset, xs[k], inputs, hidden);
            System.arraycopy(bias, 0, gates[k], 0, 4 * hidden);
        }
        kernel.accumulate(columns, xs, inputs + hidden, gates, n);
        for (int k = 0; k < n; k++) {
            kernel.sigmoid(gates[k], 0, 3 * hidden);
            kernel.tanh(gates[k], 3 * hidden, 4 * hidden);
            remember(gates[k], states[from + k], offset + hidden);
            kernel.tanh(gates[k], 0, hidden);
            show(gates[k], states[from + k], offset);
        }
    }

    /** c ← f ⊙ c + i ⊙ g, of which a copy takes the place of f. */
    private void remember(float[] gate, float[] state, int offset) {
        for (int u = 0; u < hidden; u++) {
            gate[u] = Math.fma(gate[u], state[offset + u], gate[hidden + u] * gate[3 * hidden + u]);
        }
        System.arraycopy(gate, 0, state, offset, hidden);
    }

    /** h ← o ⊙ tanh c. */
    private void show(float[] gate, float[] state, int offset) {
        for (int u = 0; u < hidden; u++) {
            state[offset + u] = gate[2 * hidden + u] * gate[u];
        }
    }
}
