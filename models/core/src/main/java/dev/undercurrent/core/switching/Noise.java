package dev.undercurrent.core.switching;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;
import java.util.random.RandomGenerator;

/** The standardised law that an expert scatters by: Student-t with ν degrees of freedom, Gaussian for ν = +∞. */
final class Noise {

    private static final double HALF_LOG_2PI = 0.9189385332046728;

    private final double nu;
    private final boolean gaussian;
    private final double constant;

    /** @param nu degrees of freedom, more than 2, so that a variance exists; +∞ = Gaussian */
    Noise(double nu) {
        if (!(nu > 2)) {
            throw new IllegalArgumentException("degrees of freedom " + nu + "; allowed: more than 2");
        }
        this.nu = nu;
        this.gaussian = Double.isInfinite(nu);
        this.constant = gaussian
                ? -HALF_LOG_2PI
                : Special.logGamma((nu + 1) / 2) - Special.logGamma(nu / 2) - 0.5 * Elementary.log(nu * Math.PI);
    }

    /** Log density at standardised distance z, before the log of the scale is taken off. */
    double logDensity(double z) {
        double q = z * z;
        return constant + (gaussian ? -0.5 * q : -0.5 * (nu + 1) * Elementary.log(1 + q / nu));
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
        return gaussian ? 1 : nu / (nu - 2);
    }

    double cdf(double z) {
        return gaussian ? Special.normalCdf(z) : Special.studentCdf(z, nu);
    }

    double draw(RandomGenerator random) {
        double u = Math.max(random.nextDouble(), 0x1p-54);
        return gaussian ? Special.normalQuantile(u) : Special.studentQuantile(u, nu);
    }
}
