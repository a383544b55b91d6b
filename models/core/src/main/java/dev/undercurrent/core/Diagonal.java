package dev.undercurrent.core;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import java.util.random.RandomGenerator;

/** A law of independent channels that share one standard shape, moved by a location and stretched by a scale. */
abstract sealed class Diagonal implements Density permits Gaussian, StudentT {

    private final double[] location;
    private final double[] scale;
    /** [channels] log density at the location, nats. */
    private final double[] peak;

    /**
     * @param location [channels], finite
     * @param scale [channels], finite and above 0
     * @param standardPeak log density of the standard shape at 0, nats
     */
    Diagonal(double[] location, double[] scale, double standardPeak) {
        if (location.length == 0 || location.length != scale.length) {
            throw new IllegalArgumentException("location has " + location.length + " channels and scale " + scale.length
                    + "; allowed: as many, at least 1");
        }
        this.location = location.clone();
        this.scale = scale.clone();
        peak = new double[location.length];
        for (int c = 0; c < peak.length; c++) {
            if (!Double.isFinite(location[c]) || !(scale[c] > 0.0 && scale[c] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("channel " + c + " has location " + location[c] + " and scale "
                        + scale[c] + "; allowed: both finite, scale above 0");
            }
            peak[c] = standardPeak - Elementary.log(scale[c]);
        }
    }

    /** Surprisal of z under the standard shape above its smallest, nats, ≥ 0. */
    abstract double standardExcess(double z);

    abstract double standardMean();

    abstract double standardVariance();

    abstract double standardCdf(double z);

    abstract double standardQuantile(double p);

    /** (x − location) / scale; NaN where x is missing. */
    final double standardise(int channel, double x) {
        return (x - location[channel]) / scale[channel];
    }

    @Override
    public final int channels() {
        return location.length;
    }

    @Override
    public final double surprisal(Observation x) {
        double[] values = ((Reading) x).values();
        double sum = 0.0;
        for (int c = 0; c < location.length; c++) {
            sum += surprisal(c, values[c]);
        }
        return sum;
    }

    @Override
    public final double surprisal(int channel, double x) {
        return Double.isNaN(x) ? 0.0 : standardExcess(standardise(channel, x)) - peak[channel];
    }

    @Override
    public final double mean(int channel) {
        return location[channel] + scale[channel] * standardMean();
    }

    @Override
    public final double variance(int channel) {
        return scale[channel] * scale[channel] * standardVariance();
    }

    @Override
    public final double cdf(int channel, double x) {
        return standardCdf(standardise(channel, x));
    }

    @Override
    public final double quantile(int channel, double p) {
        return location[channel] + scale[channel] * standardQuantile(p);
    }

    @Override
    public final Reading sample(long time, RandomGenerator random) {
        double[] values = new double[location.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = quantile(c, Draw.uniform(random));
        }
        return new Reading(time, values);
    }
}
