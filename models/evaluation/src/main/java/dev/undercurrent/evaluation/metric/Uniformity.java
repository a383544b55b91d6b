package dev.undercurrent.evaluation.metric;

import java.util.Arrays;

/** How far numbers in [0, 1] are from uniform; NaN among them are left out. */
public final class Uniformity {

    private Uniformity() {}

    /** sup_u |F(u) − u| of the empirical distribution function F (Kolmogorov's distance), in [0, 1]; NaN where empty. */
    public static double deviation(double[] values) {
        double[] u =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (u.length == 0) {
            return Double.NaN;
        }
        double largest = 0;
        for (int i = 0; i < u.length; i++) {
            double above = (i + 1.0) / u.length - u[i];
            double below = u[i] - (double) i / u.length;
            largest = Math.max(largest, Math.max(above, below));
        }
        return largest;
    }

    /** [bins] shares of values in equal parts of [0, 1], summing to 1; the last part holds 1 itself. NaN where empty. */
    public static double[] histogram(double[] values, int bins) {
        double[] share = new double[bins];
        int n = 0;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                share[Math.min((int) (v * bins), bins - 1)]++;
                n++;
            }
        }
        for (int b = 0; b < bins; b++) {
            share[b] /= n;
        }
        return share;
    }

    /** Share of values below a threshold; NaN where empty. */
    public static double rate(double[] values, double threshold) {
        int below = 0;
        int n = 0;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                below += v < threshold ? 1 : 0;
                n++;
            }
        }
        return (double) below / n;
    }
}
