package dev.undercurrent.core.math;

/**
 * Exponential and what networks make of it, in single precision: range reduction to r = x − n ln 2 with |r| ≤ ln 2 / 2,
 * e^r − 1 = r + r² q(r) with q of degree 4 fitted for the least relative error (1.4e-8), scaling by 2^n. One fixed formula
 * per function, so that {@link VectorKernel} can repeat it operation by operation.
 *
 * <p>Relative error at most 3e-7, or 1e-36 absolute where that is more. Beyond the bounds of {@code float} results are
 * the limits: 0, 1, −1, x or +∞. A NaN counts as an infinity of its sign.
 */
final class Activation {

    static final int SIGN = 0x80000000;
    static final int MAGNITUDE = 0x7fffffff;
    static final float LOG2_E = 1.442695f;
    /** 2^23 + 2^22: adding it rounds to an integer, which the low mantissa bits then hold. */
    static final float SHIFT = 0x1.8p23f;

    static final int SHIFT_BITS = 0x4b400000;
    /** ln 2 in two parts, the first of 9 bits, so that its product with an exponent is exact. */
    static final float LN2_HIGH = 0x1.63p-1f;

    static final float LN2_LOW = -2.12194440e-4f;
    static final float Q0 = 0.49999997f;
    static final float Q1 = 0.16666543f;
    static final float Q2 = 0.0416672f;
    static final float Q3 = 0.008366548f;
    static final float Q4 = 0.0013882515f;
    /** log(1 + e) = s l(s²) for e in [0, 1] with s = e/(2 + e); relative error 8e-9. */
    static final float L0 = 2f;

    static final float L1 = 0.66666317f;
    static final float L2 = 0.4002491f;
    static final float L3 = 0.27960604f;
    static final float L4 = 0.28178334f;
    static final int BIAS = 127;
    static final int MANTISSA = 23;
    /** Bits of 104, where e^x is beyond all floats on either side. */
    static final int EXP_BOUND = 0x42d00000;
    /** Bits of 10, where tanh is 1. */
    static final int TANH_BOUND = 0x41200000;

    private Activation() {}

    static float exp(float x) {
        int bits = Float.floatToRawIntBits(x);
        float bounded = Float.intBitsToFloat(Math.min(bits & MAGNITUDE, EXP_BOUND) | (bits & SIGN));
        float shifted = Math.fma(bounded, LOG2_E, SHIFT);
        float p = expMinusOne(bounded, shifted - SHIFT);
        int n = Float.floatToRawIntBits(shifted) - SHIFT_BITS;
        int half = n >> 1;
        return (1f + p) * powerOfTwo(half) * powerOfTwo(n - half);
    }

    static float sigmoid(float x) {
        return 1f / (1f + exp(-x));
    }

    static float silu(float x) {
        return x / (1f + exp(-x));
    }

    /** max(x, 0) + log(1 + e^(−|x|)). */
    static float softplus(float x) {
        int bits = Float.floatToRawIntBits(x);
        float e = exp(Float.intBitsToFloat(bits | SIGN));
        float s = e / (2f + e);
        float z = s * s;
        float l = Math.fma(Math.fma(Math.fma(Math.fma(L4, z, L3), z, L2), z, L1), z, L0);
        return Math.fma(s, l, Float.intBitsToFloat(bits & ~(bits >> 31)));
    }

    /** With d = e^(−2|x|) − 1, tanh |x| = −d / (2 + d); the sum d = 2^n (e^r − 1) + (2^n − 1) loses nothing near 0. */
    static float tanh(float x) {
        int bits = Float.floatToRawIntBits(x);
        float y = -2f * Float.intBitsToFloat(Math.min(bits & MAGNITUDE, TANH_BOUND));
        float shifted = Math.fma(y, LOG2_E, SHIFT);
        float p = expMinusOne(y, shifted - SHIFT);
        float scale = powerOfTwo(Float.floatToRawIntBits(shifted) - SHIFT_BITS);
        float d = Math.fma(scale, p, scale - 1f);
        return Float.intBitsToFloat(Float.floatToRawIntBits((0f - d) / (2f + d)) | (bits & SIGN));
    }

    /** e^r − 1 for r = x − n ln 2. */
    private static float expMinusOne(float x, float n) {
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float q = Math.fma(Math.fma(Math.fma(Math.fma(Q4, r, Q3), r, Q2), r, Q1), r, Q0);
        return Math.fma(r * r, q, r);
    }

    /** 2^n for exponents of normal numbers. */
    private static float powerOfTwo(int n) {
        return Float.intBitsToFloat((n + BIAS) << MANTISSA);
    }
}
