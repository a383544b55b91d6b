package dev.undercurrent.core.math;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Exponential, logarithm and power in additions, multiplications and one division, so that equal arguments give equal
 * bits on every JVM and processor. Errors in units in the last place (ulp) are against exact values and are asserted by
 * tests. Special values are those of {@link StrictMath}.
 */
public final class Elementary {

    private static final int STEPS = 64;
    /** 2^52 + 2^51: adding it rounds to an integer, which the low mantissa bits then hold. */
    private static final double SHIFT = 0x1.8p52;

    private static final double STEPS_PER_LN2 = 92.33248261689366;
    /** ln 2 / 64 in two parts; the first has 34 bits, so that its product with a step number is exact. */
    private static final double STEP_HIGH = 0x1.62e42fef8p-7;

    private static final double STEP_LOW = 2.5310172166650877e-13;
    /** ln 2 in two parts; the first has 42 bits, so that its product with an exponent is exact. */
    static final double LN2_HIGH = 0x1.62e42fefa38p-1;

    static final double LN2_LOW = 5.497923018708371e-14;
    /** Bits of sqrt(1/2): mantissas are taken from [sqrt(1/2), sqrt(2)). */
    static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;

    static final long EXPONENT_BITS = 0xfffL << 52;

    /** [2 · 64]: 2^(j/64) rounded, then the relative error of that rounding, for j from 0. */
    private static final double[] POWERS = powersOfTwo();

    private Elementary() {}

    /** e^x; error below 0.8 ulp (results below 2^-1022: 2 ulp). */
    public static double exp(double x) {
        return exp(x, 0.0);
    }

    /** e^(x + low) for |low| far below |x|. */
    static double exp(double x, double low) {
        if (Math.abs(x) < 708.0) {
            double shifted = x * STEPS_PER_LN2 + SHIFT;
            int step = (int) Double.doubleToRawLongBits(shifted);
            return scaled(x, low, shifted - SHIFT, step) * powerOfTwo(step >> 6);
        }
        if (x > 709.8) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < -745.2) {
            return 0.0;
        }
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        double shifted = x * STEPS_PER_LN2 + SHIFT;
        int step = (int) Double.doubleToRawLongBits(shifted);
        int half = (step >> 6) / 2;
        return scaled(x, low, shifted - SHIFT, step) * powerOfTwo((step >> 6) - half) * powerOfTwo(half);
    }

    /** e^(x + low) / 2^(step >> 6): in [0.99, 2.01]. */
    private static double scaled(double x, double low, double steps, int step) {
        double r = x - steps * STEP_HIGH - steps * STEP_LOW + low;
        int j = 2 * (step & (STEPS - 1));
        double square = r * r;
        double minusOne = POWERS[j + 1]
                + r
                + square * (0.5 + r * 0.16666666666666666)
                + square * square * (0.041666666666666664 + r * 0.008333333333333333);
        double power = POWERS[j];
        return power + power * minusOne;
    }

    /** Natural logarithm; error below 1 ulp. */
    public static double log(double x) {
        if (x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE) {
            return log(Double.doubleToRawLongBits(x), 0, 0.0);
        }
        if (x > 0.0 && x < Double.MIN_NORMAL) {
            return log(Double.doubleToRawLongBits(x * 0x1p54), -54, 0.0);
        }
        return x == 0.0 ? Double.NEGATIVE_INFINITY : x > 0.0 ? x : Double.NaN;
    }

    /** log(1 + x), accurate near 0; error below 1.5 ulp. */
    public static double log1p(double x) {
        if (x > -0.29 && x < 0.41) {
            return Math.abs(x) < 0x1p-54 ? x : log(x, 0, 0.0);
        }
        double sum = 1.0 + x;
        if (!(sum > 0.0 && sum < 0x1p60)) {
            return log(sum);
        }
        double rest = x > 1.0 ? 1.0 - (sum - x) : x - (sum - 1.0);
        return log(Double.doubleToRawLongBits(sum), 0, rest / sum);
    }

    /** x^y with the special values of {@link StrictMath#pow}; error below 1 ulp (results below 2^-1022: 2 ulp). */
    public static double pow(double x, double y) {
        return Power.of(x, y);
    }

    private static double log(long bits, int exponent, double correction) {
        long above = bits - SQRT_HALF_BITS;
        double mantissa = Double.longBitsToDouble(bits - (above & EXPONENT_BITS));
        return log(mantissa - 1.0, exponent + (int) (above >> 52), correction);
    }

    /**
     * exponent · ln 2 + log(1 + f) + correction, for f in [−0.3, 0.42]. With s = f/(2+f), log(1+f) = 2 artanh s = f −
     * f²/2 + s(f²/2 + R), where R = s²(2/3 + 2/5 s² + …) is a polynomial fitted at Chebyshev nodes (error 0.05 ulp).
     */
    private static double log(double f, int exponent, double correction) {
        double s = f / (2.0 + f);
        double z = s * s;
        double z2 = z * z;
        double r = z
                * ((0.666666666666667 + z * 0.3999999999989889)
                        + z2
                                * ((0.2857142862625391 + z * 0.22222211089368124)
                                        + z2
                                                * ((0.18182892433364564 + z * 0.15331611694570085)
                                                        + z2 * 0.14617807492803847)));
        double half = 0.5 * f * f;
        return exponent * LN2_HIGH - ((half - (s * (half + r) + (exponent * LN2_LOW + correction))) - f);
    }

    /** 2^exponent for exponents of normal numbers, −1022 to 1023. */
    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((long) (exponent + 1023) << 52);
    }

    private static double[] powersOfTwo() {
        MathContext digits = new MathContext(50);
        BigDecimal root = BigDecimal.valueOf(2);
        for (int n = STEPS; n > 1; n /= 2) {
            root = root.sqrt(digits);
        }
        double[] powers = new double[2 * STEPS];
        BigDecimal exact = BigDecimal.ONE;
        for (int j = 0; j < STEPS; j++) {
            powers[2 * j] = exact.doubleValue();
            BigDecimal rounded = new BigDecimal(powers[2 * j]);
            powers[2 * j + 1] = exact.subtract(rounded).divide(rounded, digits).doubleValue();
            exact = exact.multiply(root, digits);
        }
        return powers;
    }
}
