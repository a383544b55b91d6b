package dev.undercurrent.core.switching;

import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.math.Elementary;

/** The forward algorithm (Rabiner 1989, §III.A; scaled), on plain arrays; written once, here. */
public final class Forward {

    private Forward() {}

    public static void predict(double[] belief, float[] transition, int k, double[] out) {
        java.util.Arrays.fill(out, 0, k, 0);
        for (int i = 0; i < k; i++) {
            double b = belief[i];
            for (int j = 0; j < k; j++) {
                out[j] += b * transition[i * k + j];
            }
        }
        double sum = 0;
        for (int j = 0; j < k; j++) {
            sum += out[j];
        }
        for (int j = 0; j < k; j++) {
            out[j] /= sum;
        }
    }

    public static double condition(double[] predicted, double[] logDensities, int k, double[] posterior) {
        double log = Mixture.logSumWeighted(predicted, logDensities, k);
        if (log == Double.NEGATIVE_INFINITY) {
            System.arraycopy(predicted, 0, posterior, 0, k);
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int j = 0; j < k; j++) {
            posterior[j] = predicted[j] > 0 ? predicted[j] * Elementary.exp(logDensities[j] - log) : 0;
            sum += posterior[j];
        }
        for (int j = 0; j < k; j++) {
            posterior[j] /= sum;
        }
        return 0.0 - log;
    }
}
