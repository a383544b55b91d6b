package dev.undercurrent.core.recurrent;

import dev.undercurrent.core.math.Kernel;

/** h_t = tanh(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh) (Elman 1990). State: h. */
final class Elman implements Cell {

    private final int inputs;
    private final int hidden;
    private final Kernel kernel;
    private final Panels panels; // [inputs + H][H]
    private final float[] bias; // [H]
    private final float[][] sums; // [BLOCK][H]

    Elman(LayerWeights weights, Kernel kernel) {
        this.inputs = weights.inputs();
        this.hidden = weights.hidden();
        this.kernel = kernel;
        this.panels = new Panels(kernel, weights.stacked());
        this.bias = weights.biasSum();
        this.sums = new float[Recurrent.BLOCK][hidden];
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
            System.arraycopy(states[from + k], offset, xs[k], inputs, hidden);
            System.arraycopy(bias, 0, sums[k], 0, hidden);
        }
        panels.accumulate(xs, sums, n);
        for (int k = 0; k < n; k++) {
            kernel.tanh(sums[k], 0, hidden);
            System.arraycopy(sums[k], 0, states[from + k], offset, hidden);
        }
    }
}
