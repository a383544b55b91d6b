package dev.undercurrent.core.seasonal;

import java.util.Arrays;

/** Location and scale of a sample that a few glitches do not move. */
final class Units {

    /** Share of the sample beyond which values count as its edge, at either end. */
    private static final double EDGE = 0.02;

    /** Scale of a constant sample, relative to its magnitude. */
    static final double CONSTANT = 1e-3;

    /** Smallest scale of one that moves, relative to its magnitude. */
    static final double RELATIVE_FLOOR = 1e-9;

    /** Smallest sample whose outermost values may be glitches. */
    private static final int ROBUST = 8;

    private double location;
    private double scale;

    /**
     * Mean and standard deviation after values beyond the outer fiftieths, at least one at either end, are pulled in to
     * them; where these are equal, those of the whole sample.
     *
     * @param x [≥ n], sorted in place up to n
     * @param n ≥ 1
     */
    void of(double[] x, int n) {
        Arrays.sort(x, 0, n);
        int edge = n < ROBUST ? 0 : Math.max((int) (EDGE * n), 1);
        if (x[edge] == x[n - 1 - edge]) {
            edge = 0;
        }
        double low = x[edge];
        double high = x[n - 1 - edge];
        double middle = low + 0.5 * (high - low);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.min(Math.max(x[i], low), high) - middle;
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = Math.min(Math.max(x[i], low), high) - middle - mean;
            squares += d * d;
        }
        location = middle + mean;
        double magnitude = Math.abs(location);
        scale = low == high ? CONSTANT * magnitude : Math.max(Math.sqrt(squares / n), RELATIVE_FLOOR * magnitude);
        if (!(scale > Double.MIN_NORMAL)) {
            scale = 1;
        }
    }

    double location() {
        return location;
    }

    /** Above 0, finite. */
    double scale() {
        return scale;
    }
}
