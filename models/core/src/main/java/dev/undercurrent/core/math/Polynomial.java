package dev.undercurrent.core.math;

/** Value of a polynomial, even and odd powers summed apart: a fixed order with half the waiting of Horner's. */
final class Polynomial {

    private Polynomial() {}

    /**
     * Σ coefficients[i] x^i.
     *
     * @param coefficients [degree + 1], lowest power first, of even length
     */
    static double at(double[] coefficients, double x) {
        double square = x * x;
        int last = coefficients.length - 1;
        double odd = coefficients[last];
        double even = coefficients[last - 1];
        for (int i = last - 2; i > 0; i -= 2) {
            odd = odd * square + coefficients[i];
            even = even * square + coefficients[i - 1];
        }
        return even + x * odd;
    }
}
