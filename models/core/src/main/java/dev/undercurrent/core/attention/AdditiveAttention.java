package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Affine;
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
    /** [hidden][window], the same by component */
    private final float[][] byComponent;

    private final float[] query;
    /** [hidden][window] */
    private final float[][] energy;

    private final float[] scores;

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
        this.byComponent = new float[hidden][window];
        this.energy = new float[hidden][window];
        this.scores = new float[window];
    }

    /** Takes in what is attended to: {@code outputs} [≥ n][≥ hidden]. */
    void over(float[][] outputs, int n) {
        key.apply(outputs, keys, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < hidden; j++) {
                byComponent[j][i] = keys[i][j];
            }
        }
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
        for (int j = 0; j < hidden; j++) {
            float[] from = byComponent[j];
            float[] to = energy[j];
            float q = query[j];
            for (int i = 0; i < n; i++) {
                to[i] = q + from[i];
            }
            kernel.tanh(to, 0, n);
        }
        Arrays.fill(scores, 0.0f);
        kernel.accumulate(energy, score, hidden, scores);
        System.arraycopy(scores, 0, weights, 0, n);
        Softmax.apply(kernel, weights, n);
    }
}
