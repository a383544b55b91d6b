package dev.undercurrent.core.tokens;

import dev.undercurrent.core.math.Elementary;
import java.util.Arrays;

/**
 * Probability that a healthy sequence scores at least as high: the share of held-out healthy sequences that did, and beyond
 * the highest of them an exponential tail with their mean excess over the 98 % quantile.
 */
public final class SequenceCalibration {

    private static final double TAIL = 0.98;
    private static final int MOST = 65_536;
    private static final double SMALLEST = 1e-300;

    private final double[] scores;
    private final double excess;

    /** @param scores of healthy sequences that the model did not learn from, at least 1, finite */
    public SequenceCalibration(double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("no scores; allowed: at least 1");
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        if (!(sorted[0] > Double.NEGATIVE_INFINITY && sorted[sorted.length - 1] < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "scores from " + sorted[0] + " to " + sorted[sorted.length - 1] + "; allowed: finite ones");
        }
        this.scores = thinned(sorted);
        int from = (int) (TAIL * (this.scores.length - 1));
        double sum = 0;
        for (int i = from; i < this.scores.length; i++) {
            sum += this.scores[i] - this.scores[from];
        }
        this.excess = Math.max(sum / (this.scores.length - from), 0.5);
    }

    private static double[] thinned(double[] sorted) {
        if (sorted.length <= MOST) {
            return sorted;
        }
        double[] some = new double[MOST];
        for (int i = 0; i < MOST; i++) {
            some[i] = sorted[(int) ((long) i * (sorted.length - 1) / (MOST - 1))];
        }
        return some;
    }

    /** The scores, ascending. */
    public double[] scores() {
        return scores.clone();
    }

    /** In (0, 1]. */
    public double pValue(double score) {
        int low = 0;
        int high = scores.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scores[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        double p = (scores.length - low + 1.0) / (scores.length + 1.0);
        double beyond = score - scores[scores.length - 1];
        return beyond > 0 ? Math.max(SMALLEST, p * Elementary.exp(-beyond / excess)) : p;
    }
}
