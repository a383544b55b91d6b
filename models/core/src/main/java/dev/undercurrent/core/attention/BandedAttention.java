package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Kernel;
import java.util.Arrays;

/**
 * Attention of the latest event to the last {@code window} ones, itself included; each event costs each head its slope per
 * event of distance. Sums over events run from the latest to the oldest.
 *
 * <p>The cache, floats: keys [hidden][window], by slot of a {@link Ring}; values [window][hidden]. Keys lie by component, so
 * that the scores of all events are sums of columns as the kernels take them; to be columns, both are copied to scratch.
 */
final class BandedAttention {

    private final Kernel kernel;
    private final Ring ring;
    private final int hidden;
    private final int headSize;
    private final float scale;
    /** [heads], in nats per event */
    private final float[] slopes;

    /** [heads][headSize] */
    private final float[][] queries;
    /** [heads][headSize][window], by slot */
    private final float[][][] keys;
    /** [heads][window], by slot */
    private final float[][] scores;
    /** [heads][window], latest first */
    private final float[][] weights;
    /** [window][hidden], latest first */
    private final float[][] values;
    /** [heads][hidden]: each head's mixture of whole values, of which it owns a part */
    private final float[][] contexts;

    BandedAttention(int hidden, int heads, Ring ring, Kernel kernel) {
        this.kernel = kernel;
        this.ring = ring;
        this.hidden = hidden;
        this.headSize = hidden / heads;
        this.scale = (float) (1.0 / Math.sqrt(headSize));
        this.slopes = new float[heads];
        for (int a = 0; a < heads; a++) {
            slopes[a] = (float) Elementary.pow(2.0, -8.0 * (a + 1) / heads);
        }
        this.queries = new float[heads][headSize];
        this.keys = new float[heads][headSize][ring.size()];
        this.scores = new float[heads][ring.size()];
        this.weights = new float[heads][ring.size()];
        this.values = new float[ring.size()][hidden];
        this.contexts = new float[heads][hidden];
    }

    /** Length of a cache. */
    int cacheLength() {
        return 2 * ring.size() * hidden;
    }

    /**
     * Puts the latest event into the cache and attends from it.
     *
     * @param state with a cache from {@code offset} on
     * @param position of {@link Ring}, the event counted
     * @param projected [3 · hidden]: query, key, value of the event
     * @param context [≥ hidden], written: per head Σ weight · value
     */
    void attend(float[] state, int offset, int position, float[] projected, float[] context) {
        int latest = ring.latest(position);
        int held = ring.held(position);
        int valuesFrom = offset + ring.size() * hidden;
        for (int i = 0; i < hidden; i++) {
            state[offset + i * ring.size() + latest] = projected[hidden + i];
        }
        System.arraycopy(projected, 2 * hidden, state, valuesFrom + latest * hidden, hidden);
        for (int a = 0; a < slopes.length; a++) {
            score(state, offset, projected, a);
            weigh(a, latest, held);
        }
        for (int age = 0; age < held; age++) {
            System.arraycopy(state, valuesFrom + slot(latest, age) * hidden, values[age], 0, hidden);
        }
        mix(held, context);
    }

    private void score(float[] state, int offset, float[] projected, int a) {
        for (int i = 0; i < headSize; i++) {
            int component = a * headSize + i;
            queries[a][i] = projected[component] * scale;
            System.arraycopy(state, offset + component * ring.size(), keys[a][i], 0, ring.size());
        }
        Arrays.fill(scores[a], 0.0f);
        kernel.accumulate(keys[a], queries[a], headSize, scores[a]);
    }

    private void weigh(int a, int latest, int held) {
        float[] score = scores[a];
        float[] weight = weights[a];
        float slope = -slopes[a];
        int wrapped = Math.min(held, latest + 1);
        for (int age = 0; age < wrapped; age++) {
            weight[age] = Math.fma(slope, (float) age, score[latest - age]);
        }
        for (int age = wrapped; age < held; age++) {
            weight[age] = Math.fma(slope, (float) age, score[latest - age + ring.size()]);
        }
        Softmax.apply(kernel, weight, held);
    }

    private void mix(int held, float[] context) {
        for (float[] mixed : contexts) {
            Arrays.fill(mixed, 0.0f);
        }
        kernel.accumulate(values, weights, held, contexts, contexts.length);
        for (int a = 0; a < contexts.length; a++) {
            System.arraycopy(contexts[a], a * headSize, context, a * headSize, headSize);
        }
    }

    private int slot(int latest, int age) {
        return latest >= age ? latest - age : latest - age + ring.size();
    }
}
