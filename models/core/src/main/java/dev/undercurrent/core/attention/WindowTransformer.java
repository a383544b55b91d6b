package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Affine;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;

/**
 * A transformer over the last events of a key, scored per event: keys and values of earlier events stay in the state and
 * stay valid, since bias depends on distance alone. What it computes is the network under a <em>banded</em> causal mask in
 * every layer, not a recomputation of the last window; training must use that mask ({@link NetworkSpec}).
 *
 * <p>State, floats: position of {@link Ring} [1]; the last P − 1 inputs, latest first [(P − 1) · D]; per layer the last
 * window keys [H][window] and values [window][H], by slot of the ring; last output [H]. That is 1 + (P − 1) D + 2 · layers ·
 * window · H + H floats of 4 bytes: 16,804 bytes at D = 24, H = 32, window 32, 2 layers, P = 4. Multiply-adds per event:
 * D P H + layers (12 H² + 2 n H), n = events held ≤ window; there 31,744. (Values are mixed by whole rows, which vector
 * instructions like: layers (heads − 1) n H more are done than needed.)
 */
public final class WindowTransformer implements Encoder {

    /** Keys whose matrix products are taken together. */
    private static final int BATCH = 32;

    private final Ring ring;
    private final int inputs;
    private final int hidden;
    private final Affine input;
    private final Layer[] layers;
    private final LayerNorm norm;

    /** Length of the inputs before the latest that a token holds. */
    private final int past;

    /** Where the first layer's keys start in a state. */
    private final int caches;

    private final int cache;

    /** [BATCH][P · D] */
    private final float[][] tokens;
    /** [BATCH][H] */
    private final float[][] residual;

    private final int[] positions = new int[BATCH];
    private final float[][] oneState = new float[1][];
    private final float[][] oneInput = new float[1][];

    private WindowTransformer(NetworkSpec spec, int inputs, Weights weights, Kernel kernel) {
        this.ring = new Ring(spec.window());
        this.inputs = inputs;
        this.hidden = spec.hidden();
        this.input = Affine.of(weights, "encoder.input", hidden, spec.patch() * inputs, kernel);
        this.layers = new Layer[spec.layers()];
        for (int l = 0; l < layers.length; l++) {
            layers[l] = new Layer(spec, l, weights, ring, kernel, BATCH);
        }
        this.norm = new LayerNorm(weights, "encoder.norm", hidden);
        this.past = (spec.patch() - 1) * inputs;
        this.caches = 1 + past;
        this.cache = layers[0].cacheLength();
        this.tokens = new float[BATCH][past + inputs];
        this.residual = new float[BATCH][hidden];
    }

    /**
     * The encoder of a trained transformer.
     *
     * @param inputs D, length of an input vector
     * @throws IllegalArgumentException if the kind is another one, or weights are missing or of other shapes
     */
    public static WindowTransformer of(NetworkSpec spec, int inputs, Weights weights, Kernel kernel) {
        if (spec.kind() != NetworkSpec.Kind.TRANSFORMER || inputs < 1) {
            throw new IllegalArgumentException("encoder of kind " + spec.kind() + " with " + inputs
                    + " inputs; allowed: TRANSFORMER with at least 1");
        }
        return new WindowTransformer(spec, inputs, weights, kernel);
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return hidden;
    }

    @Override
    public int stateLength() {
        return caches + layers.length * cache + hidden;
    }

    @Override
    public void start(float[] state) {
        Arrays.fill(state, 0, stateLength(), 0.0f);
    }

    @Override
    public void step(float[] state, float[] x) {
        oneState[0] = state;
        oneInput[0] = x;
        block(oneState, oneInput, 0, 1);
    }

    @Override
    public void step(float[][] states, float[][] xs, int n) {
        for (int from = 0; from < n; from += BATCH) {
            block(states, xs, from, Math.min(BATCH, n - from));
        }
    }

    @Override
    public void output(float[] state, float[] out) {
        System.arraycopy(state, stateLength() - hidden, out, 0, hidden);
    }

    private void block(float[][] states, float[][] xs, int from, int n) {
        for (int k = 0; k < n; k++) {
            float[] state = states[from + k];
            positions[k] = ring.next((int) state[0]);
            state[0] = positions[k];
            System.arraycopy(xs[from + k], 0, tokens[k], 0, inputs);
            System.arraycopy(state, 1, tokens[k], inputs, past);
            System.arraycopy(tokens[k], 0, state, 1, past);
        }
        input.apply(tokens, residual, n);
        for (int l = 0; l < layers.length; l++) {
            layers[l].step(states, from, caches + l * cache, positions, residual, n);
        }
        for (int k = 0; k < n; k++) {
            norm.apply(residual[k], states[from + k], stateLength() - hidden);
        }
    }
}
