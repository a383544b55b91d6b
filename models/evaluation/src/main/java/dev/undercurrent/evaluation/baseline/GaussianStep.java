package dev.undercurrent.evaluation.baseline;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;

/**
 * The scale of a Gaussian law of the next value: a running mean of squared errors, an equal-weight mean at first and an
 * exponential one later.
 */
final class GaussianStep {

    /** A series is taken to be resolved no better than to this share of its mean absolute value. */
    private static final double RESOLUTION = 1e-6;

    private static final double HALF_LOG_TWO_PI = 0.5 * Elementary.log(2 * Math.PI);

    private final double rate;
    private double variance;
    private long errors;
    private double size;
    private long values;

    /** @param rate weight of the newest squared error in the long run, in (0, 1] */
    GaussianStep(double rate) {
        this.rate = rate;
    }

    /** Takes in an error of the point forecast. */
    void error(double e) {
        errors++;
        variance += Math.max(1.0 / errors, rate) * (e * e - variance);
    }

    /** Takes in a value, for the resolution. */
    void value(double x) {
        values++;
        size += (Math.abs(x) - size) / values;
    }

    /** Standard deviation; NaN before the first error, and while all values were 0. */
    double deviation() {
        double deviation = Math.max(Math.sqrt(variance), RESOLUTION * size);
        return errors == 0 || deviation == 0 ? Double.NaN : deviation;
    }

    /** −log density at x, nats; NaN where there is no law yet. */
    double surprisal(double mean, double x) {
        double z = (x - mean) / deviation();
        return HALF_LOG_TWO_PI + Elementary.log(deviation()) + 0.5 * z * z;
    }

    /** P(next ≤ x); NaN where there is no law yet. */
    double pit(double mean, double x) {
        return Special.normalCdf((x - mean) / deviation());
    }
}
