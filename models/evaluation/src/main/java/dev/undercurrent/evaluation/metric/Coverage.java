package dev.undercurrent.evaluation.metric;

/** How often values fell into a central band, by horizon. */
public final class Coverage {

    private final long[] inside;
    private final long[] seen;

    public Coverage(int horizon) {
        inside = new long[horizon];
        seen = new long[horizon];
    }

    /** Takes in one value, {@code step} steps after the first of its window; its edges belong to a band. */
    public void add(int step, double lower, double upper, double y) {
        if (!Double.isNaN(y)) {
            seen[step]++;
            if (y >= lower && y <= upper) {
                inside[step]++;
            }
        }
    }

    /** [horizon] share of values inside; NaN where there were none. */
    public double[] byHorizon() {
        double[] share = new double[seen.length];
        for (int h = 0; h < share.length; h++) {
            share[h] = (double) inside[h] / seen[h];
        }
        return share;
    }

    /** Share over all horizons together; NaN where there were no values. */
    public double overall() {
        long in = 0;
        long all = 0;
        for (int h = 0; h < seen.length; h++) {
            in += inside[h];
            all += seen[h];
        }
        return (double) in / all;
    }
}
