package dev.undercurrent.training;

import java.util.SplittableRandom;

/**
 * Noisy signs of which each is that of {@code lag} events before, but for a few: x_t = s_t + σ ε_t, s_t = s_{t−L} f_t, f_t = −1
 * with probability p, ε Gaussian. σ is so small that x_t tells s_t.
 *
 * <p>Any L values in a row are independent, so that the past says I = ln 2 − H(p) nats of the next value, H(p) = −p ln p −
 * (1 − p) ln (1 − p), and all of it is in the value L events before. A model whose regimes are all that it carries on says at
 * most ln K / L of it per event, K the number of regimes, whatever its parameters: its law of the next L values given all
 * before is a mixture of K laws that do not depend on the past, so at most K times their mean, which says no more of
 * independent values than their own law does (Gibbs).
 *
 * @param lag L, events
 * @param flip p in (0, ½)
 * @param noise σ, ≪ 1
 */
record Recalled(int lag, double flip, double noise) {

    /** n values from a random start. */
    double[] series(SplittableRandom random, int n) {
        int[] signs = new int[n];
        double[] values = new double[n];
        for (int t = 0; t < n; t++) {
            double u = random.nextDouble();
            signs[t] = t < lag ? (u < 0.5 ? 1 : -1) : (u < flip ? -1 : 1) * signs[t - lag];
            values[t] = signs[t] + noise * random.nextGaussian();
        }
        return values;
    }

    /** h(x), nats: the entropy of one value, of whose past nothing is known. */
    double alone() {
        return Math.log(2) + gaussian();
    }

    /** The entropy rate, nats per event: the least mean surprisal that a model can have. */
    double rate() {
        return -flip * Math.log(flip) - (1 - flip) * Math.log1p(-flip) + gaussian();
    }

    /** The least mean surprisal that K regimes can have, nats per event. */
    double regimes(int k) {
        return alone() - Math.log(k) / lag;
    }

    /** Surprisal of the value at t by the law that made it, nats. */
    double surprisal(double[] x, int t) {
        double same = Math.copySign(1, x[t - lag]);
        return -Math.log((1 - flip) * density(x[t] - same) + flip * density(x[t] + same));
    }

    private double density(double e) {
        return Math.exp(-0.5 * e * e / (noise * noise)) / (noise * Math.sqrt(2 * Math.PI));
    }

    private double gaussian() {
        return 0.5 * Math.log(2 * Math.PI * Math.E * noise * noise);
    }
}
