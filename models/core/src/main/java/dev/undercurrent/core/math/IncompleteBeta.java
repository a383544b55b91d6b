package dev.undercurrent.core.math;

/** The regularised incomplete beta function by its continued fraction (Numerical Recipes 6.4, Lentz's method). */
final class IncompleteBeta {

    private static final int MAX_ITERATIONS = 100_000;
    private static final double EPSILON = 1e-16;
    private static final double TINY = 1e-300;

    private IncompleteBeta() {}

    /**
     * I_x(a, b).
     *
     * @param x in [0, 1]
     * @param y 1 − x, given apart because the caller may know it without cancellation
     */
    static double regularised(double x, double y, double a, double b) {
        if (!(x >= 0.0 && y >= 0.0 && a > 0.0 && b > 0.0)) {
            return Double.NaN;
        }
        if (x == 0.0 || y == 0.0) {
            return x == 0.0 ? 0.0 : 1.0;
        }
        double logX = x < 0.5 ? Elementary.log(x) : Elementary.log1p(-y);
        double logY = y < 0.5 ? Elementary.log(y) : Elementary.log1p(-x);
        double front = Elementary.exp(a * logX + b * logY - logBeta(a, b));
        return x < (a + 1.0) / (a + b + 2.0) ? front * fraction(a, b, x) / a : 1.0 - front * fraction(b, a, y) / b;
    }

    /** log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), without cancellation where one argument is large. */
    static double logBeta(double a, double b) {
        double large = Math.max(a, b);
        double small = Math.min(a, b);
        double sum = large + small;
        if (large < 10.0) {
            return Gamma.log(large) + Gamma.log(small) - Gamma.log(sum);
        }
        double ratio = (large - 0.5) * Elementary.log1p(small / large) + small * (Elementary.log(sum) - 1.0);
        return Gamma.log(small) - (ratio + (Gamma.stirling(sum) - Gamma.stirling(large)));
    }

    private static double fraction(double a, double b, double x) {
        double c = 1.0;
        double d = 1.0 / awayFromZero(1.0 - (a + b) * x / (a + 1.0));
        double h = d;
        for (int m = 1; m < MAX_ITERATIONS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m));
            d = 1.0 / awayFromZero(1.0 + even * d);
            c = awayFromZero(1.0 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0));
            d = 1.0 / awayFromZero(1.0 + odd * d);
            c = awayFromZero(1.0 + odd / c);
            double factor = d * c;
            h *= factor;
            if (Math.abs(factor - 1.0) < 2 * EPSILON) {
                break;
            }
        }
        return h;
    }

    private static double awayFromZero(double x) {
        return Math.abs(x) < TINY ? TINY : x;
    }
}
