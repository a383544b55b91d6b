package dev.undercurrent.core.math;

/**
 * erf and erfc. Below 1/2 a polynomial in x²; above, erfc x = e^(−x²) g(u) / (x + 1/2) with u = 1/(x+2), g a polynomial
 * on each half of u in [0, 0.4]. Coefficients: interpolation at Chebyshev nodes in 50 digits (mpmath 1.4.1).
 */
final class ErrorFunction {

    private static final double ROOT_HALF = 0.7071067811865476;
    /** erf x / x in powers of x², for |x| ≤ 1/2. */
    private static final double[] CENTRE = {
        1.1283791670955126,
        -0.37612638903183476,
        0.11283791670925353,
        -0.026866170632887928,
        0.00522397737302147,
        -8.548297753674966E-4,
        1.2053335124353741E-4,
        -1.4845849259707869E-5,
        1.4725865480556744E-6,
        0.0
    };
    /** g in powers of 10u − 3, for u in [0.2, 0.4]. */
    private static final double[] NEAR = {
        0.6437469390529931,
        0.0010021572276514817,
        -0.022130626084724433,
        -0.0064932049521053805,
        -5.305736586109945E-4,
        8.644855370820613E-5,
        1.1600027369525004E-5,
        -2.3155800607233005E-6,
        -1.4937416756431764E-7,
        7.400725208923231E-8,
        -3.6430985053704026E-9,
        -1.7297481113085588E-9,
        3.5594471010315863E-10,
        5.360558782359601E-13,
        -1.1878330727526087E-11,
        1.796907857928429E-12,
        6.790281698272341E-14,
        0.0
    };
    /** g in powers of 10u − 1, for u in [0, 0.2]. */
    private static final double[] FAR = {
        0.5948739127074879,
        0.0325515079116978,
        9.353810547518745E-4,
        -0.001323537298336982,
        -4.630416147916848E-4,
        -7.321153900242956E-5,
        2.663943986412011E-7,
        2.539324857409593E-6,
        3.076800285599556E-7,
        -7.821602846444811E-8,
        -2.1112513239002984E-8,
        2.728635922624765E-9,
        1.3109977319267493E-9,
        -1.2600773557340644E-10,
        -8.347015637555317E-11,
        8.268016368552239E-12,
        4.420948472687591E-12,
        -5.292691118515443E-13
    };

    private ErrorFunction() {}

    static double erf(double x) {
        if (Math.abs(x) <= 0.5) {
            return x * Polynomial.at(CENTRE, x * x);
        }
        return x > 0.0 ? 1.0 - upper(x, x * x, squareError(x)) : upper(-x, x * x, squareError(x)) - 1.0;
    }

    static double erfc(double x) {
        if (Math.abs(x) <= 0.5) {
            return 1.0 - x * Polynomial.at(CENTRE, x * x);
        }
        double square = x * x;
        return x > 0.0 ? upper(x, square, squareError(x)) : 2.0 - upper(-x, square, squareError(x));
    }

    /** erfc(sqrt(r)) for r ≥ 0, sparing the square. */
    static double erfcOfRoot(double r) {
        double x = Math.sqrt(r);
        return x <= 0.5 ? erfc(x) : upper(x, r, 0.0);
    }

    /** erfc(−z/√2) / 2, with z² kept exact: rounding z/√2 first would cost z² ulp. */
    static double normalCdf(double z) {
        double x = Math.abs(z) * ROOT_HALF;
        if (x <= 0.5) {
            return 0.5 + 0.5 * erf(z * ROOT_HALF);
        }
        double upper = 0.5 * upper(x, 0.5 * z * z, 0.5 * squareError(z));
        return z > 0.0 ? 1.0 - upper : upper;
    }

    /** erfc x for x &gt; 1/2 (NaN for NaN), given x² as the sum of two doubles. */
    private static double upper(double x, double square, double squareLow) {
        if (x > 30.0) {
            return 0.0;
        }
        double u = 1.0 / (x + 2.0);
        double g = u > 0.2 ? Polynomial.at(NEAR, 10.0 * u - 3.0) : Polynomial.at(FAR, 10.0 * u - 1.0);
        return Elementary.exp(-square, -squareLow) * (g / (x + 0.5));
    }

    /** x² − fl(x²) exactly, where it matters: for |x| below 1e100. */
    private static double squareError(double x) {
        double head = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & (-1L << 27));
        double rest = x - head;
        return (head * head - x * x) + 2.0 * head * rest + rest * rest;
    }
}
