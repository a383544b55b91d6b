package dev.undercurrent.training.hmm;

import dev.undercurrent.core.math.Elementary;

/**
 * Dirichlet prior of the transition rows, in pseudo-counts added to what is counted, with more weight on staying; and a
 * symmetric one of the first regime. Counts of 0 leave plain maximum likelihood.
 *
 * @param mass pseudo-count of a whole row, ≥ 0
 * @param dwell expected number of events that a regime lasts under the prior, ≥ 1
 * @param first pseudo-count of each regime at the first event, ≥ 0
 */
public record StickyPrior(double mass, double dwell, double first) {

    /** No prior: maximum likelihood. */
    public static final StickyPrior NONE = new StickyPrior(0, 1, 0);

    /** @throws IllegalArgumentException if a number is out of its range */
    public StickyPrior {
        if (!(mass >= 0 && mass < Double.POSITIVE_INFINITY)
                || !(dwell >= 1 && dwell < Double.POSITIVE_INFINITY)
                || !(first >= 0 && first < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sticky prior: mass " + mass + " and first " + first
                    + " (allowed: 0 and more), dwell " + dwell + " (allowed: 1 and more); all finite");
        }
    }

    /** Pseudo-count of a move to each other regime. */
    double leave(int k) {
        return k == 1 ? 0.0 : mass / dwell / (k - 1);
    }

    /** Pseudo-count of a stay; at least that of a move. */
    double stay(int k) {
        return Math.max(mass * (1.0 - 1.0 / dwell), leave(k));
    }

    /** log p of the parameters up to a constant, nats: what is added to the evidence. */
    double log(double[] initial, double[][] transition) {
        int k = initial.length;
        double sum = 0.0;
        for (int i = 0; i < k; i++) {
            sum += times(first, initial[i]);
            for (int j = 0; j < k; j++) {
                sum += times(i == j ? stay(k) : leave(k), transition[i][j]);
            }
        }
        return sum;
    }

    private static double times(double count, double p) {
        return count > 0.0 ? count * Elementary.log(p) : 0.0;
    }
}
