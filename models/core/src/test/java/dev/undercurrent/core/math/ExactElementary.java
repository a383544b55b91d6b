package dev.undercurrent.core.math;

import java.math.BigDecimal;
import java.math.MathContext;

/** The slow and obvious exponential and logarithm in 60 digits: the oracle. */
final class ExactElementary {

    static final MathContext DIGITS = new MathContext(60);
    private static final int HALVINGS = 24;
    private static final int TERMS = 16;

    private ExactElementary() {}

    /** e^x by Taylor's series at x / 2^24, squared 24 times; 45 good digits. */
    static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x.divide(BigDecimal.valueOf(1L << HALVINGS), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int n = 1; n <= TERMS; n++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int n = 0; n < HALVINGS; n++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** log x by two steps of Newton's method (each doubles the digits) from the platform's value. */
    static BigDecimal log(BigDecimal x) {
        BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
        for (int n = 0; n < 2; n++) {
            BigDecimal excess = x.multiply(exp(y.negate()), DIGITS).subtract(BigDecimal.ONE);
            y = y.add(excess, DIGITS);
        }
        return y;
    }

    /** |value − exact| in units in the last place of the exact value. */
    static double ulps(double value, BigDecimal exact) {
        double unit = Math.ulp(exact.doubleValue());
        return new BigDecimal(value).subtract(exact).abs().doubleValue() / unit;
    }
}
