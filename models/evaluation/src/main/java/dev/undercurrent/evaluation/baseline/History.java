package dev.undercurrent.evaluation.baseline;

import java.util.Arrays;

/**
 * The values seen so far without their gaps: a missing value is taken to be the one a season before, or the one before
 * where there is no season yet. Missing values before the first one are forgotten.
 */
final class History {

    private final int season;
    private double[] values = new double[256];
    private int size;

    /** @param season steps, ≥ 1 */
    History(int season) {
        this.season = season;
    }

    void add(double x) {
        if (Double.isNaN(x) && size == 0) {
            return;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size] = Double.isNaN(x) ? values[size >= season ? size - season : size - 1] : x;
        size++;
    }

    int size() {
        return size;
    }

    /** The value {@code lag} steps ago, 1 = the last. */
    double back(int lag) {
        return values[size - lag];
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
