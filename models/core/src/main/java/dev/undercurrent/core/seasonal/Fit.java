package dev.undercurrent.core.seasonal;

import dev.undercurrent.core.math.NormalEquations;

/**
 * Decayed ridge regression of a channel on its lags, z = (x − offset) / scale in units that stay as they are between fixed
 * numbers of events. Holds scratch.
 */
final class Fit {

    /** Added to the diagonal of the normal equations; one event counts 1. The intercept is not shrunk. */
    static final double RIDGE = 1e-2;

    /** What a row keeps of its weight with each event learnt from: a memory of 500 events. */
    static final double KEEP = 0.998;

    /** Units beyond which a value counts as its edge, as regressor, target and prediction. */
    static final double EDGE = 20;

    /** Units up to which a row has its full weight; beyond, its influence stays what it is here. */
    private static final double FULL = 8;

    /** Events before the first fit, and learnt from before it. */
    static final int FIRST = 8;

    /** Values learnt from until the scale of the law has its final memory, in events. */
    static final int SETTLED = 100;

    /** Smallest scale of the one-step law, in units. */
    static final double FLOOR = 1e-3;

    /** Largest value that is kept, so that no moment overflows. */
    private static final double LARGEST = 1e100;

    /** Values learnt from between two solutions. */
    private static final int SOLVE_EVERY = 8;

    /** Values learnt from between two looks at the units; a multiple of the above. */
    private static final int LOOK_EVERY = 64;

    /** Deviation, in units, of rows that are all the same. */
    private static final double SAME = 1e-6;

    private final Lags lags;
    private final double degrees;
    private final NormalEquations[] equations;
    private final double[] z;
    private final double[] solution;
    private final double[] sample;
    private final Units units = new Units();

    Fit(Lags lags, double degrees) {
        this.lags = lags;
        this.degrees = degrees;
        this.equations = new NormalEquations[lags.count() + 1];
        for (int m = 1; m < equations.length; m++) {
            equations[m] = new NormalEquations(m);
        }
        this.z = new double[lags.count()];
        this.solution = new double[lags.count() + 1];
        this.sample = new double[lags.warmUp()];
    }

    private static double clip(double value) {
        return Math.min(Math.max(value, -EDGE), EDGE);
    }

    private static double in(Track t, double x) {
        return clip((x - t.offset) / t.scale);
    }

    /** Prediction in units; fills {@link #z} with the lags in use. */
    private double standardMean(Track t) {
        int m = t.coefficients.length - 1;
        double sum = t.coefficients[0];
        for (int i = 0; i < m; i++) {
            z[i] = in(t, t.ago(lags.get(i)));
            sum += t.coefficients[i + 1] * z[i];
        }
        return clip(sum);
    }

    /** Location of the law of the next value. */
    double mean(Track t) {
        return t.fitted() ? t.offset + t.scale * standardMean(t) : t.n == 0 ? 0 : t.ago(1);
    }

    /** Scale of the law of the next value, above 0. */
    double scale(Track t) {
        if (t.fitted()) {
            return t.scale * Math.sqrt(t.variance);
        }
        if (t.n == 0) {
            return 1;
        }
        double low = t.ago(1);
        double high = low;
        int held = Math.min(t.held(), FIRST);
        for (int lag = 2; lag <= held; lag++) {
            low = Math.min(low, t.ago(lag));
            high = Math.max(high, t.ago(lag));
        }
        double magnitude = Math.max(Math.abs(low), Math.abs(high));
        double guess = Math.max(high - low, magnitude * Math.max(0.1 / ((double) held * held), Units.CONSTANT));
        return guess > Double.MIN_NORMAL ? guess : 1;
    }

    void observe(Track t, double x, double learning) {
        boolean missing = Double.isNaN(x);
        if (missing && t.n == 0) {
            return;
        }
        float weight = missing ? 0 : (float) learning;
        double value = missing ? mean(t) : bounded(x);
        if (weight > 0) {
            if (t.fitted()) {
                learn(t, in(t, value), weight);
            }
            t.taught = Math.min(t.taught + 1, SETTLED);
            t.since++;
        }
        t.push(value, weight, lags);
        if (t.warming()) {
            if (t.n >= FIRST && (Integer.bitCount(t.n) == 1 || lags.comesInto(t.n))) {
                anchor(t);
            } else if (weight > 0 && t.fitted() && t.since % SOLVE_EVERY == 0) {
                solve(t);
            }
            if (t.n == lags.warmUp()) {
                t.compact(lags);
                t.since = 0;
            }
        } else if (weight > 0 && t.since % SOLVE_EVERY == 0) {
            if (t.since >= LOOK_EVERY) {
                t.since = 0;
                look(t);
            }
            if (t.fitted()) {
                solve(t);
            }
        }
    }

    private void learn(Track t, double target, float weight) {
        double residual = target - standardMean(t);
        double q = residual * residual / t.variance;
        double rate = weight / (double) Math.min(t.taught + 2, SETTLED);
        double w = (degrees + 1) / (degrees + q);
        t.variance = Math.max(t.variance + rate * (w * residual * residual - t.variance), FLOOR * FLOOR);
        add(t, t.coefficients.length - 1, target, weight);
    }

