package dev.undercurrent.core.attention;

import dev.undercurrent.core.forecast.Forecaster;
import dev.undercurrent.core.math.Special;
import java.util.Arrays;

/**
 * Forecasts by analogy (Lorenz 1969): quantiles of what followed the rows most like the present ones, up to 24 of them, weighed
 * alike, moved to the present level as far as that has served one step ahead, and widened by the errors of one step. Where an
 * analogue is younger than the horizon it is repeated.
 */
public final class AnalogueForecaster implements Forecaster<WindowMemory.State> {

    private static final int ANALOGUES = 24;

    /** Lags between two analogues, at least. */
    private static final int APART = 4;

    /** Rows that an analogue must have been compared on. */
    private static final int DEEP = 16;

    private static final double NU = 4;

    private final Nearest nearest = new Nearest(ANALOGUES, APART);
    private final int[] lags = new int[ANALOGUES];
    private final double[] values = new double[ANALOGUES];

    /** Quantiles of the errors of one step, in units of them, and the levels that they are of. */
    private double[] scatter;

    private double[] scattered;

    @Override
    public void forecast(WindowMemory.State state, double[] levels, double[][][] out) {
        Past past = state.segments.past;
        int found = analogues(past, state.fading, out[0].length);
        double moved = Followers.moved(state.followers);
        scatter(levels);
        for (int c = 0; c < out.length; c++) {
            double last = past.count == 0 ? 0 : past.value(c, 0);
            double[] variance = state.followers.variance;
            double error = Math.sqrt((1 - moved) * variance[c] + moved * variance[out.length + c]);
            for (int h = 0; h < out[c].length; h++) {
                for (int a = 0; a < found; a++) {
                    double follower = past.value(c, lags[a] - 1 - h % lags[a]);
                    values[a] = follower + moved * (last - past.value(c, lags[a]));
                }
                if (found == 0) {
                    values[0] = last;
                }
                int n = Math.max(1, found);
                Arrays.sort(values, 0, n);
                // with no analogue the law widens as a random walk's
                quantiles(n, levels, found == 0 ? error * Math.sqrt(h + 1.0) : error, out[c][h]);
            }
        }
    }

    /** The nearest lags, of which enough rows are known that the horizon fits where it can. */
    private int analogues(Past past, Fading fading, int horizon) {
        double[] far = fading.distances();
        int end = Math.min(fading.size(), past.rows() - DEEP);
        int from = end > 4 * horizon ? horizon : 1;
        return nearest.find(far, from, end, lags);
    }

    private void scatter(double[] levels) {
        if (!Arrays.equals(levels, scattered)) {
            scattered = levels.clone();
            scatter = new double[levels.length];
            for (int q = 0; q < levels.length; q++) {
                scatter[q] = Special.studentQuantile(levels[q], NU);
            }
        }
    }

    private void quantiles(int n, double[] levels, double error, double[] out) {
        double median = quantile(n, 0.5);
        for (int q = 0; q < levels.length; q++) {
            double off = quantile(n, levels[q]) - median;
            double own = error * scatter[q];
            double size = Math.sqrt(off * off + own * own);
            out[q] = levels[q] < 0.5 ? median - size : levels[q] > 0.5 ? median + size : median;
        }
    }

    /** Of the sorted values, linear between their middles. */
    private double quantile(int n, double p) {
        double at = Math.min(Math.max(p * n - 0.5, 0), n - 1.0);
        int i = (int) at;
        return i + 1 < n ? values[i] + (at - i) * (values[i + 1] - values[i]) : values[i];
    }
}
