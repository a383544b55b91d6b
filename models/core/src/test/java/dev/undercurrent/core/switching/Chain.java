package dev.undercurrent.core.switching;

import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * A random hidden Markov chain with densities, and the slow, obvious answer to every question about it: sums over all K^T
 * paths.
 *
 * @param initial [K], P(s_1)
 * @param transition [K · K], multiples of 2^-12, so that rows of floats sum to 1 exactly
 * @param logDensities [T][K]
 */
record Chain(double[] initial, float[] transition, double[][] logDensities) {

    private static final int GRID = 4096;

    /** Some transitions and densities are 0 where {@code sparse}; each row keeps one that is not. */
    static Chain random(SplittableRandom random, int k, int events, boolean sparse) {
        double[] initial = new double[k];
        float[] transition = new float[k * k];
        int[] left = split(random, k, false);
        for (int i = 0; i < k; i++) {
            initial[i] = left[i] / (double) GRID;
            int[] row = split(random, k, sparse);
            for (int j = 0; j < k; j++) {
                transition[i * k + j] = row[j] / (float) GRID;
            }
        }
        double[][] logs = new double[events][k];
        for (double[] row : logs) {
            for (int j = 0; j < k; j++) {
                boolean never = sparse && random.nextInt(5) == 0;
                row[j] = never ? Double.NEGATIVE_INFINITY : 8.0 * random.nextDouble() - 6.0;
            }
        }
        return new Chain(initial, transition, logs);
    }

    private static int[] split(SplittableRandom random, int k, boolean sparse) {
        int[] parts = new int[k];
        int left = GRID;
        for (int i = 0; i < k - 1; i++) {
            parts[i] = sparse && random.nextInt(4) == 0 ? 0 : random.nextInt(1, Math.max(2, left - k));
            left -= parts[i];
        }
        parts[k - 1] = left;
        return parts;
    }

    int states() {
        return initial.length;
    }

    int events() {
        return logDensities.length;
    }

    /** The first n events. */
    Chain head(int n) {
        return new Chain(initial, transition, java.util.Arrays.copyOf(logDensities, n));
    }

    /** Every path with its joint probability P(s_1..s_T, x_1..x_T). */
    void paths(BiConsumer<int[], Double> visit) {
        int k = states();
        int count = (int) Math.round(Math.pow(k, events()));
        for (int number = 0; number < count; number++) {
            int[] path = new int[events()];
            int rest = number;
            double joint = 1.0;
            for (int t = 0; t < path.length; t++) {
                path[t] = rest % k;
                rest /= k;
                joint *= t == 0 ? initial[path[0]] : transition[path[t - 1] * k + path[t]];
                joint *= StrictMath.exp(logDensities[t][path[t]]);
            }
            visit.accept(path, joint);
        }
    }

    /** p(x_1..x_T). */
    double evidence() {
        double[] sum = new double[1];
        paths((path, joint) -> sum[0] += joint);
        return sum[0];
    }

    /** P(s_t | x_1..x_T), [K]. */
    double[] regime(int t) {
        double[] sums = new double[states()];
        paths((path, joint) -> sums[path[t]] += joint);
        double evidence = evidence();
        for (int j = 0; j < sums.length; j++) {
            sums[j] /= evidence;
        }
        return sums;
    }
}