    /** Adds a row, whose lags are in {@link #z}. */
    private void add(Track t, int m, double target, float weight) {
        double largest = Math.abs(target);
        for (int i = 0; i < m; i++) {
            largest = Math.max(largest, Math.abs(z[i]));
        }
        double w = largest > FULL ? FULL * FULL / (largest * largest) : 1;
        equations[m].add(t.sums, 0, 1 - weight * (1 - KEEP), z, 0, target, weight * w);
    }

    private void solve(Track t) {
        int m = t.coefficients.length - 1;
        double residual = equations[m].solve(t.sums, 0, RIDGE / t.sums[0], solution, 0);
        if (residual >= 0) {
            System.arraycopy(solution, 0, t.coefficients, 0, m + 1);
        }
    }

    /** During the warm-up: takes units from all values learnt from so far, and all rows again in these. */
    private void anchor(Track t) {
        int taught = 0;
        for (int i = 0; i < t.n; i++) {
            if (t.weights[i] > 0) {
                sample[taught++] = t.values[i];
            }
        }
        if (taught < FIRST) {
            return;
        }
        units.of(sample, taught);
        int m = lags.inUse(t.n);
        if (t.fitted()) {
            double ratio = t.scale / units.scale();
            t.variance = t.variance * ratio * ratio;
        }
        boolean first = !t.fitted();
        t.offset = units.location();
        t.scale = units.scale();
        if (first) {
            t.variance = differences(t);
        }
        t.variance = inRange(t.variance);
        t.sums = new double[equations[m].length()];
        t.coefficients = new double[m + 1];
        t.coefficients[1] = 1;
        for (int at = lags.get(m - 1); at < t.n; at++) {
            if (t.weights[at] > 0) {
                for (int i = 0; i < m; i++) {
                    z[i] = in(t, t.values[at - lags.get(i)]);
                }
                add(t, m, in(t, t.values[at]), t.weights[at]);
            }
        }
        solve(t);
    }

    private static double bounded(double value) {
        return Math.min(Math.max(value, -LARGEST), LARGEST);
    }

    private static double inRange(double variance) {
        return Math.min(Math.max(variance, FLOOR * FLOOR), EDGE * EDGE);
    }

    /** Mean square of the steps between values, in squared units. */
    private static double differences(Track t) {
        double sum = 0;
        for (int lag = 1; lag < t.held(); lag++) {
            double d = in(t, t.ago(lag)) - in(t, t.ago(lag + 1));
            sum += d * d;
        }
        return sum / (t.held() - 1);
    }

    /** After the warm-up: new units where the series has left the old ones, everything learnt re-expressed exactly. */
    private void look(Track t) {
        if (!t.fitted()) {
            begin(t);
            return;
        }
        NormalEquations rows = equations[t.coefficients.length - 1];
        double mean = rows.mean(t.sums, 0);
        double deviation = Math.sqrt(rows.variance(t.sums, 0));
        double wanted = Math.max(deviation * t.scale, Units.RELATIVE_FLOOR * Math.abs(t.offset + mean * t.scale));
        double ratio = wanted / t.scale;
        boolean adrift = Math.abs(mean) > 4 || ratio > 4 || ratio < 0.25;
        if (adrift && deviation > SAME && wanted > Double.MIN_NORMAL) {
            express(t, 1 / ratio, -mean / ratio);
            t.offset += mean * t.scale;
            t.scale = wanted;
        }
    }

    /** Where hardly anything was learnt in the warm-up: begins with an empty fit. */
    private void begin(Track t) {
        int held = t.held();
        for (int lag = 1; lag <= held; lag++) {
            sample[lag - 1] = t.ago(lag);
        }
        units.of(sample, held);
        int m = lags.count();
        t.offset = units.location();
        t.scale = units.scale();
        t.variance = inRange(differences(t));
        t.sums = new double[equations[m].length()];
        t.coefficients = new double[m + 1];
        t.coefficients[1] = 1;
    }

    /** z' = factor · z + shift in all that was learnt. */
    private void express(Track t, double factor, double shift) {
        int m = t.coefficients.length - 1;
        double sum = 0;
        for (int i = 1; i <= m; i++) {
            sum += t.coefficients[i];
        }
        equations[m].rescale(t.sums, 0, factor, shift);
        t.coefficients[0] = factor * t.coefficients[0] + shift * (1 - sum);
        t.variance = inRange(t.variance * factor * factor);
    }

    /** The law of x' = factor · x + shift becomes what that of x was. */
    void rescale(Track t, double factor, double shift) {
        for (int i = 0; i < t.values.length; i++) {
            t.values[i] = bounded(factor * t.values[i] + shift);
        }
        if (t.fitted()) {
            t.offset = bounded(factor * t.offset + shift);
            t.scale = Math.max(bounded(Math.abs(factor) * t.scale), Double.MIN_NORMAL);
            if (factor < 0) {
                express(t, -1, 0);
            }
        }
    }

    /** Ring in units, the oldest first, then room for what is to come. */
    double[] path(Track t, int horizon) {
        int length = lags.longest();
        double[] path = new double[length + horizon];
        int held = Math.min(t.held(), length);
        for (int lag = 1; lag <= held; lag++) {
            path[length - lag] = in(t, t.ago(lag));
        }
        return path;
    }
}
