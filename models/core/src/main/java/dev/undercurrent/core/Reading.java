package dev.undercurrent.core;

/**
 * A vector of sensor values.
 *
 * @param time event time, microseconds UTC
 * @param values [channels], in the unit of the series; NaN = missing; never infinite. Owned by this reading: nobody
 *     writes to it afterwards
 */
public record Reading(long time, double[] values) implements Observation {

    /** An all-missing reading: the time update. */
    public static Reading missing(long time, int channels) {
        double[] values = new double[channels];
        java.util.Arrays.fill(values, Double.NaN);
        return new Reading(time, values);
    }

    @Override
    public boolean missing() {
        for (double v : values) {
            if (!Double.isNaN(v)) {
                return false;
            }
        }
        return true;
    }
}
