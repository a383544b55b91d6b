package dev.undercurrent.evaluation.benchmark;

import java.util.Arrays;

/** The middle of numbers. */
public final class Median {

    private Median() {}

    /** Median of the numbers that are not NaN; NaN where there is none. */
    public static double of(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
