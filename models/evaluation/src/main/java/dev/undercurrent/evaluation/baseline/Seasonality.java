package dev.undercurrent.evaluation.baseline;

import java.util.Arrays;

/**
 * Seasonal indices by classical decomposition, where the series passes the test for a season: the adjustment of the M
 * competitions' benchmarks (Makridakis, Spiliotis &amp; Assimakopoulos 2020, appendix A).
 *
 * <p>Multiplicative for series of positive values, additive for all others, which no ratio suits.
 */
final class Seasonality {

    /** Two-sided 90 % quantile of the standard normal law, to the digits of the benchmark. */
    private static final double Z = 1.645;

    private final boolean multiplicative;
    private final double[] indices;

    private Seasonality(boolean multiplicative, double[] indices) {
        this.multiplicative = multiplicative;
        this.indices = indices;
    }

    /** The season of a series that is long enough and passes the test; else one that changes nothing. */
    static Seasonality of(double[] values, int season) {
        boolean positive = Arrays.stream(values).allMatch(v -> v > 0);
        if (season > 1 && isSeasonal(values, season)) {
            return new Seasonality(positive, indices(values, season, positive));
        }
        return new Seasonality(positive, new double[] {positive ? 1 : 0});
    }

    /**
     * Whether the autocorrelation at the season lies outside its 90 % limits, Z √((1 + 2 Σ_{i&lt;season} r_i²) / n).
     *
     * @return false below three seasons of values and for a constant series
     */
    static boolean isSeasonal(double[] values, int season) {
        int n = values.length;
        if (n < 3 * season) {
            return false;
        }
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = lagged(values, mean, 0);
        double squares = 1;
        for (int lag = 1; lag < season; lag++) {
            double r = lagged(values, mean, lag) / variance;
            squares += 2 * r * r;
        }
        return Math.abs(lagged(values, mean, season) / variance) > Z * Math.sqrt(squares / n);
    }

    private static double lagged(double[] values, double mean, int lag) {
        double sum = 0;
        for (int t = lag; t < values.length; t++) {
            sum += (values[t] - mean) * (values[t - lag] - mean);
        }
        return sum;
    }

    /**
     * Means of the values relative to their centred moving average, by position in the season.
     *
     * @return [season]; entry i belongs to values i, i + season, …; of mean 1 (multiplicative) or 0
     */
    static double[] indices(double[] values, int season, boolean multiplicative) {
        double[] sums = new double[season];
        int[] counts = new int[season];
        int half = season / 2;
        boolean even = season % 2 == 0;
        for (int t = half; t < values.length - half; t++) {
            double trend = 0;
            for (int i = -half; i <= half; i++) {
                trend += (even && Math.abs(i) == half ? 0.5 : 1) * values[t + i];
            }
            trend /= season;
            sums[t % season] += multiplicative ? values[t] / trend : values[t] - trend;
            counts[t % season]++;
        }
        double[] indices = new double[season];
        double total = 0;
        for (int i = 0; i < season; i++) {
            indices[i] = sums[i] / counts[i];
            total += indices[i];
        }
        for (int i = 0; i < season; i++) {
            indices[i] = multiplicative ? indices[i] * season / total : indices[i] - total / season;
        }
        return indices;
    }

    /** The values without their season. */
    double[] adjust(double[] values) {
        double[] adjusted = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            double index = indices[t % indices.length];
            adjusted[t] = multiplicative ? values[t] / index : values[t] - index;
        }
        return adjusted;
    }

    /** A forecast of adjusted value number t in the unit of the series. */
    double restore(double adjusted, int t) {
        double index = indices[t % indices.length];
        return multiplicative ? adjusted * index : adjusted + index;
    }

    /** The spread of a forecast of adjusted value number t in the unit of the series. */
    double restoreSpread(double spread, int t) {
        return multiplicative ? spread * Math.abs(indices[t % indices.length]) : spread;
    }
}
