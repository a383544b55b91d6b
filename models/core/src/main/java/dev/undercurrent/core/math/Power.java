package dev.undercurrent.core.math;

/**
 * x^y = exp(y log x), with the logarithm carried as an unevaluated sum of two doubles: a relative error of 2^-53 in it
 * would cost up to 700 ulp in the result. Exact products by Dekker's splitting (Numerische Mathematik 18, 1971).
 */
final class Power {

    private static final double SPLIT = 134217729.0;
    private static final double TWO_THIRDS = 0.6666666666666666;
    private static final double TWO_THIRDS_LOW = 3.700743415417188e-17;

    private Power() {}

    static double of(double x, double y) {
        if (y == 0.0) {
            return 1.0;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double size = Math.abs(x);
        if (Double.isInfinite(y)) {
            return size == 1.0 ? Double.NaN : (size > 1.0) == (y > 0.0) ? Double.POSITIVE_INFINITY : 0.0;
        }
        boolean negative = Double.doubleToRawLongBits(x) < 0;
        boolean odd = negative && isOdd(y);
        double power;
        if (size == 0.0 || Double.isInfinite(size)) {
            power = (size == 0.0) == (y > 0.0) ? 0.0 : Double.POSITIVE_INFINITY;
        } else if (negative && y != Math.rint(y)) {
            return Double.NaN;
        } else {
            power = positive(size, y);
        }
        return odd ? -power : power;
    }

    private static boolean isOdd(double y) {
        return Math.abs(y) < 0x1p53 && y == Math.rint(y) && ((long) y & 1) != 0;
    }

    /** x^y for finite x > 0 and finite y ≠ 0. */
    private static double positive(double x, double y) {
        if (x == 1.0) {
            return 1.0;
        }
        if (Math.abs(y) > 1e20) {
            return (x > 1.0) == (y > 0.0) ? Double.POSITIVE_INFINITY : 0.0;
        }
        int exponent = 0;
        double normal = x;
        if (x < Double.MIN_NORMAL) {
            exponent = -54;
            normal = x * 0x1p54;
        }
        long bits = Double.doubleToRawLongBits(normal);
        long above = bits - Elementary.SQRT_HALF_BITS;
        exponent += (int) (above >> 52);
        double mantissa = Double.longBitsToDouble(bits - (above & Elementary.EXPONENT_BITS));

        // s = (m − 1) / (m + 1) as s + sLow
        double f = mantissa - 1.0;
        double divisor = mantissa + 1.0;
        double divisorLow = mantissa - (divisor - 1.0);
        double s = f / divisor;
        double back = s * divisor;
        double sLow = (f - back - productError(s, divisor, back) - s * divisorLow) / divisor;

        // log m = 2s + 2/3 s³ + s⁵ Q(s²), the first two terms with their rounding errors
        double z = s * s;
        double zLow = productError(s, s, z) + 2.0 * s * sLow;
        double cube = z * s;
        double cubeLow = productError(z, s, cube) + z * sLow + zLow * s;
        double third = cube * TWO_THIRDS;
        double thirdLow = productError(cube, TWO_THIRDS, third) + cubeLow * TWO_THIRDS + cube * TWO_THIRDS_LOW;
        double q = 0.4
                + z
                        * (0.2857142857142937
                                + z
                                        * (0.22222222221652765
                                                + z
                                                        * (0.18181818336100042
                                                                + z
                                                                        * (0.15384594886986175
                                                                                + z
                                                                                        * (0.13334808799953698
                                                                                                + z
                                                                                                        * (0.11706126434027067
                                                                                                                + z
                                                                                                                        * 0.11724327379875762))))));
        double twice = 2.0 * s;
        double sum = twice + third;
        double sumLow = third - (sum - twice) + (2.0 * sLow + thirdLow + z * z * s * q);

        double whole = exponent * Elementary.LN2_HIGH;
        double log = whole + sum;
        double rest = exponent == 0 ? 0.0 : sum - (log - whole);
        double logLow = rest + (sumLow + exponent * Elementary.LN2_LOW);
        double high = log + logLow;
        logLow -= high - log;

        double product = y * high;
        if (Math.abs(product) > 750.0) {
            return product > 0.0 ? Double.POSITIVE_INFINITY : 0.0;
        }
        return Elementary.exp(product, productError(y, high, product) + y * logLow);
    }

    /** a · b − product exactly, where product is a · b rounded; |a|, |b| below 2^970 and the product not tiny. */
    private static double productError(double a, double b, double product) {
        double aScaled = SPLIT * a;
        double aHigh = aScaled - (aScaled - a);
        double aLow = a - aHigh;
        double bScaled = SPLIT * b;
        double bHigh = bScaled - (bScaled - b);
        double bLow = b - bHigh;
        return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
    }
}
