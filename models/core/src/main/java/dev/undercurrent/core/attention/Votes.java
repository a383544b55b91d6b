package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;

/**
 * Whether the windows before some boundary in time choose their nearest windows among themselves, and those after it too: the
 * likelihood ratio of "a new regime since τ" over "one regime".
 *
 * <p>In one regime the nearest windows of a window lie anywhere among those that it was compared with, so that a vote crosses τ with
 * the probability of its share beyond τ; with two regimes it crosses less often. The log likelihood ratio of two Bernoulli laws, one
 * for each side, is divided by k w, since windows that overlap do not vote independently. What a window was compared with is exact
 * also where the memory has forgotten the start of the segment: then it is the windows up to the memory's length before it.
 */
final class Votes {

    private final int k;
    private final int width;
    private final int margin;

    /** Σ_{n ≤ i} 1/n. */
    private final double[] harmonic;

    /** Log likelihood ratio of the boundary that the last {@link #weigh} found best, ≥ 0. */
    private double best;

    private final int held;
    private int sliding;
    private long total;

    /** Lag of the first window after that boundary; −1 where there is none. */
    private int lag;

    /**
     * @param margin fewest windows on each side
     * @param capacity most windows of a segment that are held
     */
    Votes(int k, int width, int margin, int capacity) {
        this.k = k;
        this.width = width;
        this.margin = margin;
        this.held = capacity;
        this.harmonic = new double[2 * capacity + 1];
        for (int n = 1; n < harmonic.length; n++) {
            harmonic[n] = harmonic[n - 1] + 1.0 / n;
        }
    }

    double best() {
        return best;
    }

    int lag() {
        return lag;
    }

    /** Looks for the best boundary. */
    void weigh(Neighbours s) {
        best = 0;
        lag = -1;
        int m = s.size;
        total = m + s.forgotten;
        sliding = (int) Math.max(0, Math.min(m, total - s.capacity() + 1));
        int[] forward = s.forward();
        int[] backward = s.backward();
        int from = s.boundary(0);
        double all = shares(m);
        int crossForward = 0;
        int crossBackward = s.base();
        for (int l = m - 2; l >= margin - 1; l--) {
            crossForward += forward[from + l];
            crossBackward += backward[from + l];
            int right = l + 1;
            int left = m - right;
            if (left < margin) {
                continue;
            }
            double share = shares(right);
            double beyond = right * (all - share) / left;
            double before = 1 - share;
            double n = (double) k * left;
            double o = (double) k * right;
            double enough = best * k * width;
            if (most(crossForward, n, beyond) + most(crossBackward, o, before) > enough) {
                double ratio = gain(crossForward, n, beyond) + gain(crossBackward, o, before);
                if (ratio > enough) {
                    best = ratio / (k * width);
                    lag = l;
                }
            }
        }
    }

    /** Σ over the newest n windows of one over how many windows each was compared with, itself among them. */
    private double shares(int n) {
        int slid = Math.min(n, sliding);
        double sum = harmonic[slid + held - 1] - harmonic[held - 1];
        return sum + (n - slid) / (double) total;
    }

    /** A bound of {@link #gain}: the relative entropy of two Bernoulli laws is at most their χ². */
    private static double most(double crossing, double votes, double p) {
        double d = crossing / votes - p;
        return d < 0 ? votes * d * d / (p * (1 - p)) : 0;
    }

    /** Log likelihood ratio of the rate seen over p, where fewer votes cross than that. */
    private static double gain(double crossing, double votes, double p) {
        double rate = (crossing + 0.5) / (votes + 1);
        return rate < p
                ? crossing * Elementary.log(rate / p) + (votes - crossing) * Elementary.log((1 - rate) / (1 - p))
                : 0;
    }
}
