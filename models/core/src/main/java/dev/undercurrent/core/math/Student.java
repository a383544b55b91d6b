package dev.undercurrent.core.math;

/** Student's t law with ν degrees of freedom, ν in (0, ∞]; ν = ∞ is the normal law. Closed forms for ν = 2 and 4. */
final class Student {

    private static final int MAX_ITERATIONS = 200;
    /** Above it the law differs from the normal by less than the error of the incomplete beta function. */
    private static final double NORMAL_FROM = 1e10;

    private Student() {}

    static double cdf(double t, double nu) {
        if (Double.isNaN(t) || !(nu > 0.0)) {
            return Double.NaN;
        }
        double tail = tail(Math.abs(t), nu);
        return t > 0.0 ? 1.0 - tail : tail;
    }

    /** P(T &gt; t) for t ≥ 0, accurate relative to itself. */
    static double tail(double t, double nu) {
        if (nu == 4.0) {
            // (1 − u)² (2 + u) / 4 with u = t / sqrt(4 + t²)
            double root = t < 1e100 ? Math.sqrt(4.0 + t * t) : t;
            double w = 4.0 / root / (root + t);
            return w * w * (3.0 - w) / 4.0;
        }
        if (nu == 2.0) {
            double root = t < 1e100 ? Math.sqrt(2.0 + t * t) : t;
            return 1.0 / root / (root + t);
        }
        if (nu > NORMAL_FROM) {
            return ErrorFunction.normalCdf(-t);
        }
        if (t > 1e150) {
            // x below is tiny: the first term of its series, with x^(ν/2) taken in logarithms
            double logX = Elementary.log(nu) - 2.0 * Elementary.log(t);
            double logTwiceA = Elementary.log(nu) + IncompleteBeta.logBeta(0.5 * nu, 0.5);
            return Elementary.exp(0.5 * nu * logX - logTwiceA);
        }
        double square = t * t;
        double x = nu / (nu + square);
        double y = square / (nu + square);
        return 0.5 * IncompleteBeta.regularised(x, y, 0.5 * nu, 0.5);
    }

    static double quantile(double p, double nu) {
        if (!(p > 0.0 && p < 1.0) || !(nu > 0.0)) {
            return !(nu > 0.0) || !(p == 0.0 || p == 1.0)
                    ? Double.NaN
                    : p == 0.0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (nu > NORMAL_FROM) {
            return NormalQuantile.of(p);
        }
        if (p == 0.5) {
            return 0.0;
        }
        double q = Math.min(p, 1.0 - p);
        double t = nu == 4.0 ? upperQuantileOfFour(q) : upperQuantile(q, nu);
        return p < 0.5 ? -t : t;
    }

    /** ν = 4: Newton's method for w²(3 − w) = 4q, w in (0, 1), then t from w = 1 − t / sqrt(4 + t²). */
    private static double upperQuantileOfFour(double q) {
        double w = Math.sqrt(4.0 * q / 3.0) * (1.0 + 0.22 * Math.sqrt(q));
        for (int n = 0; n < 6; n++) {
            w -= (w * w * (3.0 - w) - 4.0 * q) / (3.0 * w * (2.0 - w));
        }
        return 2.0 * (1.0 - w) / Math.sqrt(w * (2.0 - w));
    }

    /** Safeguarded Newton on log tail(t) = log q over log t, along which the tail becomes a straight line. */
    private static double upperQuantile(double q, double nu) {
        double target = Elementary.log(q);
        double constant = -IncompleteBeta.logBeta(0.5 * nu, 0.5) - 0.5 * Elementary.log(nu);
        double low = -745.0;
        double high = 709.0;
        double z = Elementary.log(Math.max(-NormalQuantile.of(q), 1e-300));
        for (int n = 0; n < MAX_ITERATIONS; n++) {
            double t = Elementary.exp(z);
            double logTail = Elementary.log(tail(t, nu));
            double error = logTail - target;
            if (error > 0.0) {
                low = z;
            } else {
                high = z;
            }
            double logDensity = constant - 0.5 * (nu + 1.0) * logOnePlusSquare(t, nu);
            double slope = Elementary.exp(logDensity + z - logTail);
            double next = z + error / slope;
            if (!(next > low && next < high)) {
                next = 0.5 * (low + high);
            }
            boolean done = Math.abs(next - z) < 1e-15 * Math.max(1.0, Math.abs(z));
            z = next;
            if (done) {
                break;
            }
        }
        return Elementary.exp(z);
    }

    /** log(1 + t²/ν) for t ≥ 0, also where t² overflows. */
    private static double logOnePlusSquare(double t, double nu) {
        return t < 1e150 ? Elementary.log1p(t * t / nu) : 2.0 * Elementary.log(t) - Elementary.log(nu);
    }
}
