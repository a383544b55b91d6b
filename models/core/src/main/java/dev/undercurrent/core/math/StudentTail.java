package dev.undercurrent.core.math;

/**
 * The tail of Student's t to four digits, at a small part of the cost of the incomplete beta function.
 *
 * <p>With L = log(1 + t²/ν) and y = t / √(1 + t²/ν), P(T &gt; t) = e^(−νL/2) / R(y, 1/ν), where R rises from 2 and goes along
 * √(2π) y: for ν = ∞ it is the inverse of Mills' ratio. Here R / (y + 4) is a polynomial of degree 5 in v = y / (y + 4) and 3
 * in 1/ν, fitted for the least largest relative error over 0 ≤ v ≤ 1 / (1 + 4 / √ν), 0 ≤ 1/ν ≤ ½: 41 values of 1/ν by 120 of v,
 * each at Chebyshev points, by least squares whose weights grow with the error (Lawson 1961), 30 rounds, against
 * scipy.special.hyp2f1 and erfcx of SciPy 1.10. Its largest error there is 7.5e-5, and far out R is right to the same share.
 */
final class StudentTail {

    private static final double KNEE = 4;

    /** [6][4] by power of v, then of 1/ν. */
    private static final double[][] R = {
        {0.500035212, -0.00117745404, 0.00616353603, -0.00815071912},
        {1.09416156, -0.31555254, -0.361543798, 0.576670427},
        {1.0962456, -3.47857862, 5.05388443, -5.64459113},
        {0.420431051, 0.835677764, -7.61610225, 15.4572748},
        {-0.990276416, 2.60441075, -14.0953672, -6.51683851},
        {0.38620628, -1.59150447, 20.0997091, 16.8876823}
    };

    private StudentTail() {}

    /**
     * P(T &gt; t); relative error below 1e-4.
     *
     * @param t ≥ 0
     * @param nu ≥ 2
     * @param log log(1 + t²/ν)
     */
    static double of(double t, double nu, double log) {
        double u = 1 / nu;
        // where t² overflows y has long reached √ν
        double y = t < 1e100 ? t / Math.sqrt(1 + t * t * u) : Math.sqrt(nu);
        double v = y / (y + KNEE);
        double r = 0;
        for (int i = R.length - 1; i >= 0; i--) {
            double[] c = R[i];
            r = r * v + (((c[3] * u + c[2]) * u + c[1]) * u + c[0]);
        }
        return Elementary.exp(-0.5 * nu * log) / (r * (y + KNEE));
    }
}
