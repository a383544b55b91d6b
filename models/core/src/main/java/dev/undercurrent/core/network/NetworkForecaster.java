package dev.undercurrent.core.network;

import dev.undercurrent.core.forecast.Forecaster;
import dev.undercurrent.core.math.Special;

/**
 * Forecasts by the horizon head, in one pass for all steps and without sampling.
 *
 * <p>Other levels than the head's are interpolated linearly over standard normal deviates, and the outermost segments go on
 * straight beyond .02 and .98: exact for Gaussian shapes, never crossing. Steps beyond {@value SeasonalFeatures#HORIZON} keep
 * the shares, shift and spread of that step and apply them to the candidates of their own phase of season and cycle. A
 * channel with less than two values has the quantiles of its prior law at every step.
 */
public final class NetworkForecaster implements Forecaster<NetworkModel.State> {

    private static final int QUANTILES = HorizonHead.QUANTILES;

    private final NetworkModel model;
    private final HorizonHead head;
    private final Decoder decoder;
    private final float[][] decoded;
    private final HorizonFeatures ahead;
    private final double[] knots = deviates(HorizonHead.levels());
    private final float[] encoded;
    private final float[] projected = new float[HorizonHead.PROJECTED];
    private final float[][] projections = new float[SeasonalFeatures.HORIZON][];
    private final float[][] candidates = new float[SeasonalFeatures.HORIZON][SeasonalFeatures.HORIZON_CANDIDATES];
    private final float[][] inputs = new float[SeasonalFeatures.HORIZON][SeasonalFeatures.HORIZON_INPUTS];
    private final float[][] outputs = new float[SeasonalFeatures.HORIZON][HorizonHead.ROOM];
    private final float[] beyond = new float[SeasonalFeatures.HORIZON_CANDIDATES];
    private final float[] quantiles = new float[QUANTILES];

    /**
     * @param head for as many outputs as the model's encoder has; used by this forecaster alone
     * @throws IllegalArgumentException if they do not fit together
     */
    public NetworkForecaster(NetworkModel model, HorizonHead head) {
        this(model, head, null);
    }

    /**
     * @param decoder that gives the head its state step by step; null where that is the output of the encoder
     * @throws IllegalArgumentException if they do not fit together
     */
    public NetworkForecaster(NetworkModel model, HorizonHead head, Decoder decoder) {
        int given = decoder == null ? model.outputs() : decoder.outputs();
        if (head.stateLength() != given) {
            throw new IllegalArgumentException("horizon head for a state of " + head.stateLength() + "; allowed: "
                    + given + ", the outputs of the " + (decoder == null ? "encoder" : "decoder"));
        }
        this.model = model;
        this.head = head;
        this.decoder = decoder;
        this.decoded = decoder == null ? null : new float[SeasonalFeatures.HORIZON][given];
        ahead = new HorizonFeatures(model.features());
        encoded = new float[model.outputs()];
        for (int h = 0; h < projections.length; h++) {
            projections[h] = decoder == null ? projected : new float[HorizonHead.PROJECTED];
        }
    }

    private static double[] deviates(double[] levels) {
        double[] z = new double[levels.length];
        for (int q = 0; q < z.length; q++) {
            z[q] = Special.normalQuantile(levels[q]);
        }
        return z;
    }

    @Override
    public void forecast(NetworkModel.State state, double[] levels, double[][][] out) {
        double[] z = deviates(levels);
        for (int c = 0; c < out.length; c++) {
            if (NetworkModel.known(state.features[c])) {
                forecast(state, c, z, out[c]);
            } else {
                NetworkLaw law = model.predict(state);
                for (double[] row : out[c]) {
                    for (int q = 0; q < levels.length; q++) {
                        row[q] = law.quantile(c, levels[q]);
                    }
                }
            }
        }
    }

    private void forecast(NetworkModel.State state, int c, double[] z, double[][] out) {
        SeasonalFeatures.State f = state.features[c];
        double offset = model.features().offset(f);
        double scale = model.features().scale(f);
        ahead.from(f);
        // the outputs of the last step known are needed for those beyond
        int n = Math.min(out.length, SeasonalFeatures.HORIZON);
        for (int h = 1; h <= n; h++) {
            ahead.candidates(h, candidates[h - 1]);
            ahead.inputs(h, candidates[h - 1], inputs[h - 1]);
        }
        if (decoder == null) {
            model.output(state, c, encoded);
            head.project(encoded, projected);
        } else {
            decoder.decode(model.encoderState(state, c), inputs, n, decoded);
            for (int h = 0; h < n; h++) {
                head.project(decoded[h], projections[h]);
            }
        }
        head.outputs(projections, inputs, outputs, n);
        for (int h = 1; h <= out.length; h++) {
            if (h <= n) {
                head.quantiles(outputs[h - 1], candidates[h - 1], quantiles);
            } else {
                ahead.candidates(h, beyond);
                head.quantiles(outputs[n - 1], beyond, quantiles);
            }
            for (int q = 0; q < z.length; q++) {
                out[h - 1][q] = offset + scale * interpolate(z[q]);
            }
        }
    }

    /** The quantile at a standard normal deviate. */
    private double interpolate(double z) {
        int at = 1;
        while (at < QUANTILES - 1 && z > knots[at]) {
            at++;
        }
        double share = (z - knots[at - 1]) / (knots[at] - knots[at - 1]);
        double low = quantiles[at - 1];
        double high = quantiles[at];
        return share == 1 ? high : low + share * (high - low);
    }
}
