package dev.undercurrent.core.switching;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;
import java.util.random.RandomGenerator;

/** The standardised law that an expert scatters by: Student-t with ν degrees of freedom, Gaussian for ν = +∞. */
final class Noise {

    /** Standardised distance from which on its square is not taken. */
    private static final double FAR = 1e150;

    private final double nu;
    private final boolean gaussian;
    private final double constant;
    private final double peakDensity;
    private final double rootNu;
    private final double variance;
    private final int halves;
    private final boolean even;

    /** @param nu degrees of freedom, more than 2, so that a variance exists; +∞ = Gaussian */
    Noise(double nu) {
        if (!(nu > 2)) {
            throw new IllegalArgumentException("degrees of freedom " + nu + "; allowed: more than 2");
        }
        this.nu = nu;
        this.gaussian = Double.isInfinite(nu);
        this.constant = Special.studentLogConstant(nu);
        this.peakDensity = Elementary.exp(constant);
        this.rootNu = Math.sqrt(nu);
        this.variance = gaussian ? 1 : nu / (nu - 2);
        this.halves = nu == Math.rint(nu) && nu <= 16 ? ((int) nu + 1) / 2 : 0;
        this.even = nu % 2 == 0;
    }

    /** Log density at standardised distance z, before the log of the scale is taken off. */
    double logDensity(double z) {
        double q = z * z;
        if (gaussian) {
            return constant - 0.5 * q;
        }
        // log1p would be slower: what 1 + q / nu rounds away is below 1e-15 nats
        double log =
                Math.abs(z) < FAR ? Elementary.log(1 + q / nu) : 2 * Elementary.log(Math.abs(z)) - Elementary.log(nu);
        return constant - 0.5 * (nu + 1) * log;
    }

    /** Density at a distance from the centre, for the given scale; without a logarithm or power where ν is a small integer. */
    double density(double distance, double scale) {
        if (halves == 0) {
            double z = distance / scale;
            double q = z * z;
            double log = gaussian ? -0.5 * q : -0.5 * (nu + 1) * Elementary.log(1 + q / nu);
            return peakDensity * Elementary.exp(log) / scale;
        }
        // scale^−1 (1 + d² / (ν scale²))^−(ν + 1)/2, with one division and one root: b = ν scale² + d²
        double square = nu * scale * scale;
        double b = square + distance * distance;
        double above = peakDensity;
        double below = 1;
        for (int i = 0; i < halves; i++) {
            above *= square;
            below *= b;
        }
        return even ? above * rootNu / (below * Math.sqrt(b)) : above / (below * scale);
    }

    /**
     * Densities of one value under K laws.
     *
     * @param means where those of the laws stand from {@code at} on
     * @param scales the same
     * @param first true where the densities are written, false where what stands there is multiplied by them
     * @param out [≥ K]
     */
    void densities(double x, double[] means, double[] scales, int at, boolean first, double[] out, int k) {
        if (first && halves == 2 && even) {
            densitiesOfFour(x, means, scales, at, out, k);
            return;
        }
        for (int i = 0; i < k; i++) {
            double density = density(x - means[at + i], scales[at + i]);
            out[i] = first ? density : out[i] * density;
        }
    }

    /**
     * The same for ν = 4, which is what most series are served by; four at a time, since roots in a loop of single ones may
     * wait for one another's registers.
     */
    private void densitiesOfFour(double x, double[] means, double[] scales, int at, double[] out, int k) {
        double constant = peakDensity * rootNu;
        int i = 0;
        for (; i < k - 3; i += 4) {
            int from = at + i;
            double a = x - means[from];
            double b = x - means[from + 1];
            double c = x - means[from + 2];
            double d = x - means[from + 3];
            double aSquare = fourSquares(scales[from]);
            double bSquare = fourSquares(scales[from + 1]);
            double cSquare = fourSquares(scales[from + 2]);
            double dSquare = fourSquares(scales[from + 3]);
            out[i] = ofFour(constant, a, aSquare);
            out[i + 1] = ofFour(constant, b, bSquare);
            out[i + 2] = ofFour(constant, c, cSquare);
            out[i + 3] = ofFour(constant, d, dSquare);
        }
        for (; i < k; i++) {
            out[i] = ofFour(constant, x - means[at + i], fourSquares(scales[at + i]));
        }
    }

    private static double fourSquares(double scale) {
        return 4 * (scale * scale);
    }

    /** @param square 4 scale² */
    private static double ofFour(double constant, double d, double square) {
        double b = square + d * d;
        return constant * (square * square) / (b * b * Math.sqrt(b));
    }

    /** The standardised distance at which the log density lies this far below its peak; excess in nats, ≥ 0. */
    double reach(double excess) {
        return gaussian ? Math.sqrt(2 * excess) : Math.sqrt(nu * (Elementary.exp(2 * excess / (nu + 1)) - 1));
    }

    /** Log density at the centre. */
    double peak() {
        return constant;
    }

    /** Density at the centre for unit scale. */
    double peakDensity() {
        return peakDensity;
    }

    /** Weight in the location of an observation at squared standardised distance q, in the scale-mixture form of EM. */
    double weight(double q) {
        return gaussian ? 1 : (nu + 1) / (nu + q);
    }

    /** The same for a distance from the centre and a scale, both squared. */
    double weight(double distance, double scale) {
        return gaussian ? 1 : (nu + 1) * scale / (nu * scale + distance);
    }

    /** Variance for unit scale. */
    double variance() {
        return variance;
    }

    double cdf(double z) {
        return gaussian ? Special.normalCdf(z) : Special.studentCdf(z, nu);
    }

    double draw(RandomGenerator random) {
        return gaussian ? Draw.normal(random) : Draw.student(random, nu);
    }
}
