package dev.undercurrent.training.hmm;

import java.util.Arrays;
import java.util.List;

/**
 * How the values of a series become the numbers that a model speaks of: z = (x − offset) / unit per channel.
 *
 * @param offset [D], finite
 * @param unit [D], finite, > 0
 */
public record Units(double[] offset, double[] unit) {

    /** Unit of a channel that never moves, relative to its magnitude. */
    private static final double CONSTANT = 1e-3;

    /** Smallest unit of one that moves, relative to its magnitude: what a double still resolves with room to spare. */
    private static final double RELATIVE_FLOOR = 1e-6;

    /** Which units a model is learnt in. */
    public enum Choice {
        /** The values as they are. */
        RAW,
        /** One offset and unit for all series: they share a scale, and levels differ between regimes. */
        POOLED,
        /** Each series by its own offset and unit: what is learnt is a prior for series of any level and scale. */
        PER_SERIES
    }

    /** @throws IllegalArgumentException if lengths differ or a number is out of its range */
    public Units {
        if (offset.length == 0 || offset.length != unit.length) {
            throw new IllegalArgumentException(
                    "units: " + offset.length + " offsets and " + unit.length + " units; allowed: as many, at least 1");
        }
        for (int c = 0; c < offset.length; c++) {
            if (!Double.isFinite(offset[c]) || !(unit[c] > 0 && unit[c] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("channel " + c + " has offset " + offset[c] + " and unit " + unit[c]
                        + "; allowed: finite, unit above 0");
            }
        }
    }

    /** Offsets 0 and units 1. */
    public static Units raw(int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1.0);
        return new Units(new double[channels], ones);
    }

    /**
     * Mean and standard deviation of all present values of each channel, rounded to numbers that a float holds, so that a
     * bundle keeps them exactly.
     */
    public static Units of(List<double[][]> series, int channels) {
        double[] offset = new double[channels];
        double[] unit = new double[channels];
        Moments moments = new Moments();
        series.forEach(moments::add);
        for (int c = 0; c < channels; c++) {
            double mean = moments.mean(c);
            double deviation = moments.deviation(c);
            double magnitude = Math.abs(mean);
            double wanted = deviation > 0.0 ? Math.max(deviation, RELATIVE_FLOOR * magnitude) : CONSTANT * magnitude;
            offset[c] = held(mean);
            double rounded = held(wanted);
            unit[c] = rounded > 0.0 ? rounded : 1.0;
        }
        return new Units(offset, unit);
    }

    private static double held(double value) {
        float f = (float) value;
        return Float.isFinite(f) ? f : value;
    }

    public int channels() {
        return offset.length;
    }

    /** [T][D] standardised copy; NaN stays NaN. */
    public double[][] standardise(double[][] series) {
        double[][] z = new double[series.length][offset.length];
        for (int t = 0; t < series.length; t++) {
            for (int c = 0; c < offset.length; c++) {
                z[t][c] = (series[t][c] - offset[c]) / unit[c];
            }
        }
        return z;
    }
}
