package dev.undercurrent.core.recurrent;

import dev.undercurrent.core.math.Kernel;

/**
 * Gated recurrent unit (Cho et al. 2014), the reset gate after the product, as PyTorch and cuDNN place it:
 *
 * <pre>
 *   r, z = σ(W x_t + b + U h_{t−1} + b')   each with its own W, U, b, b'
 *   n = tanh(W_n x_t + b_n + r ⊙ (U_n h_{t−1} + b'_n))
 *   h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}
 * </pre>
 *
 * State: h.
 */
final class Gru implements Cell {

    private final int inputs;
    private final int hidden;
    private final Kernel kernel;
    private final float[][] inputColumns; // [inputs][3H]
    private final float[][] hiddenColumns; // [H][3H]
    private final float[] inputBias; // [3H]
    private final float[] hiddenBias; // [3H]
    private final float[][] before; // [BLOCK][H]: h_{t−1}
    private final float[][] gates; // [BLOCK][3H]: r, z, n, first what x gives
    private final float[][] recurrent; // [BLOCK][3H]: what h_{t−1} gives

    Gru(LayerWeights weights, Kernel kernel) {
        this.inputs = weights.inputs();
        this.hidden = weights.hidden();
        this.kernel = kernel;
        this.inputColumns = weights.inputColumns();
        this.hiddenColumns = weights.hiddenColumns();
        this.inputBias = weights.inputBias();
        this.hiddenBias = weights.hiddenBias();
        this.before = new float[Recurrent.BLOCK][hidden];
        this.gates = new float[Recurrent.BLOCK][3 * hidden];
        this.recurrent = new float[Recurrent.BLOCK][3 * hidden];
    }

    @Override
    public int hidden() {
        return hidden;
    }

    @Override
    public int stateLength() {
        return hidden;
    }

    @Override
    public void step(float[][] states, int from, int offset, float[][] xs, int n) {
        for (int k = 0; k < n; k++) {
            System.arraycopy(states[from + k], offset, before[k], 0, hidden);
            System.arraycopy(inputBias, 0, gates[k], 0, 3 * hidden);
            System.arraycopy(hiddenBias, 0, recurrent[k], 0, 3 * hidden);
        }
        kernel.accumulate(inputColumns, xs, inputs, gates, n);
        kernel.accumulate(hiddenColumns, before, hidden, recurrent, n);
        for (int k = 0; k < n; k++) {
            add(gates[k], recurrent[k]);
            kernel.sigmoid(gates[k], 0, 2 * hidden);
            reset(gates[k], recurrent[k]);
            kernel.tanh(gates[k], 2 * hidden, 3 * hidden);
            update(gates[k], before[k]);
            System.arraycopy(before[k], 0, states[from + k], offset, hidden);
        }
    }

    private void add(float[] gate, float[] rest) {
        for (int u = 0; u < 2 * hidden; u++) {
            gate[u] += rest[u];
        }
    }

    private void reset(float[] gate, float[] rest) {
        for (int u = 0; u < hidden; u++) {
            gate[2 * hidden + u] = Math.fma(gate[u], rest[2 * hidden + u], gate[2 * hidden + u]);
        }
    }

    /** h ← n + z ⊙ (h − n). */
    private void update(float[] gate, float[] h) {
        for (int u = 0; u < hidden; u++) {
            float candidate = gate[2 * hidden + u];
            h[u] = Math.fma(gate[hidden + u], h[u] - candidate, candidate);
        }
    }
}
