package dev.undercurrent.training.prior;

import java.util.Arrays;

/** Scale-free summaries of a series, missing events left out. */
record Summary(double logDeviation, double lagOne, double repeats, double logStep, double kurtosis, double missing) {

    static Summary of(double[] y) {
        double[] x = Arrays.stream(y).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Signal.mean(x);
        double deviation = Signal.deviation(x);
        double kurtosis = 0.0;
        for (double v : x) {
            kurtosis += Math.pow((v - mean) / deviation, 4.0) / x.length;
        }
        double product = 0.0;
        double steps = 0.0;
        int equal = 0;
        int pairs = 0;
        for (int t = 1; t < y.length; t++) {
            if (!Double.isNaN(y[t]) && !Double.isNaN(y[t - 1])) {
                product += (y[t] - mean) * (y[t - 1] - mean);
                steps += Math.abs(y[t] - y[t - 1]);
                equal += y[t] == y[t - 1] ? 1 : 0;
                pairs++;
            }
        }
        return new Summary(
                Math.log10(deviation),
                product / pairs / (deviation * deviation),
                (double) equal / pairs,
                Math.log10(steps / pairs / deviation + 1e-6),
                kurtosis,
                1.0 - (double) x.length / y.length);
    }

    /** Autocorrelation at a lag, over pairs that are present. */
    static double autocorrelation(double[] y, int lag) {
        double[] x = Arrays.stream(y).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Signal.mean(x);
        double deviation = Signal.deviation(x);
        double product = 0.0;
        int pairs = 0;
        for (int t = lag; t < y.length; t++) {
            if (!Double.isNaN(y[t]) && !Double.isNaN(y[t - lag])) {
                product += (y[t] - mean) * (y[t - lag] - mean);
                pairs++;
            }
        }
        return product / pairs / (deviation * deviation);
    }
}
