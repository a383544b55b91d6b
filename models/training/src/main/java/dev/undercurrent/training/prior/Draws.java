package dev.undercurrent.training.prior;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;
import java.util.SplittableRandom;

/** Random draws of the prior, from one seed: equal seeds give equal bits on every JVM. */
final class Draws {

    private final SplittableRandom random;

    Draws(long seed) {
        this.random = new SplittableRandom(seed);
    }

    double uniform() {
        return Draw.uniform(random);
    }

    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    double logUniform(double low, double high) {
        return Elementary.exp(uniform(Elementary.log(low), Elementary.log(high)));
    }

    /** A whole number in [low, high). */
    int below(int low, int high) {
        return random.nextInt(low, high);
    }

    boolean chance(double p) {
        return uniform() < p;
    }

    double choice(double... values) {
        return values[random.nextInt(values.length)];
    }

    double normal() {
        return Draw.normal(random);
    }

    double normal(double mean, double deviation) {
        return mean + deviation * normal();
    }

    double logNormal(double mean, double deviation) {
        return Elementary.exp(normal(mean, deviation));
    }

    double[] normals(int n) {
        double[] x = new double[n];
        for (int t = 0; t < n; t++) {
            x[t] = normal();
        }
        return x;
    }

    /** Student's t with unit scale. */
    double student(double nu) {
        return normal() / Math.sqrt(2.0 * gamma(0.5 * nu) / nu);
    }

    /** Gamma with unit scale, shape ≥ 1 (Marsaglia and Tsang 2000). */
    double gamma(double shape) {
        double d = shape - 1.0 / 3.0;
        double c = 1.0 / Math.sqrt(9.0 * d);
        while (true) {
            double x = normal();
            double v = 1.0 + c * x;
            if (v > 0.0) {
                v = v * v * v;
                if (Elementary.log(uniform()) < 0.5 * x * x + d - d * v + d * Elementary.log(v)) {
                    return d * v;
                }
            }
        }
    }

    /** Poisson: products of uniforms for small rates, else transformed rejection (Hörmann 1993, PTRS). */
    int poisson(double rate) {
        if (rate < 10.0) {
            double limit = Elementary.exp(-rate);
            double product = uniform();
            int k = 0;
            while (product > limit) {
                product *= uniform();
                k++;
            }
            return k;
        }
        double logRate = Elementary.log(rate);
        double b = 0.931 + 2.53 * Math.sqrt(rate);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double squeeze = 0.9277 - 3.6224 / (b - 2.0);
        while (true) {
            double u = uniform() - 0.5;
            double v = uniform();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2.0 * a / us + b) * u + rate + 0.43);
            if (us >= 0.07 && v <= squeeze) {
                return (int) k;
            }
            if (k >= 0.0
                    && (us >= 0.013 || v <= us)
                    && Elementary.log(v * inverseAlpha / (a / (us * us) + b))
                            <= k * logRate - rate - Special.logGamma(k + 1.0)) {
                return (int) k;
            }
        }
    }
}
