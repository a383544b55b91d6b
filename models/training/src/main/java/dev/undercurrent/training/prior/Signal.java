package dev.undercurrent.training.prior;

import java.util.Arrays;

/** Arithmetic on series, in place. */
final class Signal {

    private Signal() {}

    static double mean(double[] x) {
        double sum = 0.0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    static double deviation(double[] x) {
        double mean = mean(x);
        double sum = 0.0;
        for (double v : x) {
            sum += (v - mean) * (v - mean);
        }
        return Math.sqrt(sum / x.length);
    }

    /** Mean 0, deviation 1 (a constant series becomes 0). */
    static double[] standardise(double[] x) {
        double mean = mean(x);
        double deviation = deviation(x) + 1e-9;
        for (int t = 0; t < x.length; t++) {
            x[t] = (x[t] - mean) / deviation;
        }
        return x;
    }

    /** Deviation 1, the mean scaled along. */
    static double[] unitDeviation(double[] x) {
        double deviation = deviation(x) + 1e-9;
        for (int t = 0; t < x.length; t++) {
            x[t] /= deviation;
        }
        return x;
    }

    /** y += factor · x. */
    static void add(double[] y, double factor, double[] x) {
        for (int t = 0; t < y.length; t++) {
            y[t] += factor * x[t];
        }
    }

    /** y_t = gain · x_t + pole · y_{t−1}, from rest. */
    static double[] recurse(double[] x, double gain, double pole) {
        double y = 0.0;
        for (int t = 0; t < x.length; t++) {
            y = gain * x[t] + pole * y;
            x[t] = y;
        }
        return x;
    }

    /** y_t = Σ_j ma_j x_{t−j} − Σ_{i ≥ 1} ar_i y_{t−i}, from rest; ar_0 = 1. */
    static double[] filter(double[] ma, double[] ar, double[] x) {
        double[] y = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            double sum = 0.0;
            for (int j = 0; j < ma.length && j <= t; j++) {
                sum += ma[j] * x[t - j];
            }
            for (int i = 1; i < ar.length && i <= t; i++) {
                sum -= ar[i] * y[t - i];
            }
            y[t] = sum;
        }
        return y;
    }

    static void accumulate(double[] x) {
        for (int t = 1; t < x.length; t++) {
            x[t] += x[t - 1];
        }
    }

    static double clip(double v, double low, double high) {
        return Math.min(Math.max(v, low), high);
    }

    /** The value at {@code at} of the broken line through (xs, ys), xs ascending; level outside. */
    static double interpolate(double at, double[] xs, double[] ys) {
        int i = Arrays.binarySearch(xs, at);
        if (i >= 0) {
            return ys[i];
        }
        i = -i - 1;
        if (i == 0) {
            return ys[0];
        }
        if (i == xs.length) {
            return ys[i - 1];
        }
        double share = (at - xs[i - 1]) / (xs[i] - xs[i - 1]);
        return ys[i - 1] + share * (ys[i] - ys[i - 1]);
    }

    /** The p-quantile of finite values, linear between order statistics. */
    static double quantile(double[] x, double p) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double at = p * (sorted.length - 1);
        int i = (int) Math.min(at, sorted.length - 2.0);
        return sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]);
    }
}
