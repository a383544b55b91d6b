package dev.undercurrent.core.calibration;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Sums;

/**
 * Maps the tail probability that a model claims to the one that the key's own past confirms.
 *
 * <p>A right model's tail probability v = P(outcome at least as surprising) is uniform. This keeps a histogram of v: a body
 * of {@value #BINS} equal bins above {@value #TAIL} and, below it, a generalised Pareto tail of the excess −ln(v / {@value
 * #TAIL}) fitted by moments (Hosking &amp; Wallis 1987). The prior is the model's own word: {@value #PRIOR} uniform
 * pseudo-observations and a unit exponential tail, so that the first event has a p-value already.
 *
 * <p>State: float[{@value #LENGTH}]: body counts, tail count, mean excess, mean squared excess, number of excesses
 * behind these means. Counts are halved when their sum reaches {@value #MEMORY}, since what a model claims drifts while it
 * learns; the tail, of which few events tell, remembers {@value #TAIL_MEMORY} excesses.
 */
public final class Calibrator {

    static final int BINS = 24;
    static final double TAIL = 0.04;
    static final double PRIOR = 50;
    static final double MEMORY = 1024;

    static final double TAIL_MEMORY = 160;

    /** Pseudo-observations behind the unit exponential tail. */
    static final double TAIL_PRIOR = 8;

    private static final int COUNT = BINS;
    private static final int MEAN = BINS + 1;
    private static final int SQUARE = BINS + 2;
    private static final int EXCESSES = BINS + 3;

    /** Length of a state. */
    public static final int LENGTH = BINS + 4;

    private static final double WIDTH = (1 - TAIL) / BINS;
    private static final double LOG_TAIL = Elementary.log(TAIL);

    /** Largest excess that counts; e^−700 is the smallest positive probability of a double, nearly. */
    private static final double MAX_EXCESS = 600;

    /** Smallest p-value, reached where the fitted tail is light and the event beyond any. */
    private static final double SMALLEST = 1e-300;

    /** Shape up to which a tail may be heavier than exponential. */
    private static final double MAX_SHAPE = 0.3;

    private Calibrator() {}

    /** The state before the first event. */
    public static float[] start() {
        float[] s = new float[LENGTH];
        s[MEAN] = 1;
        s[SQUARE] = 2;
        return s;
    }

    /**
     * Calibrated p-value.
     *
     * @param tail the model's tail probability, in [0, 1]; values beyond a double's range are capped at e^−600
     * @return in (0, 1]
     */
    public static double pValue(float[] s, double tail) {
        double total = PRIOR + Sums.of(s, 0, BINS) + s[COUNT];
        double below = s[COUNT] + PRIOR * TAIL;
        if (tail < TAIL) {
            return Math.max(below / total * survival(s, excess(tail)), SMALLEST);
        }
        double at = (tail - TAIL) / WIDTH;
        int bin = Math.min((int) at, BINS - 1);
        below += Sums.of(s, 0, bin) + (at - bin) * s[bin] + at * (PRIOR * WIDTH);
        return Math.min(1, below / total);
    }

    private static double excess(double tail) {
        return tail > 0 ? Math.min(LOG_TAIL - Elementary.log(tail), MAX_EXCESS) : MAX_EXCESS;
    }

    /** P(excess ≥ y) under the fitted tail. */
    private static double survival(float[] s, double y) {
        double seen = s[EXCESSES];
        double n = seen + TAIL_PRIOR;
        double mean = (seen * s[MEAN] + TAIL_PRIOR) / n;
        double square = (seen * s[SQUARE] + 2 * TAIL_PRIOR) / n;
        double variance = Math.max(square - mean * mean, 1e-9);
        double shape = Math.min(0.5 * (1 - mean * mean / variance), MAX_SHAPE);
        if (shape <= 1e-3) {
            return Elementary.exp(-y / mean);
        }
        double scale = mean * (1 - shape);
        return Elementary.exp(-Elementary.log(1 + shape * y / scale) / shape);
    }

    /** Adds one healthy event. */
    public static void learn(float[] s, double tail) {
        if (tail < TAIL) {
            double y = Math.min(excess(tail), 50);
            double n = s[EXCESSES] + 1;
            s[COUNT]++;
            s[EXCESSES] = (float) (n < TAIL_MEMORY ? n : n / 2);
            s[MEAN] += (float) ((y - s[MEAN]) / n);
            s[SQUARE] += (float) ((y * y - s[SQUARE]) / n);
        } else {
            s[Math.min((int) ((tail - TAIL) / WIDTH), BINS - 1)]++;
        }
        if (Sums.of(s, 0, BINS) + s[COUNT] >= MEMORY) {
            for (int i = 0; i <= COUNT; i++) {
                s[i] *= 0.5f;
            }
        }
    }
}
