package dev.undercurrent.core.math;

/**
 * Distribution functions and what they are made of, on top of {@link Elementary}: equal bits everywhere. The errors
 * stated are relative and are asserted by tests against 50-digit values (mpmath 1.4.1). Arguments outside a function's
 * domain give NaN.
 */
public final class Special {

    private Special() {}

    /** 2/√π ∫_0^x e^(−t²) dt; error below 5e-16. */
    public static double erf(double x) {
        return ErrorFunction.erf(x);
    }

    /** 1 − erf x, accurate into the far tail; error below 2e-15 down to 1e-300. */
    public static double erfc(double x) {
        return ErrorFunction.erfc(x);
    }

    /** P(Z ≤ z) for a standard normal Z; error below 2e-15 down to 1e-300. */
    public static double normalCdf(double z) {
        return ErrorFunction.normalCdf(z);
    }

    /** The p-quantile of the standard normal law, p in [0, 1]; error below 2e-15. */
    public static double normalQuantile(double p) {
        return NormalQuantile.of(p);
    }

    /** log Γ(x), x &gt; 0; error below 1e-14 (absolute where the value is below 1). */
    public static double logGamma(double x) {
        return Gamma.log(x);
    }

    /** log B(a, b), a, b &gt; 0; does not cancel where one argument is large. */
    public static double logBeta(double a, double b) {
        return IncompleteBeta.logBeta(a, b);
    }

    /** Upper regularised incomplete gamma function Q(a, x), a &gt; 0, x ≥ 0. */
    public static double regularisedGammaQ(double a, double x) {
        return Gamma.upperRegularised(a, x);
    }

    /**
     * P(χ² ≥ 2 excess) for a χ² of {@code dimension} degrees of freedom: the probability under a Gaussian law of as many
     * channels of outcomes whose surprisal exceeds the smallest possible one by {@code excess}.
     *
     * @param dimension ≥ 0; 0 gives 1
     * @param excess nats, ≥ 0
     */
    public static double chiSquareTail(int dimension, double excess) {
        return Gamma.chiSquareTail(dimension, excess);
    }

    /** Regularised incomplete beta function I_x(a, b), x in [0, 1], a, b &gt; 0. */
    public static double regularisedBeta(double x, double a, double b) {
        return IncompleteBeta.regularised(x, 1.0 - x, a, b);
    }

    /**
     * P(T ≤ t) for Student's t with ν degrees of freedom, ν in (0, ∞]; error below 1e-13 for ν ≤ 1,000 and about ν ulp
     * beyond.
     */
    public static double studentCdf(double t, double nu) {
        return Student.cdf(t, nu);
    }

    /** P(T &gt; t) for t ≥ 0; does not cancel. */
    public static double studentTail(double t, double nu) {
        return t >= 0.0 && nu > 0.0 ? Student.tail(t, nu) : Double.NaN;
    }

    /**
     * P(T &gt; t) as {@link #studentTail} to four digits: relative error below 1e-4 everywhere, at a tenth of its cost.
     *
     * @param t ≥ 0
     * @param nu ν ≥ 2
     * @param log log(1 + t²/ν), which whoever asks for a tail mostly has
     */
    public static double studentTailRounded(double t, double nu, double log) {
        return StudentTail.of(t, nu, log);
    }

    /** The p-quantile of Student's t, p in [0, 1]; error below 5e-13 for ν ≤ 1,000. */
    public static double studentQuantile(double p, double nu) {
        return Student.quantile(p, nu);
    }

    /** log density at 0 of Student's t with unit scale, in nats: the constant before −(ν+1)/2 log(1 + t²/ν). */
    public static double studentLogConstant(double nu) {
        return nu == Double.POSITIVE_INFINITY
                ? -Gamma.HALF_LOG_TWO_PI
                : -IncompleteBeta.logBeta(0.5 * nu, 0.5) - 0.5 * Elementary.log(nu);
    }
}
