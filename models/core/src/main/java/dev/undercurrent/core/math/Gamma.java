package dev.undercurrent.core.math;

/** The gamma function's logarithm and its incomplete forms. */
final class Gamma {

    static final double HALF_LOG_TWO_PI = 0.9189385332046728;
    private static final double INVERSE_ROOT_PI = 0.5641895835477563;
    private static final int MAX_ITERATIONS = 100_000;
    private static final double EPSILON = 1e-16;
    /** Keeps the denominators of Lentz's method away from 0. */
    private static final double TINY = 1e-300;

    private Gamma() {}

    /** log Γ(x) by Stirling's series, after shifting small x upwards. */
    static double log(double x) {
        if (!(x > 0.0)) {
            return x == 0.0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (x == 1.0 || x == 2.0) {
            return 0.0;
        }
        double product = 1.0;
        double shifted = x;
        while (shifted < 10.0) {
            product *= shifted;
            shifted += 1.0;
        }
        double log = Elementary.log(shifted);
        // written so that it overflows only where the result does
        return shifted * (log - 1.0) - 0.5 * log + HALF_LOG_TWO_PI + stirling(shifted) - Elementary.log(product);
    }

    /** log Γ(x) − ((x − 1/2) log x − x + 1/2 log 2π) for x ≥ 10; Abramowitz and Stegun 6.1.41. */
    static double stirling(double x) {
        double z = 1.0 / (x * x);
        return (1.0 / 12
                        - z
                                * (1.0 / 360
                                        - z
                                                * (1.0 / 1260
                                                        - z
                                                                * (1.0 / 1680
                                                                        - z
                                                                                * (1.0 / 1188
                                                                                        - z
                                                                                                * (691.0 / 360360
                                                                                                        - z / 156))))))
                / x;
    }

    /** Q(a, x) = Γ(a, x) / Γ(a): series below a + 1, Lentz's continued fraction above (Numerical Recipes 6.2). */
    static double upperRegularised(double a, double x) {
        if (!(a > 0.0 && a < Double.POSITIVE_INFINITY && x >= 0.0)) {
            return Double.NaN;
        }
        if (x == 0.0) {
            return 1.0;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return 0.0;
        }
        double front = Elementary.exp(a * Elementary.log(x) - x - log(a));
        return x < a + 1.0 ? 1.0 - front * lowerSeries(a, x) : front * upperFraction(a, x);
    }

    private static double lowerSeries(double a, double x) {
        double term = 1.0 / a;
        double sum = term;
        for (int n = 1; n < MAX_ITERATIONS && term > sum * EPSILON; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    private static double upperFraction(double a, double x) {
        double b = x + 1.0 - a;
        double c = 1.0 / TINY;
        double d = 1.0 / b;
        double h = d;
        for (int n = 1; n < MAX_ITERATIONS; n++) {
            double numerator = -n * (n - a);
            b += 2.0;
            d = numerator * d + b;
            d = 1.0 / (Math.abs(d) < TINY ? TINY : d);
            c = b + numerator / c;
            c = Math.abs(c) < TINY ? TINY : c;
            double factor = d * c;
            h *= factor;
            if (Math.abs(factor - 1.0) < 2 * EPSILON) {
                break;
            }
        }
        return h;
    }

    /** Q(dimension / 2, r): closed form by recursion on the dimension. */
    static double chiSquareTail(int dimension, double r) {
        if (dimension == 0 || r <= 0.0) {
            return 1.0;
        }
        if (dimension == 1) {
            return ErrorFunction.erfcOfRoot(r);
        }
        if (r == Double.POSITIVE_INFINITY) {
            return 0.0;
        }
        double exp = Elementary.exp(-r);
        boolean odd = (dimension & 1) == 1;
        double sum = odd ? ErrorFunction.erfcOfRoot(r) : exp;
        double a = odd ? 0.5 : 1.0;
        double term = odd ? 2.0 * INVERSE_ROOT_PI * Math.sqrt(r) * exp : r * exp;
        for (int d = odd ? 3 : 4; d <= dimension; d += 2) {
            sum += term;
            a += 1.0;
            term *= r / a;
        }
        return Math.min(1.0, sum);
    }
}
