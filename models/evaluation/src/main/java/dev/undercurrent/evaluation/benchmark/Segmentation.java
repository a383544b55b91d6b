package dev.undercurrent.evaluation.benchmark;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Measures of change points (van den Burg and Williams 2020, arXiv:2003.06222). A change point is the first row of a new
 * segment, counted from 0.
 */
public final class Segmentation {

    private Segmentation() {}

    /**
     * Covering of the true segments by predicted ones (Arbelaez et al. 2010, eq. 8), in [0, 1]: each true segment counts
     * with its length and its greatest overlap, intersection over union.
     *
     * @param rows length n of the series
     */
    public static double covering(Collection<Integer> truth, Collection<Integer> predicted, int rows) {
        int[] a = bounds(truth, rows);
        int[] b = bounds(predicted, rows);
        double total = 0;
        for (int i = 0; i + 1 < a.length; i++) {
            double best = 0;
            for (int j = 0; j + 1 < b.length; j++) {
                int common = Math.min(a[i + 1], b[j + 1]) - Math.max(a[i], b[j]);
                if (common > 0) {
                    int union = Math.max(a[i + 1], b[j + 1]) - Math.min(a[i], b[j]);
                    best = Math.max(best, (double) common / union);
                }
            }
            total += (a[i + 1] - a[i]) * best;
        }
        return total / rows;
    }

    /** Mean of {@link #covering} over annotators. */
    public static double meanCovering(List<List<Integer>> annotators, Collection<Integer> predicted, int rows) {
        return annotators.stream()
                .mapToDouble(truth -> covering(truth, predicted, rows))
                .average()
                .orElse(Double.NaN);
    }

    private static int[] bounds(Collection<Integer> points, int rows) {
        TreeSet<Integer> sorted = new TreeSet<>(points);
        sorted.removeIf(p -> p <= 0 || p >= rows);
        sorted.add(0);
        sorted.add(rows);
        return sorted.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * F1 with a margin: precision against all annotators together, recall averaged over them; row 0 always counts as a
     * change point.
     *
     * @param margin rows by which a prediction may be off
     */
    public static double f1(List<List<Integer>> annotators, Collection<Integer> predicted, int margin) {
        TreeSet<Integer> mine = new TreeSet<>(predicted);
        mine.add(0);
        TreeSet<Integer> union = new TreeSet<>();
        double recall = 0;
        for (List<Integer> one : annotators) {
            TreeSet<Integer> truth = new TreeSet<>(one);
            truth.add(0);
            union.addAll(truth);
            recall += (double) hits(truth, mine, margin) / truth.size() / annotators.size();
        }
        double precision = (double) hits(union, mine, margin) / mine.size();
        return 2 * precision * recall / (precision + recall);
    }

    /** Each prediction is used once, by the nearest true point in ascending order; of two as near the earlier one. */
    private static int hits(NavigableSet<Integer> truth, NavigableSet<Integer> predicted, int margin) {
        NavigableSet<Integer> left = new TreeSet<>(predicted);
        int hits = 0;
        for (int t : truth) {
            Integer before = left.floor(t);
            Integer after = left.ceiling(t);
            boolean takeBefore = before != null && (after == null || t - before <= after - t);
            Integer nearest = takeBefore ? before : after;
            if (nearest != null && Math.abs(t - nearest) <= margin) {
                left.remove(nearest);
                hits++;
            }
        }
        return hits;
    }

    /**
     * Rows from each true change to the first report of a change that is dated nearer to it than to any other true change; NaN
     * where there is none.
     *
     * @return [changes] of the truth, ascending
     */
    public static double[] delays(Collection<Integer> truth, List<Scored.Change> predicted) {
        int[] points = truth.stream().mapToInt(Integer::intValue).sorted().toArray();
        double[] delays = new double[points.length];
        Arrays.fill(delays, Double.NaN);
        for (Scored.Change change : predicted) {
            int nearest = -1;
            for (int i = 0; i < points.length; i++) {
                if (nearest < 0 || Math.abs(points[i] - change.onset()) < Math.abs(points[nearest] - change.onset())) {
                    nearest = i;
                }
            }
            if (nearest >= 0 && change.reported() >= points[nearest]) {
                double delay = change.reported() - points[nearest];
                if (!(delays[nearest] <= delay)) {
                    delays[nearest] = delay;
                }
            }
        }
        return delays;
    }
}
