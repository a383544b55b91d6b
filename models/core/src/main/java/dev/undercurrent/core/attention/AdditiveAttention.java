package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;

/** Additive attention (Bahdanau et al. 2015): score_i = v · tanh(W s + U y_i + b), weights = softmax over i. */
final class AdditiveAttention {

    private final Kernel kernel;
    private final int hidden;
    private final float[][] queryColumns;
    private final Affine key;
    private final float[] score;
    /** [window][hidden], U y_i + b */
    private final float[][] keys;

    private final float[] query;
    private final float[] energy;

    /** The tensors {@code attention.…}. */
    AdditiveAttention(Weights weights, int hidden, int window, Kernel kernel) {
        this.kernel = kernel;
        this.hidden = hidden;
        this.queryColumns = weights.columns("attention.query.weight", hidden, hidden);
        this.key = new Affine(
                weights.columns("attention.key.weight", hidden, hidden), weights.get("attention.bias", hidden), kernel);
        this.score = weights.get("attention.score.weight", 1, hidden);
        this.keys = new float[window][hidden];
        this.query = new float[hidden];
        this.energy = new float[hidden];
    }

    /** Takes in what is attended to: {@code outputs} [≥ n][≥ hidden]. */
    void over(float[][] outputs, int n) {
        key.apply(outputs, keys, n);
    }

    /**
     * Attends to the first n of what was taken in, n ≥ 1.
     *
     * @param state s [≥ hidden]
     * @param weights [≥ n], written
     */
    void weigh(float[] state, int n, float[] weights) {
        Arrays.fill(query, 0.0f);
        kernel.accumulate(queryColumns, state, hidden, query);
        for (int i = 0; i < n; i++) {
            float[] row = keys[i];
            for (int j = 0; j < hidden; j++) {
                energy[j] = query[j] + row[j];
            }
            kernel.tanh(energy, 0, hidden);
            float sum = 0.0f;
            for (int j = 0; j < hidden; j++) {
                sum = Math.fma(score[j], energy[j], sum);
            }
            weights[i] = sum;
        }
        Softmax.apply(kernel, weights, 1, n);
    }
}
