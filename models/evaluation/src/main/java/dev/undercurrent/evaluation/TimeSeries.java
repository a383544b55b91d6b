package dev.undercurrent.evaluation;

/**
 * A series of equally spaced values.
 *
 * @param info what it is
 * @param values in the order of time, NaN = missing, never infinite; kept, not copied, and not written to
 */
public record TimeSeries(SeriesInfo info, double[] values) {

    /** @throws IllegalArgumentException if a value is infinite */
    public TimeSeries {
        for (int t = 0; t < values.length; t++) {
            if (Double.isInfinite(values[t])) {
                throw new IllegalArgumentException("series " + info.id() + ", value " + t + " is " + values[t]
                        + "; allowed: finite numbers, NaN for a missing one");
            }
        }
    }

    /** Number of values. */
    public int length() {
        return values.length;
    }
}
