package dev.undercurrent.evaluation.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled windows of one file of the Numenta benchmark, row by row: what a detection on a row is worth.
 *
 * <p>Source: Lavin and Ahmad 2015 (arXiv:1510.03336), eq. 1: σ(y) = 2 / (1 + e^{5y}) − 1 with y from −1 at the first row of a
 * window to nearly 0 at its last, growing behind it; −1 before the first window and far behind. Scaled so that
 * the first row of a window is worth 1.
 */
public final class NabLabels {

    private static final double STEEPNESS = 5;
    private static final double FAR = 3;
    private static final double PROBATION = 0.15;
    private static final int LONGEST_PROBATION = 750;
    private static final double TOP = sigma(-1);
    static final int OUTSIDE = -1;

    private final double[] worth;
    private final int[] window;
    private final int[][] spans;

    private NabLabels(double[] worth, int[] window, int[][] spans) {
        this.worth = worth;
        this.window = window;
        this.spans = spans;
    }

    private static double sigma(double y) {
        return y > FAR ? -1 : 2 / (1 + Math.exp(STEEPNESS * y)) - 1;
    }

    /**
     * @param stamps times of all rows
     * @param windows pairs of the times of a window's first and last row
     * @throws IllegalArgumentException if one of these times is not among the rows
     */
    public static NabLabels of(List<String> stamps, List<List<String>> windows) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < stamps.size(); i++) {
            first.putIfAbsent(plain(stamps.get(i)), i);
        }
        List<int[]> spans = new ArrayList<>();
        for (List<String> w : windows) {
            Integer from = first.get(plain(w.get(0)));
            Integer to = first.get(plain(w.get(1)));
            if (from == null || to == null) {
                throw new IllegalArgumentException("window " + w + " is not among the rows");
            }
            spans.add(new int[] {from, to});
        }
        spans.sort((a, b) -> Integer.compare(a[0], b[0]));
        return of(stamps.size(), spans.toArray(int[][]::new));
    }

    /** @param spans [windows][2] first and last row of each, ascending */
    static NabLabels of(int rows, int[][] spans) {
        double[] worth = new double[rows];
        int[] window = new int[rows];
        int next = 0;
        for (int i = 0; i < rows; i++) {
            while (next < spans.length && i > spans[next][1]) {
                next++;
            }
            window[i] = OUTSIDE;
            if (next < spans.length && spans[next][0] <= i) {
                double width = spans[next][1] - spans[next][0] + 1.0;
                worth[i] = sigma(-(spans[next][1] - i + 1) / width) / TOP;
                window[i] = next;
            } else if (next == 0) {
                worth[i] = -1;
            } else {
                int[] before = spans[next - 1];
                worth[i] = sigma((i - before[1]) / (double) (before[1] - before[0]));
            }
        }
        return new NabLabels(worth, window, spans);
    }

    /** Without a fraction of a second, and with a blank before the time of day. */
    private static String plain(String stamp) {
        String s = stamp.strip().replace('T', ' ');
        return s.indexOf('.') < 0 ? s : s.replaceFirst("0+$", "").replaceFirst("\\.$", "");
    }

    /** First rows, which are not judged. */
    public int probation() {
        return Math.min((int) Math.floor(PROBATION * worth.length), LONGEST_PROBATION);
    }

    /** Number of rows. */
    public int rows() {
        return worth.length;
    }

    /** Number of windows. */
    public int windows() {
        return spans.length;
    }

    /** [windows][2] first and last row of each window, ascending. */
    public int[][] spans() {
        return spans;
    }

    /** Whether a row is in a window. */
    public boolean labelled(int row) {
        return window[row] != OUTSIDE;
    }

    /** In 0..1 within a window, −1..0 outside. */
    double worth(int row) {
        return worth[row];
    }

    /** Number of the window that a row is in, or {@link #OUTSIDE}. */
    int window(int row) {
        return window[row];
    }
}
