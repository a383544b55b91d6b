package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Kernel;

/** How the heads turn outputs of a network into shares and positive numbers. */
final class Gate {

    private Gate() {}

    /**
     * Σ_i softmax(logits)_i candidates_i over the first n, summed in index order.
     *
     * @param logits [≥ n], destroyed
     */
    static float mean(Kernel kernel, float[] logits, float[] candidates, int n) {
        float largest = logits[0];
        for (int i = 1; i < n; i++) {
            largest = Math.max(largest, logits[i]);
        }
        for (int i = 0; i < n; i++) {
            logits[i] -= largest;
        }
        kernel.exp(logits, 0, n);
        float sum = 0;
        float weighted = 0;
        for (int i = 0; i < n; i++) {
            sum += logits[i];
            weighted += logits[i] * candidates[i];
        }
        return weighted / sum;
    }

    /** log(1 + e^v). */
    static double softplus(double v) {
        return Math.max(v, 0) + Elementary.log1p(Elementary.exp(-Math.abs(v)));
    }

    static double clamp(double v, double low, double high) {
        return Math.min(Math.max(v, low), high);
    }
}
