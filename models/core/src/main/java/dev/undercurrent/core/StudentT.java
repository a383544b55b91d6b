package dev.undercurrent.core;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;

/** Independent channels under Student's t: heavy tails, so that one outlier does not move a filter for good. */
public final class StudentT extends Diagonal {

    private final double degrees;
    private final double constant;

    /**
     * @param location [channels], in the unit of the series
     * @param scale [channels], above 0; not the standard deviation, which is scale · sqrt(ν / (ν − 2))
     * @param degrees ν in (0, ∞), of every channel; 4 is the fastest
     * @throws IllegalArgumentException if a value is out of its range
     */
    public StudentT(double[] location, double[] scale, double degrees) {
        this(location, scale, degrees, Special.studentLogConstant(inRange(degrees)));
    }

    private StudentT(double[] location, double[] scale, double degrees, double constant) {
        super(location, scale, constant);
        this.degrees = degrees;
        this.constant = constant;
    }

    /**
     * The law of as many degrees of freedom elsewhere, for less than a new one costs.
     *
     * @param location [channels], in the unit of the series
     * @param scale [channels], above 0
     */
    public StudentT at(double[] location, double[] scale) {
        return new StudentT(location, scale, degrees, constant);
    }

    private static double inRange(double degrees) {
        if (!(degrees > 0.0 && degrees < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("degrees of freedom are " + degrees + "; allowed: finite, above 0");
        }
        return degrees;
    }

    public double degrees() {
        return degrees;
    }

    /**
     * Exact for one present channel. For more, each channel is mapped to the normal deviate of equal tail, and the sum of
     * their squares is referred to its χ²: uniform under this law and falling in every |z|, but the order of outcomes is
     * that of the Gaussian reference, not exactly that of surprisal.
     */
    @Override
    public double tail(Observation x) {
        double[] values = ((Reading) x).values();
        double excess = 0.0;
        double tail = 1.0;
        int present = 0;
        for (int c = 0; c < channels(); c++) {
            if (!Double.isNaN(values[c])) {
                if (present > 0) {
                    excess += gaussianExcess(tail);
                }
                tail = 2.0 * Special.studentTail(Math.abs(standardise(c, values[c])), degrees);
                present++;
            }
        }
        return present < 2 ? tail : Special.chiSquareTail(present, excess + gaussianExcess(tail));
    }

    private static double gaussianExcess(double tail) {
        double z = Special.normalQuantile(0.5 * tail);
        return 0.5 * z * z;
    }

    @Override
    double standardExcess(double z) {
        double size = Math.abs(z);
        double log =
                size < 1e150 ? Elementary.log1p(z * z / degrees) : 2.0 * Elementary.log(size) - Elementary.log(degrees);
        return 0.5 * (degrees + 1.0) * log;
    }

    @Override
    double standardMean() {
        return degrees > 1.0 ? 0.0 : Double.NaN;
    }

    @Override
    double standardVariance() {
        return degrees > 2.0 ? degrees / (degrees - 2.0) : Double.POSITIVE_INFINITY;
    }

    @Override
    double standardCdf(double z) {
        return Special.studentCdf(z, degrees);
    }

    @Override
    double standardQuantile(double p) {
        return Special.studentQuantile(p, degrees);
    }
}
