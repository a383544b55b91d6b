package dev.undercurrent.core.math;

import java.util.random.RandomGenerator;

/**
 * Random draws by inversion, one {@code nextLong} each: unlike {@link RandomGenerator#nextGaussian}, equal generators give
 * equal bits on every JVM.
 */
public final class Draw {

    private Draw() {}

    /** Uniform in the open interval (0, 1), on a grid of 2^-53. */
    public static double uniform(RandomGenerator random) {
        return ((random.nextLong() >>> 12) + 0.5) * 0x1p-52;
    }

    /** Standard normal. */
    public static double normal(RandomGenerator random) {
        return Special.normalQuantile(uniform(random));
    }

    /** Student's t with ν degrees of freedom and unit scale. */
    public static double student(RandomGenerator random, double nu) {
        return Special.studentQuantile(uniform(random), nu);
    }

    /**
     * An index below k with probability proportional to its weight.
     *
     * @param weights [≥ k], ≥ 0, not all 0
     */
    public static int index(RandomGenerator random, double[] weights, int k) {
        double sum = 0.0;
        for (int i = 0; i < k; i++) {
            sum += weights[i];
        }
        double left = uniform(random) * sum;
        int last = 0;
        for (int i = 0; i < k; i++) {
            if (weights[i] > 0.0) {
                last = i;
                left -= weights[i];
                if (left < 0.0) {
                    break;
                }
            }
        }
        return last;
    }
}
