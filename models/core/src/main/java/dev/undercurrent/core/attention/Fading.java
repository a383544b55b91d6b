package dev.undercurrent.core.attention;

import java.util.Arrays;

/**
 * How far the rows up to now are from those up to {@code lag} rows before, the newest counting most: F_l ← λ F_l + Σ_c (z_t −
 * z_{t−l})², in units of the key, one multiplication and one square a lag and row. These are the scores of an attention whose keys
 * are the last rows. Like {@link Products} it is a function of the rows at hand, and not persisted.
 */
final class Fading {

    /** λ. */
    static final double LAMBDA = 0.9;

    /** Σ λ^k. */
    static final double MASS = 1 / (1 - LAMBDA);

    /** Rows from which all are taken anew; what lies further back counts 0.1 %. */
    static final int DEPTH = 64;

    private final int most;
    private double[] far = new double[32];
    private int n;

    /** @param most lags, 0 to most − 1 */
    Fading(int most) {
        this.most = most;
    }

    /** [≥ size] by lag. */
    double[] distances() {
        return far;
    }

    /** Lags that there are distances of. */
    int size() {
        return n;
    }

    /** After a row has come. */
    void push(Past past, int sinceExact) {
        if (sinceExact == 0) {
            exact(past, 0);
        } else {
            advance(past, 0);
        }
    }

    private void exact(Past past, int back) {
        n = 0;
        for (int b = Math.min(back + DEPTH, past.rows()) - 1; b >= back; b--) {
            advance(past, b);
        }
    }

    private void advance(Past past, int back) {
        int lags = Math.min(past.rows() - back, most);
        if (lags > far.length) {
            far = Arrays.copyOf(far, Math.min(most, 2 * lags));
        }
        Arrays.fill(far, n, lags, 0);
        n = lags;
        fade(far, past.units[0], past.head + back, n);
        for (int c = 1; c < past.units.length; c++) {
            add(far, past.units[c], past.head + back, n);
        }
    }

    private static void fade(double[] far, double[] z, int at, int n) {
        double now = z[at];
        for (int l = 0; l < n; l++) {
            double d = now - z[at + l];
            far[l] = far[l] * LAMBDA + d * d;
        }
    }

    private static void add(double[] far, double[] z, int at, int n) {
        double now = z[at];
        for (int l = 0; l < n; l++) {
            double d = now - z[at + l];
            far[l] += d * d;
        }
    }

    /** The distances as they were, from rows at hand. */
    static Fading restore(Past past, int most, int since) {
        Fading f = new Fading(most);
        if (past.count > 0) {
            f.exact(past, since);
            for (int back = since - 1; back >= 0; back--) {
                f.advance(past, back);
            }
        }
        return f;
    }

    Fading copy() {
        Fading f = new Fading(most);
        f.far = far.clone();
        f.n = n;
        return f;
    }
}
