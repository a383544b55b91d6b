package dev.undercurrent.training.hmm;

import dev.undercurrent.core.math.Special;

/**
 * The laws of K regimes over D independent channels: Student-t, or Gaussian where ν is infinite.
 *
 * @param location [K][D], finite
 * @param scale [K][D], finite, at least {@code floor}; the standard deviation only of a Gaussian
 * @param nu degrees of freedom ν > 2, +∞ for Gaussian
 * @param floor smallest scale allowed, > 0
 */
public record Emissions(double[][] location, double[][] scale, double nu, double floor) {

    /** @throws IllegalArgumentException if shapes differ or a number is out of its range */
    public Emissions {
        int k = location.length;
        if (k == 0 || scale.length != k || !(nu > 2) || !(floor > 0 && floor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("emissions: " + k + " rows of locations and " + scale.length
                    + " of scales (allowed: as many, at least 1), degrees of freedom " + nu
                    + " (allowed: more than 2), floor " + floor + " (allowed: finite, more than 0)");
        }
        for (int i = 0; i < k; i++) {
            if (location[i].length == 0
                    || location[i].length != location[0].length
                    || scale[i].length != location[0].length) {
                throw new IllegalArgumentException("regime " + i + " has " + location[i].length + " locations and "
                        + scale[i].length + " scales; allowed: as many as regime 0, at least 1");
            }
            for (int c = 0; c < location[i].length; c++) {
                if (!Double.isFinite(location[i][c])
                        || !(scale[i][c] >= floor && scale[i][c] < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("regime " + i + ", channel " + c + " has location "
                            + location[i][c] + " and scale " + scale[i][c] + "; allowed: finite, scale at least "
                            + floor);
                }
            }
        }
    }

    /** K. */
    public int states() {
        return location.length;
    }

    /** D. */
    public int channels() {
        return location[0].length;
    }

    boolean gaussian() {
        return nu == Double.POSITIVE_INFINITY;
    }

    /** Variance of a channel over its squared scale: ν / (ν − 2). */
    double varianceOfUnitScale() {
        return gaussian() ? 1.0 : nu / (nu - 2.0);
    }

    /** Weight of a value at squared standardised distance q in the location: (ν + 1) / (ν + q), the scale-mixture form. */
    double weight(double q) {
        return gaussian() ? 1.0 : (nu + 1.0) / (nu + q);
    }

    /** P(Z ≤ z) of a channel in a regime. */
    double cdf(int state, int channel, double z) {
        double d = (z - location[state][channel]) / scale[state][channel];
        return gaussian() ? Special.normalCdf(d) : Special.studentCdf(d, nu);
    }

    /** P(Z > z), without cancellation. */
    double upperTail(int state, int channel, double z) {
        double d = (location[state][channel] - z) / scale[state][channel];
        return gaussian() ? Special.normalCdf(d) : Special.studentCdf(d, nu);
    }
}
