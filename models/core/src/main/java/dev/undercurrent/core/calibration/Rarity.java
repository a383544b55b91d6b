package dev.undercurrent.core.calibration;

import dev.undercurrent.core.math.Elementary;

/**
 * How rare the present is in a key's own history, at several horizons: c in powers of ten, 3 = one event in a thousand.
 *
 * <p>Horizon 1 is the calibrated p-value itself. Longer horizons are exponentially weighted means of −ln p, which a right
 * model makes a mean of unit exponentials; since healthy events may hang together, their tail is measured too: a running
 * 90 % quantile u and mean excess β give c = 1 + (mean − u) / (β ln 10). The largest c counts.
 *
 * <p>State: float[3 H]: per horizon the mean, u, β.
 */
public final class Rarity {

    /** Effective numbers of events of the longer horizons. */
    static final int[] HORIZONS = {8, 32};

    /** Rarity from which on nothing can be told apart. */
    public static final double MAX = 12;

    /** Length of a state. */
    public static final int LENGTH = 3 * HORIZONS.length;

    private static final double LOG10_E = 0.4342944819032518;

    /** −ln p of one event counts at most this much in a mean: one event alone is the matter of horizon 1. */
    private static final double CAP = 12;

    /** Smallest mean excess, in deviations of a mean of independent unit exponentials. */
    private static final double LEAST_SPREAD = 0.25;

    private static final double QUANTILE_STEP = 0.02;
    private static final double EXCESS_STEP = 0.05;

    private Rarity() {}

    /** The state before the first event: what independent unit exponentials lead to. */
    public static float[] start() {
        float[] s = new float[LENGTH];
        for (int h = 0; h < HORIZONS.length; h++) {
            double deviation = Math.sqrt(1.0 / HORIZONS[h]);
            s[3 * h] = 1;
            s[3 * h + 1] = (float) (1 + 1.28 * deviation);
            s[3 * h + 2] = (float) (0.7 * deviation);
        }
        return s;
    }

    /**
     * Takes in one event's p-value and says how rare the present is.
     *
     * @param p calibrated p-value, in (0, 1]
     * @param learn whether this event belongs to the healthy past
     * @return c in [0, {@link #MAX}]
     */
    public static double update(float[] s, double p, boolean learn) {
        double surprise = p > 0 ? 0.0 - Elementary.log(p) : Double.MAX_VALUE;
        double c = surprise * LOG10_E;
        for (int h = 0; h < HORIZONS.length; h++) {
            int at = 3 * h;
            double mean = s[at] + (Math.min(surprise, CAP) - s[at]) * 2 / (HORIZONS[h] + 1);
            // a mean surprise below that of uniform p-values is nothing rare, however steady it was before
            double over = mean - Math.max(s[at + 1], 1);
            double beta = Math.max(s[at + 2], LEAST_SPREAD * Math.sqrt(1.0 / HORIZONS[h]));
            s[at] = (float) mean;
            if (over > 0) {
                c = Math.max(c, 1 + over / beta * LOG10_E);
            }
            if (learn) {
                s[at + 1] = (float) (s[at + 1] + QUANTILE_STEP * beta * ((over > 0 ? 1 : 0) - 0.1));
                if (over > 0) {
                    s[at + 2] = (float) (beta + EXCESS_STEP * (over - beta));
                }
            }
        }
        return Math.min(c, MAX);
    }
}
