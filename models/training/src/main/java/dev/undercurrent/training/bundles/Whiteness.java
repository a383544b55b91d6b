package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.card.Section;
import dev.undercurrent.core.math.Special;
import java.util.List;

/**
 * Whether anything of the past is left in the residuals of several series: autocorrelations, and the statistic of Ljung and Box
 * (1978), summed over series, which are independent, and so are its degrees of freedom.
 *
 * @param autocorrelation [lags] of all series, each weighted by its length
 * @param count residuals
 * @param statistic Q, all series
 * @param degrees of freedom
 */
record Whiteness(double[] autocorrelation, long count, double statistic, int degrees) {

    private static final int LAGS = 24;

    /** Residuals per lag below which a series takes no part. */
    private static final int FEWEST = 4;

    private static final double LARGEST = 8;

    /** @param pits each [T], probability integral transforms; NaN = missing, which counts as an average one */
    static Whiteness of(List<double[]> pits) {
        double[] sums = new double[LAGS];
        long count = 0;
        double statistic = 0;
        int series = 0;
        for (double[] u : pits) {
            double[] z = deviates(u);
            int n = z.length;
            double variance = 0;
            for (double v : z) {
                variance += v * v;
            }
            if (n < FEWEST * LAGS || !(variance > 0)) {
                continue;
            }
            for (int lag = 1; lag <= LAGS; lag++) {
                double product = 0;
                for (int t = lag; t < n; t++) {
                    product += z[t] * z[t - lag];
                }
                double r = product / variance;
                sums[lag - 1] += n * r;
                statistic += n * (n + 2.0) * r * r / (n - lag);
            }
            count += n;
            series++;
        }
        for (int lag = 0; lag < LAGS; lag++) {
            sums[lag] /= Math.max(1, count);
        }
        return new Whiteness(sums, count, statistic, series * LAGS);
    }

    /** Normal deviates about their mean. */
    private static double[] deviates(double[] pits) {
        double[] z = new double[pits.length];
        double sum = 0;
        int present = 0;
        for (int t = 0; t < z.length; t++) {
            z[t] = Double.isNaN(pits[t]) ? Double.NaN : deviate(pits[t]);
            if (!Double.isNaN(z[t])) {
                sum += z[t];
                present++;
            }
        }
        for (int t = 0; t < z.length; t++) {
            z[t] = Double.isNaN(z[t]) ? 0 : z[t] - sum / present;
        }
        return z;
    }

    private static double deviate(double u) {
        return u <= 0 ? -LARGEST : u >= 1 ? LARGEST : Math.max(-LARGEST, Math.min(LARGEST, Special.normalQuantile(u)));
    }

    /** P(χ² ≥ Q); 1 where no series was long enough. */
    double pValue() {
        return degrees == 0 ? 1 : Special.regularisedGammaQ(0.5 * degrees, 0.5 * statistic);
    }

    Section.Residuals section(String what) {
        return new Section.Residuals(what, autocorrelation, count, statistic, degrees, pValue());
    }
}
