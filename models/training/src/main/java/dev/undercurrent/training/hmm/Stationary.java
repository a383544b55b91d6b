package dev.undercurrent.training.hmm;

import java.util.Arrays;

/** The stationary law of a chain. */
final class Stationary {

    /** Squarings: 2^40 steps of the chain. */
    private static final int SQUARINGS = 40;

    private Stationary() {}

    /** [K]; of a chain of several closed parts, the mean over all first regimes. */
    static double[] of(double[][] transition) {
        int k = transition.length;
        double[][] power = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                // the lazy chain has the same law and no period
                power[i][j] = 0.5 * (transition[i][j] + (i == j ? 1.0 : 0.0));
            }
        }
        for (int n = 0; n < SQUARINGS; n++) {
            power = square(power);
        }
        double[] mean = new double[k];
        for (double[] row : power) {
            for (int j = 0; j < k; j++) {
                mean[j] += row[j] / k;
            }
        }
        return mean;
    }

    private static double[][] square(double[][] a) {
        int k = a.length;
        double[][] out = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int m = 0; m < k; m++) {
                for (int j = 0; j < k; j++) {
                    out[i][j] += a[i][m] * a[m][j];
                }
            }
            double sum = Arrays.stream(out[i]).sum();
            for (int j = 0; j < k; j++) {
                out[i][j] /= sum;
            }
        }
        return out;
    }
}
