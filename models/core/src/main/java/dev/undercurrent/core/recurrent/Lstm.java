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
    private final Panels panels; // [inputs + H][4H]
    private final float[] bias; // [4H]
    private final float[][] gates; // [BLOCK][4H]: f, i, o, g

    Lstm(LayerWeights weights, Kernel kernel) {
        LayerWeights ordered = weights.reordered(ORDER);
        this.inputs = weights.inputs();
        this.hidden = weights.hidden();
        this.kernel = kernel;
        this.panels = new Panels(kernel, ordered.stacked());
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
        panels.accumulate(xs, gates, n);
        for (int k = 0; k < n; k++) {
            kernel.sigmoid(gates[k], 0, 3 * hidden);
            kernel.tanh(gates[k], 3 * hidden, 4 * hidden);
            remember(gates[k], states[from + k], offset);
        }
    }

    /** c ← f ⊙ c + i ⊙ g and h ← o ⊙ tanh c, the latter in the place of f. */
    private void remember(float[] gate, float[] state, int offset) {
        int cell = offset + hidden;
        kernel.multiply(gate, 0, state, cell, hidden);
        kernel.multiplyAdd(gate, hidden, gate, 3 * hidden, state, cell, hidden);
        System.arraycopy(state, cell, gate, 0, hidden);
        kernel.tanh(gate, 0, hidden);
        kernel.multiply(gate, 2 * hidden, gate, 0, hidden);
        System.arraycopy(gate, 0, state, offset, hidden);
    }
}
