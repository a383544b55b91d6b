package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;

/** e^(v_i) / Σ_j e^(v_j), the largest subtracted first, the sum in the order of the index. */
final class Softmax {

    private Softmax() {}

    /** In place, over the first n of {@code v}, n ≥ 1. */
    static void apply(Kernel kernel, float[] v, int n) {
        float max = v[0];
        for (int i = 1; i < n; i++) {
            max = v[i] > max ? v[i] : max;
        }
        for (int i = 0; i < n; i++) {
            v[i] -= max;
        }
        kernel.exp(v, 0, n);
        float sum = 0.0f;
        for (int i = 0; i < n; i++) {
            sum += v[i];
        }
        for (int i = 0; i < n; i++) {
            v[i] /= sum;
        }
    }
}
