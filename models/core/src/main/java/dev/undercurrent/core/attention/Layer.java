package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Affine;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;

/**
 * A pre-norm layer of a transformer, on the latest event of each of up to {@code batch} keys; earlier events are keys and
 * values in the states.
 */
final class Layer {

    /** Hidden units of the feed-forward part per output. */
    private static final int EXPANSION = 4;

    private final Kernel kernel;
    private final int hidden;
    private final LayerNorm norm1;
    private final Affine queryKeyValue;
    private final BandedAttention attention;
    private final Affine out;
    private final LayerNorm norm2;
    private final Affine up;
    private final Affine down;

    /** [batch][hidden] */
    private final float[][] normed;
    /** [batch][3 · hidden]: query, key, value */
    private final float[][] projected;
    /** [batch][hidden] */
    private final float[][] context;
    /** [batch][4 · hidden] */
    private final float[][] expanded;

    Layer(NetworkSpec spec, int index, Weights weights, Ring ring, Kernel kernel, int batch) {
        this.kernel = kernel;
        this.hidden = spec.hidden();
        String name = "encoder." + index;
        this.norm1 = new LayerNorm(weights, name + ".norm1", hidden);
        this.queryKeyValue =
                Affine.joined(weights, hidden, hidden, kernel, name + ".query", name + ".key", name + ".value");
        this.attention = new BandedAttention(hidden, spec.heads(), ring, kernel);
        this.out = Affine.of(weights, name + ".out", hidden, hidden, kernel);
        this.norm2 = new LayerNorm(weights, name + ".norm2", hidden);
        this.up = Affine.of(weights, name + ".up", EXPANSION * hidden, hidden, kernel);
        this.down = Affine.of(weights, name + ".down", hidden, EXPANSION * hidden, kernel);
        this.normed = new float[batch][hidden];
        this.projected = new float[batch][3 * hidden];
        this.context = new float[batch][hidden];
        this.expanded = new float[batch][EXPANSION * hidden];
    }

    /** Length of the cache of one key. */
    int cacheLength() {
        return attention.cacheLength();
    }

    /**
     * One event of each of n keys.
     *
     * @param states [≥ from + n][…], those from {@code from} on, with this layer's cache from {@code offset} on
     * @param positions [≥ n], of {@link Ring}, with this event
     * @param residual [≥ n][hidden], u, moved on
     */
    void step(float[][] states, int from, int offset, int[] positions, float[][] residual, int n) {
        normalise(norm1, residual, n);
        queryKeyValue.apply(normed, projected, n);
        for (int k = 0; k < n; k++) {
            attention.attend(states[from + k], offset, positions[k], projected[k], context[k]);
        }
        out.add(context, residual, n);
        normalise(norm2, residual, n);
        up.apply(normed, expanded, n);
        for (int k = 0; k < n; k++) {
            kernel.silu(expanded[k], 0, EXPANSION * hidden);
        }
        down.add(expanded, residual, n);
    }

    private void normalise(LayerNorm norm, float[][] residual, int n) {
        for (int k = 0; k < n; k++) {
            norm.apply(residual[k], normed[k], 0);
        }
    }
}
