package dev.undercurrent.evaluation.metric;

/** Errors of point forecasts, as in the M4 competition (Makridakis, Spiliotis &amp; Assimakopoulos 2020, §2.3). */
public final class PointError {

    private PointError() {}

    /**
     * Symmetric mean absolute percentage error, 0 to 200: mean of 200 |y − f| / (|y| + |f|), where 0 / 0 counts as 0.
     *
     * @param actual [n], NaN = missing and left out
     * @param forecast [n]
     * @return NaN where all values are missing
     */
    public static double smape(double[] actual, double[] forecast) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < actual.length; i++) {
            if (!Double.isNaN(actual[i])) {
                double size = Math.abs(actual[i]) + Math.abs(forecast[i]);
                sum += size == 0 ? 0 : 200 * Math.abs(actual[i] - forecast[i]) / size;
                n++;
            }
        }
        return sum / n;
    }

    /** Mean absolute error over the values that are not missing; NaN where all are. */
    public static double mae(double[] actual, double[] forecast) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < actual.length; i++) {
            if (!Double.isNaN(actual[i])) {
                sum += Math.abs(actual[i] - forecast[i]);
                n++;
            }
        }
        return sum / n;
    }

    /**
     * The error that MASE is counted in: the mean of |y_t − y_{t−season}| over the first {@code end} values (Hyndman &amp;
     * Koehler 2006).
     *
     * @param season lag, ≥ 1
     * @return NaN where there is no such pair; 0 for a series that repeats exactly
     */
    public static double seasonalError(double[] values, int end, int season) {
        double sum = 0;
        int n = 0;
        for (int t = season; t < end; t++) {
            double change = Math.abs(values[t] - values[t - season]);
            if (!Double.isNaN(change)) {
                sum += change;
                n++;
            }
        }
        return sum / n;
    }

    /** Overall weighted average of M4: mean of sMAPE and MASE, each relative to that of Naive2. */
    public static double owa(double smape, double mase, double naive2Smape, double naive2Mase) {
        return (smape / naive2Smape + mase / naive2Mase) / 2;
    }
}
