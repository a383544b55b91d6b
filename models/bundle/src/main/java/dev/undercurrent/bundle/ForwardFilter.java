package dev.undercurrent.bundle;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;
import java.util.Arrays;

/** The forward algorithm (Rabiner 1989) on fixed parameters in its textbook form: what golden surprisals are checked with. */
final class ForwardFilter implements GoldenCheck.Hmm {

    private final HmmSpec spec;
    private final double[] transition;
    private final double[] location;
    private final double[] scale;
    private final double[] offset;
    private final double[] unit;
    private final double[] coefficient;
    private final double[] probability;

    /** [K] probabilities of the states before the next input. */
    private final double[] predicted;

    /** [p][C] the last standardised readings, nearest first. */
    private final double[][] lags;

    private int seen;

    private ForwardFilter(HmmSpec spec, Tensors t) {
        this.spec = spec;
        int k = spec.states();
        int c = spec.channels();
        boolean tokens = spec.emission() == HmmSpec.Emission.CATEGORICAL;
        predicted = t.values("hmm.initial", k);
        transition = t.values("hmm.transition", k, k);
        location = tokens ? null : t.values("hmm.location", k, c);
        scale = tokens ? null : t.values("hmm.scale", k, c);
        offset = tokens ? null : t.values("hmm.offset", c);
        unit = tokens ? null : t.values("hmm.unit", c);
        coefficient = spec.order() > 0 ? t.values("hmm.coefficient", k, c, spec.order()) : null;
        probability = tokens ? t.values("hmm.probability", k, spec.vocabulary()) : null;
        lags = new double[spec.order()][c];
    }

    static ForwardFilter of(ModelBundle bundle) {
        return new ForwardFilter((HmmSpec) bundle.manifest().architecture(), bundle.tensors());
    }

    @Override
    public double surprisal(double[] input) {
        int k = spec.states();
        double[] z = standardised(input);
        double surprisal = 0;
        if (seen >= spec.order()) {
            double[] logs = new double[k];
            for (int i = 0; i < k; i++) {
                logs[i] = logDensity(i, z);
            }
            surprisal = condition(logs);
            moveOn();
        }
        seen = Math.min(seen + 1, spec.order());
        for (int l = lags.length - 1; l > 0; l--) {
            lags[l] = lags[l - 1];
        }
        if (lags.length > 0) {
            lags[0] = z;
        }
        return surprisal;
    }

    private double[] standardised(double[] input) {
        double[] z = input.clone();
        if (unit != null) {
            for (int c = 0; c < z.length; c++) {
                z[c] = (z[c] - offset[c]) / unit[c];
            }
        }
        return z;
    }

    private double logDensity(int i, double[] z) {
        if (probability != null) {
            int token = (int) z[0];
            if (token != z[0] || token < 0 || token >= spec.vocabulary()) {
                throw BundleException.of(BundleFiles.GOLDEN, "token", z[0], "0 to " + (spec.vocabulary() - 1));
            }
            return Elementary.log(probability[i * spec.vocabulary() + token]);
        }
        double nu = spec.degreesOfFreedom();
        double sum = 0;
        for (int c = 0; c < z.length; c++) {
            int at = i * z.length + c;
            double centre = location[at];
            for (int l = 0; l < lags.length; l++) {
                centre += coefficient[at * lags.length + l] * lags[l][c];
            }
            double q = (z[c] - centre) / scale[at];
            sum -= Elementary.log(scale[at]);
            sum += nu == Double.POSITIVE_INFINITY
                    ? -0.5 * (Elementary.log(2 * Math.PI) + q * q)
                    : Special.studentLogConstant(nu) - 0.5 * (nu + 1) * Elementary.log1p(q * q / nu);
        }
        return sum;
    }

    /** Turns the predicted into the filtered posterior; −log Σ_i predicted_i density_i. */
    private double condition(double[] logs) {
        double most = Arrays.stream(logs).max().orElseThrow();
        double sum = 0;
        for (int i = 0; i < logs.length; i++) {
            predicted[i] *= Elementary.exp(logs[i] - most);
            sum += predicted[i];
        }
        for (int i = 0; i < logs.length; i++) {
            predicted[i] /= sum;
        }
        return -most - Elementary.log(sum);
    }

    private void moveOn() {
        double[] filtered = predicted.clone();
        Arrays.fill(predicted, 0);
        for (int i = 0; i < filtered.length; i++) {
            for (int j = 0; j < filtered.length; j++) {
                predicted[j] += filtered[i] * transition[i * filtered.length + j];
            }
        }
    }
}
