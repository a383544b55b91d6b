package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;

/** e^(v_i) / Σ_j e^(v_j), the largest subtracted first, the sum in the order of the index. */
final class Softmax {

    private Softmax() {}

    /** In place, over each of {@code groups} runs of n values, one after another from 0. */
    static void apply(Kernel kernel, float[] v, int groups, int n) {
        for (int from = 0; from < groups * n; from += n) {
            float max = v[from];
            for (int i = from + 1; i < from + n; i++) {
                max = Math.max(max, v[i]);
            }
            for (int i = from; i < from + n; i++) {
                v[i] -= max;
            }
        }
        kernel.exp(v, 0, groups * n);
        for (int from = 0; from < groups * n; from += n) {
            float sum = 0.0f;
            for (int i = from; i < from + n; i++) {
                sum += v[i];
            }
            for (int i = from; i < from + n; i++) {
                v[i] /= sum;
            }
        }
    }
}
