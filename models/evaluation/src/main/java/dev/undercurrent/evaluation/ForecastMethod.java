package dev.undercurrent.evaluation;

/**
 * A method on its way along one series. It knows what it was given by {@link #observe} and nothing else.
 *
 * <p>Methods with a law of the next value also answer {@link #surprisal}, {@link #pit} and {@link #tail}, each asked before
 * the value is observed; methods without answer NaN.
 */
public interface ForecastMethod {

    /** Takes in the next value; NaN = missing. */
    void observe(double x);

    /**
     * Quantiles of the values to come; leaves the method as it is. The 0.5-quantile is the method's point forecast.
     *
     * @param horizon number of steps ahead, ≥ 1
     * @param levels probabilities in (0, 1), ascending
     * @return [horizon][levels], finite, ascending in the level; of this call alone
     */
    double[][] forecast(int horizon, double[] levels);

    /** −log density of the next value at x, nats; +∞ where x is impossible. */
    default double surprisal(double x) {
        return Double.NaN;
    }

    /** Probability integral transform: P(next value ≤ x), in [0, 1]. */
    default double pit(double x) {
        return Double.NaN;
    }

    /** Probability of a next value at least as surprising as x, in [0, 1]; two-sided from {@link #pit} unless said otherwise. */
    default double tail(double x) {
        double u = pit(x);
        return 2 * Math.min(u, 1 - u);
    }
}
