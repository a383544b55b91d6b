package dev.undercurrent.core.recurrent;

import dev.undercurrent.core.math.Kernel;

/**
 * Gated recurrent unit (Cho et al. 2014), the reset gate after the product, as PyTorch and cuDNN place it:
 *
 * <pre>
 *   r, z = σ(W x_t + b + U h_{t−1} + b')   each with its own W, U, b, b'
 *   n = tanh(W_n x_t + b_n + r ⊙ (U_n h_{t−1} + b'_n))
 *   h_t = (1 − z) ⊙ n + z ⊙ h_{t−1} = n + z ⊙ (h_{t−1} − n)
 * </pre>
 *
 * State: h.
 */
final class Gru implements Cell {

    private final int inputs;
    private final int hidden;
    private final Kernel kernel;
    private final Panels joint; // [inputs + H][2H]: r, z
    private final Panels fromInput; // [inputs][H]: n
    private final Panels fromHidden; // [H][H]: n
    private final float[] bias; // [2H]: r, z
    private final float[] inputBias; // [H]: n
    private final float[] hiddenBias; // [H]: n
    private final float[][] before; // [BLOCK][H]: h_{t−1}
    private final float[][] gates; // [BLOCK][2H]: r, z
    private final float[][] candidates; // [BLOCK][H]: n, first what x gives to it
    private final float[][] recalled; // [BLOCK][H]: what h_{t−1} gives to it

    Gru(LayerWeights weights, Kernel kernel) {
        LayerWeights gated = weights.reordered(0, 1);
        LayerWeights candidate = weights.reordered(2);
        this.inputs = weights.inputs();
        this.hidden = weights.hidden();
        this.kernel = kernel;
        this.joint = new Panels(kernel, gated.stacked());
        this.fromInput = new Panels(kernel, candidate.inputColumns());
        this.fromHidden = new Panels(kernel, candidate.hiddenColumns());
        this.bias = gated.biasSum();
        this.inputBias = candidate.inputBias();
        this.hiddenBias = candidate.hiddenBias();
        this.before = new float[Recurrent.BLOCK][hidden];
        this.gates = new float[Recurrent.BLOCK][2 * hidden];
        this.candidates = new float[Recurrent.BLOCK][hidden];
        this.recalled = new float[Recurrent.BLOCK][hidden];
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
            System.arraycopy(before[k], 0, xs[k], inputs, hidden);
            System.arraycopy(bias, 0, gates[k], 0, 2 * hidden);
            System.arraycopy(inputBias, 0, candidates[k], 0, hidden);
            System.arraycopy(hiddenBias, 0, recalled[k], 0, hidden);
        }
        joint.accumulate(xs, gates, n);
        fromInput.accumulate(xs, candidates, n);
        fromHidden.accumulate(before, recalled, n);
        for (int k = 0; k < n; k++) {
            float[] gate = gates[k];
            float[] candidate = candidates[k];
            kernel.sigmoid(gate, 0, 2 * hidden);
            kernel.multiplyAdd(gate, 0, recalled[k], 0, candidate, 0, hidden);
            kernel.tanh(candidate, 0, hidden);
            kernel.blend(gate, hidden, candidate, 0, states[from + k], offset, hidden);
        }
    }
}
