package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Affine;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;

/**
 * The decoder of a sequence-to-sequence network: a GRU over the steps of a horizon that attends to the last outputs of the
 * encoder (Bahdanau et al. 2015; formulas in {@link NetworkSpec}). It keeps nothing of a key, allocates nothing per call, and
 * holds scratch: an instance serves one thread.
 *
 * <p>Multiply-adds per forecast: n H² + horizon (3 H (D + H) + H² + 2 n H), and n H hyperbolic tangents per step.
 */
public final class AttentionDecoder {

    private final Kernel kernel;
    private final int inputs;
    private final int hidden;
    private final int window;
    private final Affine fromInputs;
    private final Affine fromState;
    private final AdditiveAttention attention;
    /** [1][3 · hidden]: r, z, n of the inputs, then activated */
    private final float[][] gates;
    /** [1][3 · hidden]: r, z, n of the state */
    private final float[][] recurrent;
    /** [1][hidden] */
    private final float[][] state;

    private final float[] context;
    private final float[][] oneInput = new float[1][];

    private AttentionDecoder(NetworkSpec spec, int inputs, Weights weights, Kernel kernel) {
        this.kernel = kernel;
        this.inputs = inputs;
        this.hidden = spec.hidden();
        this.window = spec.window();
        int gated = 3 * hidden;
        this.fromInputs = new Affine(
                weights.columns("decoder.weight_ih", gated, inputs), weights.get("decoder.bias_ih", gated), kernel);
        this.fromState = new Affine(
                weights.columns("decoder.weight_hh", gated, hidden), weights.get("decoder.bias_hh", gated), kernel);
        this.attention = new AdditiveAttention(weights, hidden, window, kernel);
        this.gates = new float[1][gated];
        this.recurrent = new float[1][gated];
        this.state = new float[1][hidden];
        this.context = new float[hidden];
    }

    /**
     * The decoder of a trained network.
     *
     * @param inputs D, length of the inputs of a step of the horizon
     * @throws IllegalArgumentException if the kind is another one, or weights are missing or of other shapes
     */
    public static AttentionDecoder of(NetworkSpec spec, int inputs, Weights weights, Kernel kernel) {
        if (spec.kind() != NetworkSpec.Kind.SEQ2SEQ || inputs < 1) {
            throw new IllegalArgumentException(
                    "decoder of kind " + spec.kind() + " with " + inputs + " inputs; allowed: SEQ2SEQ with at least 1");
        }
        return new AttentionDecoder(spec, inputs, weights, kernel);
    }

    /** D, length of the inputs of a step of the horizon. */
    public int inputs() {
        return inputs;
    }

    /** 2 H, length of what is given of a step of the horizon. */
    public int outputs() {
        return 2 * hidden;
    }

    /** Largest number of encoder outputs attended to. */
    public int window() {
        return window;
    }

    /**
     * Decodes h = 1, …, horizon, in rows 0, …, horizon − 1.
     *
     * @param first s_0 [≥ H], the encoder's latest output
     * @param encoded [≥ n][H], the encoder's last outputs, oldest first
     * @param n 0 to window; with 0 the context is zeros
     * @param features [≥ horizon][≥ D], inputs of the steps
     * @param decoded [≥ horizon][≥ 2 H], written: s_h, then Σ_i α_i y_i
     * @param weights [≥ horizon][≥ n], written: α, of {@code encoded} in its order; rows sum to 1
     */
    public void decode(
            float[] first,
            float[][] encoded,
            int n,
            float[][] features,
            int horizon,
            float[][] decoded,
            float[][] weights) {
        if (n < 0 || n > window) {
            throw new IllegalArgumentException(n + " encoder outputs; allowed: 0 to " + window);
        }
        attention.over(encoded, n);
        System.arraycopy(first, 0, state[0], 0, hidden);
        for (int h = 0; h < horizon; h++) {
            step(features[h]);
            System.arraycopy(state[0], 0, decoded[h], 0, hidden);
            Arrays.fill(decoded[h], hidden, 2 * hidden, 0.0f);
            if (n > 0) {
                attention.weigh(state[0], n, weights[h]);
                mix(encoded, weights[h], n, decoded[h]);
            }
        }
    }

    /** s ← (1 − z) n + z s, with gates as {@code torch.nn.GRU} has them. */
    private void step(float[] features) {
        oneInput[0] = features;
        fromInputs.apply(oneInput, gates, 1);
        fromState.apply(state, recurrent, 1);
        float[] gate = gates[0];
        float[] s = state[0];
        for (int i = 0; i < 2 * hidden; i++) {
            gate[i] += recurrent[0][i];
        }
        kernel.sigmoid(gate, 0, 2 * hidden);
        for (int i = 0; i < hidden; i++) {
            gate[2 * hidden + i] = Math.fma(gate[i], recurrent[0][2 * hidden + i], gate[2 * hidden + i]);
        }
        kernel.tanh(gate, 2 * hidden, 3 * hidden);
        for (int i = 0; i < hidden; i++) {
            float z = gate[hidden + i];
            s[i] = (1.0f - z) * gate[2 * hidden + i] + z * s[i];
        }
    }

    private void mix(float[][] encoded, float[] weights, int n, float[] decoded) {
        Arrays.fill(context, 0.0f);
        kernel.accumulate(encoded, weights, n, context);
        System.arraycopy(context, 0, decoded, hidden, hidden);
    }
}
