package dev.undercurrent.core.calibration;

import java.util.Arrays;

/** Distance of a sample from the uniform law. */
public final class Uniformity {

    private Uniformity() {}

    /** Kolmogorov's sup |F(u) − u|. */
    public static double distance(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            double n = sorted.length;
            distance = Math.max(distance, Math.max(sorted[i] - i / n, (i + 1) / n - sorted[i]));
        }
        return distance;
    }
}
