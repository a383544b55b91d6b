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
    private final double perNu;
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
        this.perNu = 1 / nu;
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

    /** Density at standardised distance z, for the given scale; without a logarithm or power where ν is a small integer. */
    double density(double z, double scale) {
        double q = z * z;
        if (gaussian) {
            return peakDensity * Elementary.exp(-0.5 * q) / scale;
        }
        double a = 1 + q * perNu;
        if (halves == 0) {
            return peakDensity * Elementary.exp(-0.5 * (nu + 1) * Elementary.log(a)) / scale;
        }
        // scale · a^((ν + 1) / 2)
        double power = scale * a;
        for (int i = 1; i < halves; i++) {
            power *= a;
        }
        return peakDensity / (even ? power * Math.sqrt(a) : power);
    }

    /** Log density at the centre. */
    double peak() {
        return constant;
    }

    /** Weight in the location of an observation at squared standardised distance q, in the scale-mixture form of EM. */
    double weight(double q) {
        return gaussian ? 1 : (nu + 1) / (nu + q);
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
