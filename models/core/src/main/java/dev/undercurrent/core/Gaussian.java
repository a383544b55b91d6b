package dev.undercurrent.core;

import dev.undercurrent.core.math.Special;

/** Independent normal channels. */
public final class Gaussian extends Diagonal {

    /**
     * @param location [channels] means, in the unit of the series
     * @param scale [channels] standard deviations, above 0
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Gaussian(double[] location, double[] scale) {
        super(location, scale, Special.studentLogConstant(Double.POSITIVE_INFINITY));
    }

    /** Exact: the excess of a Gaussian's surprisal over its smallest is half a χ² of as many degrees as channels. */
    @Override
    public double tail(Observation x) {
        double[] values = ((Reading) x).values();
        double excess = 0.0;
        int present = 0;
        for (int c = 0; c < channels(); c++) {
            if (!Double.isNaN(values[c])) {
                excess += standardExcess(standardise(c, values[c]));
                present++;
            }
        }
        return Special.chiSquareTail(present, excess);
    }

    @Override
    double standardExcess(double z) {
        return 0.5 * z * z;
    }

    @Override
    double standardMean() {
        return 0.0;
    }

    @Override
    double standardVariance() {
        return 1.0;
    }

    @Override
    double standardCdf(double z) {
        return Special.normalCdf(z);
    }

    @Override
    double standardQuantile(double p) {
        return Special.normalQuantile(p);
    }
}
