package dev.undercurrent.core.tokens;

import dev.undercurrent.core.calibration.Rarity;
import dev.undercurrent.core.math.Elementary;

/**
 * How rare a key's last lines are, c in powers of ten. One line counts by its calibrated p-value, at once: a line never seen is
 * an event of its own. Several count by exponentially weighted means of −ln p: right p-values make these means of unit
 * exponentials; since healthy lines hang together, their tail is measured, as a running 90 % quantile u and mean
 * excess β: c = 1 + (mean − u) / (β ln 10). The largest c counts.
 *
 * <p>State: float[{@value #LENGTH}]: per horizon the mean, u, β.
 */
final class LineRarity {

    /** Effective numbers of lines of the longer horizons. */
    private static final int[] HORIZONS = {8, 32};

    static final int LENGTH = 6;

    private static final double LOG10_E = 0.4342944819032518;

    /** −ln p of one line counts at most this much in a mean. */
    private static final double CAP = 12;

    /** Smallest mean excess, in deviations of a mean of independent unit exponentials. */
    private static final double LEAST_SPREAD = 0.25;

    private static final double QUANTILE_STEP = 0.02;
    private static final double EXCESS_STEP = 0.05;

    private LineRarity() {}

    /** The state before the first line: what independent unit exponentials lead to. */
    static float[] start() {
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
     * Takes in one line's p-value.
     *
     * @param p calibrated p-value, in (0, 1]
     * @param learn whether this line belongs to the healthy past
     * @return c in [0, {@link Rarity#MAX}]
     */
    static double update(float[] s, double p, boolean learn) {
        double surprise = 0.0 - Elementary.log(p);
        double c = surprise * LOG10_E;
        for (int h = 0; h < HORIZONS.length; h++) {
            int at = 3 * h;
            double mean = s[at] + (Math.min(surprise, CAP) - s[at]) * 2 / (HORIZONS[h] + 1);
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
        return Math.min(c, Rarity.MAX);
    }
}
