package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Kernel;
import java.util.Arrays;

/**
 * Attention of the latest event to the last {@code window} ones, itself included, over a ring of keys and values; each event
 * costs each head its slope per event of distance. All sums run from the latest event to the oldest.
 */
final class BandedAttention {

    private final Kernel kernel;
    private final Ring ring;
    private final int hidden;
    private final int heads;
    private final int headSize;
    private final float scale;
    /** [heads], in nats per event */
    private final float[] slopes;

    /** [heads][held], youngest first */
    private final float[] weights;

    BandedAttention(int hidden, int heads, Ring ring, Kernel kernel) {
        this.kernel = kernel;
        this.ring = ring;
        this.hidden = hidden;
        this.heads = heads;
        this.headSize = hidden / heads;
        this.scale = (float) (1.0 / Math.sqrt(headSize));
        this.slopes = new float[heads];
        for (int a = 0; a < heads; a++) {
            slopes[a] = (float) Elementary.pow(2.0, -8.0 * (a + 1) / heads);
        }
        this.weights = new float[heads * ring.size()];
    }

    /**
     * Attends from the event at {@code position}, whose key and value are in the ring.
     *
     * @param state keys [window][hidden] from {@code keys} on, then values of the same shape
     * @param position of {@link Ring}, ≥ 1
     * @param query [≥ hidden], scaled in place
     * @param context [≥ hidden], written: per head Σ weight · value
     */
    void attend(float[] state, int keys, int position, float[] query, float[] context) {
        int held = ring.held(position);
        int latest = ring.latest(position);
        for (int i = 0; i < hidden; i++) {
            query[i] *= scale;
        }
        for (int age = 0; age < held; age++) {
            score(state, keys + slot(latest, age) * hidden, query, age, held);
        }
        Softmax.apply(kernel, weights, heads, held);
        Arrays.fill(context, 0, hidden, 0.0f);
        int values = keys + ring.size() * hidden;
        for (int age = 0; age < held; age++) {
            add(state, values + slot(latest, age) * hidden, age, held, context);
        }
    }

    private int slot(int latest, int age) {
        return latest >= age ? latest - age : latest - age + ring.size();
    }

    private void score(float[] state, int row, float[] query, int age, int held) {
        for (int a = 0; a < heads; a++) {
            float dot = 0.0f;
            for (int i = a * headSize; i < (a + 1) * headSize; i++) {
                dot = Math.fma(query[i], state[row + i], dot);
            }
            weights[a * held + age] = Math.fma(-slopes[a], (float) age, dot);
        }
    }

    private void add(float[] state, int row, int age, int held, float[] context) {
        for (int a = 0; a < heads; a++) {
            float weight = weights[a * held + age];
            for (int i = a * headSize; i < (a + 1) * headSize; i++) {
                context[i] = Math.fma(weight, state[row + i], context[i]);
            }
        }
    }
}
