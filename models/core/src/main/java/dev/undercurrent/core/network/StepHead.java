package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Kernel;

/**
 * From the output y of the encoder and the inputs x of an event to the law of the next value: a mixture of K = {@value
 * NetworkSpec#MIXTURE} Student-t laws in units of s from m ({@link SeasonalFeatures}).
 *
 * <p>o = W_2 silu(W_1 [y, x] + b_1) + b_2, {@value #OUTPUTS} numbers: 10 gate logits, then per component k shift, log scale,
 * degrees of freedom, log weight, each K numbers. With C the candidates and r = x_3 = log(d/s):
 *
 * <pre>
 *   location_k   Σ_i softmax(gate)_i C_i + shift_k e^r
 *   log scale_k  max(−6.5, r + clamp(o + c_k, −5, 4)), c = (−1.5, −.3, 1): a narrow, a middling and a wide component
 *   degrees_k    2.05 + 3 softplus(o + 1.5), so that variances are finite
 *   log weights  log softmax(o)
 * </pre>
 *
 * <p>Instances hold scratch and serve one thread.
 */
public final class StepHead {

    /** Numbers that describe a law: K locations, K log scales, K degrees of freedom, K log weights. */
    public static final int LAW = 4 * NetworkSpec.MIXTURE;

    private static final int K = NetworkSpec.MIXTURE;
    private static final int HIDDEN = NetworkSpec.STEP_HIDDEN;
    private static final int GATES = SeasonalFeatures.CANDIDATES;
    private static final int OUTPUTS = GATES + LAW;
    private static final int LOG_STEP = 3;
    private static final double[] LOG_SCALES = {-1.5, -0.3, 1};
    private static final double NARROWEST = -6.5;
    private static final double FEWEST_DEGREES = 2.05;

    private final Kernel kernel;
    private final int encoded;
    private final Affine hiddenLayer;
    private final Affine outLayer;
    private final Gate gate;
    private final float[] degrees = new float[K];
    private float[][] joined = {};
    private float[][] hidden = {};
    private float[][] outputs = {};

    /**
     * @param weights step.hidden and step.out, shapes in {@link NetworkSpec}
     * @param encoded H, outputs of the encoder
     * @throws IllegalArgumentException if a tensor is missing or of another shape
     */
    public StepHead(Weights weights, int encoded, Kernel kernel) {
        this.kernel = kernel;
        this.encoded = encoded;
        int inputs = encoded + SeasonalFeatures.INPUTS;
        hiddenLayer = Affine.of(weights, "step.hidden", HIDDEN, inputs, kernel);
        outLayer = Affine.padded(weights, "step.out", OUTPUTS, HIDDEN, kernel);
        gate = new Gate(kernel, GATES);
    }

    /** H, the length of y. */
    public int encoded() {
        return encoded;
    }

    /**
     * The laws of n keys, each bit for bit what it is alone.
     *
     * @param ys [≥ n][H] outputs of the encoder
     * @param xs [≥ n][24] inputs
     * @param candidates [≥ n][10]
     * @param laws [≥ n][{@value #LAW}], written
     */
    public void laws(float[][] ys, float[][] xs, float[][] candidates, float[][] laws, int n) {
        if (joined.length < n) {
            joined = new float[n][encoded + SeasonalFeatures.INPUTS];
            hidden = new float[n][HIDDEN];
            outputs = new float[n][Affine.room(OUTPUTS)];
        }
        for (int i = 0; i < n; i++) {
            System.arraycopy(ys[i], 0, joined[i], 0, encoded);
            System.arraycopy(xs[i], 0, joined[i], encoded, SeasonalFeatures.INPUTS);
        }
        hiddenLayer.apply(joined, hidden, n);
        for (int i = 0; i < n; i++) {
            kernel.silu(hidden[i], 0, HIDDEN);
        }
        outLayer.apply(hidden, outputs, n);
        for (int i = 0; i < n; i++) {
            law(outputs[i], xs[i][LOG_STEP], candidates[i], laws[i]);
        }
    }

    private void law(float[] o, double logStep, float[] candidates, float[] law) {
        float centre = gate.mean(o, candidates);
        double step = Elementary.exp(logStep);
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < K; k++) {
            law[k] = (float) (centre + o[GATES + k] * step);
            double logScale = logStep + Gate.clamp(o[GATES + K + k] + LOG_SCALES[k], -5, 4);
            law[K + k] = (float) Math.max(NARROWEST, logScale);
            degrees[k] = o[GATES + 2 * K + k] + 1.5f;
            largest = Math.max(largest, o[GATES + 3 * K + k]);
        }
        kernel.softplus(degrees, 0, K);
        double sum = 0;
        for (int k = 0; k < K; k++) {
            sum += Elementary.exp(o[GATES + 3 * K + k] - largest);
        }
        double logSum = Elementary.log(sum);
        for (int k = 0; k < K; k++) {
            law[2 * K + k] = (float) (FEWEST_DEGREES + 3 * degrees[k]);
            law[3 * K + k] = (float) (o[GATES + 3 * K + k] - largest - logSum);
        }
    }
}
