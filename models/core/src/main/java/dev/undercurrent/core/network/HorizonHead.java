package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Kernel;

/**
 * From what the encoder knows and the inputs f of a horizon step to quantiles of the value at that step, in units of s from
 * m ({@link SeasonalFeatures}); they cannot cross.
 *
 * <p>o = W_o silu(W_2 silu(W_s y + b_s + W_f f + b_f) + b_2) + b_o, {@value #OUTPUTS} numbers: 12 gate logits, log spread,
 * shift, 10 increments. With C the candidates and σ = e^clamp(o_12 − 1.2, −6, 3):
 *
 * <pre>
 *   median       Σ_i softmax(gate)_i C_i + o_13 σ
 *   increments   g_j = .5 σ softplus(o_(14 + j)): the quantiles below the median are it less g_4, g_4 + g_3, …, those above
 *                it plus g_5, g_5 + g_6, …
 * </pre>
 *
 * <p>Instances hold scratch and serve one thread.
 */
public final class HorizonHead {

    /** Quantiles per horizon. */
    public static final int QUANTILES = 11;

    /** Length of a projected state. */
    public static final int PROJECTED = NetworkSpec.HORIZON_HIDDEN;

    /** Numbers that quantiles are made of. */
    private static final int OUTPUTS = SeasonalFeatures.HORIZON_CANDIDATES + 2 + QUANTILES - 1;

    /** Length of an array that holds them. */
    static final int ROOM = Affine.room(OUTPUTS);

    private static final double[] LEVELS = {0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98};
    private static final int INPUTS = SeasonalFeatures.HORIZON_INPUTS;
    private static final int GATES = SeasonalFeatures.HORIZON_CANDIDATES;
    private static final int HIDDEN = NetworkSpec.HORIZON_HIDDEN_2;
    private static final int MEDIAN = QUANTILES / 2;

    private final Kernel kernel;
    private final int stateLength;
    private final Affine stateLayer;
    private final Affine featureLayer;
    private final Affine hiddenLayer;
    private final Affine outLayer;
    private final Gate gate;
    /** [≥ 10] */
    private final float[] increments = new float[Affine.room(QUANTILES - 1)];

    private float[][] first = {};
    private float[][] second = {};

    /**
     * @param weights horizon.state, .features, .hidden, .out, shapes in {@link NetworkSpec}
     * @param stateLength H, or 2 H where a decoder attends
     * @throws IllegalArgumentException if a tensor is missing or of another shape
     */
    public HorizonHead(Weights weights, int stateLength, Kernel kernel) {
        this.kernel = kernel;
        this.stateLength = stateLength;
        stateLayer = Affine.of(weights, "horizon.state", PROJECTED, stateLength, kernel);
        featureLayer = Affine.of(weights, "horizon.features", PROJECTED, INPUTS, kernel);
        hiddenLayer = Affine.of(weights, "horizon.hidden", HIDDEN, PROJECTED, kernel);
        outLayer = Affine.padded(weights, "horizon.out", OUTPUTS, HIDDEN, kernel);
        gate = new Gate(kernel, GATES);
    }

    /** [{@value #QUANTILES}] the probabilities of the quantiles: .02, .1, .2, …, .9, .98. */
    public static double[] levels() {
        return LEVELS.clone();
    }

    /** The length of y. */
    public int stateLength() {
        return stateLength;
    }

    /**
     * W_s y + b_s, the part that all horizons of one origin share.
     *
     * @param y [stateLength]
     * @param projected [{@value #PROJECTED}], written
     */
    public void project(float[] y, float[] projected) {
        stateLayer.apply(y, projected);
    }

    /**
     * Quantiles of n horizon steps.
     *
     * @param projected [≥ n][{@value #PROJECTED}] by {@link #project}; rows may be one and the same array
     * @param candidates [≥ n][12]
     * @param inputs [≥ n][24]
     * @param quantiles [≥ n][{@value #QUANTILES}], written, ascending
     */
    public void quantiles(float[][] projected, float[][] candidates, float[][] inputs, float[][] quantiles, int n) {
        float[][] outputs = new float[n][ROOM];
        outputs(projected, inputs, outputs, n);
        for (int i = 0; i < n; i++) {
            quantiles(outputs[i], candidates[i], quantiles[i]);
        }
    }

    /** o of n horizon steps, [≥ n][{@value #ROOM}], the first {@value #OUTPUTS} of each. */
    void outputs(float[][] projected, float[][] inputs, float[][] outputs, int n) {
        if (first.length < n) {
            first = new float[n][PROJECTED];
            second = new float[n][HIDDEN];
        }
        for (int i = 0; i < n; i++) {
            System.arraycopy(projected[i], 0, first[i], 0, PROJECTED);
        }
        featureLayer.add(inputs, first, n);
        for (int i = 0; i < n; i++) {
            kernel.silu(first[i], 0, PROJECTED);
        }
        hiddenLayer.apply(first, second, n);
        for (int i = 0; i < n; i++) {
            kernel.silu(second[i], 0, HIDDEN);
        }
        outLayer.apply(second, outputs, n);
    }

    /** The quantiles that o and the candidates of a step make; o stays as it is. */
    void quantiles(float[] o, float[] candidates, float[] quantiles) {
        double spread = Elementary.exp(Gate.clamp(o[GATES] - 1.2, -6, 3));
        double median = gate.mean(o, candidates) + o[GATES + 1] * spread;
        System.arraycopy(o, GATES + 2, increments, 0, QUANTILES - 1);
        kernel.softplus(increments, 0, increments.length);
        quantiles[MEDIAN] = (float) median;
        double below = 0;
        double above = 0;
        for (int j = 0; j < MEDIAN; j++) {
            below += 0.5 * spread * increments[MEDIAN - 1 - j];
            quantiles[MEDIAN - 1 - j] = (float) (median - below);
            above += 0.5 * spread * increments[MEDIAN + j];
            quantiles[MEDIAN + 1 + j] = (float) (median + above);
        }
    }
}
