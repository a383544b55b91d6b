package dev.undercurrent.core.math;

/** Sums in a fixed order. */
public final class Sums {

    private Sums() {}

    /** Σ of the floats from one index up to another, in four parts that do not wait for one another. */
    public static double of(float[] values, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < to; i++) {
            a += values[i];
        }
        return a + b + (c + d);
    }
}
