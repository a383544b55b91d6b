package dev.undercurrent.evaluation.metric;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;
import java.util.Arrays;

/** Continuous ranked probability score ∫ (F(x) − 1{x ≥ y})² dx, in the unit of y, exactly. */
public final class Crps {

    private static final double ROOT_PI = Math.sqrt(Math.PI);

    private Crps() {}

    /**
     * Of the empirical law of a sample: E|X − y| − ½ E|X − X′|, by sorting.
     *
     * @param sample [n ≥ 1] draws in any order; not changed
     */
    public static double ofSample(double[] sample, double y) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double distance = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            distance += Math.abs(sorted[i] - y);
            spread += (2.0 * i - n + 1) * sorted[i];
        }
        return distance / n - spread / ((double) n * n);
    }

    /** Of a Gaussian law (Gneiting &amp; Raftery 2007, eq. 5 there without its sign). */
    public static double ofGaussian(double mean, double deviation, double y) {
        double z = (y - mean) / deviation;
        double density = Elementary.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
        return deviation * (z * (2 * Special.normalCdf(z) - 1) + 2 * density - 1 / ROOT_PI);
    }
}
