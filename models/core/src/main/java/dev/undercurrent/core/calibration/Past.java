package dev.undercurrent.core.calibration;

/**
 * What the past of one statistic says of its present value: running 50, 90 and 98 % quantiles by stochastic approximation
 * (Robbins &amp; Monro 1951) and the mean excess above the highest one. One extreme value moves them by a bounded step only,
 * so that nothing has to be kept from them.
 *
 * <p>State: float[{@value #LENGTH}] within an array: values learnt, the three quantiles, mean excess, number of excesses
 * behind it.
 */
final class Past {

    /** Floats of a state. */
    static final int LENGTH = 6;

    private static final int COUNT = 0;
    private static final int HALF = 1;
    private static final int TENTH = 2;
    private static final int FIFTIETH = 3;
    private static final int EXCESS = 4;
    private static final int EXCESSES = 5;

    /** Values before which nothing can be said. */
    private static final int FEWEST = 20;

    /** Least share of the spread by which a quantile moves. */
    private static final double STEP = 0.002;

    /** Values from which on quantiles move by the least share. */
    private static final int SETTLED = 1250;

    /** Differences below this say nothing: nats, or logarithms of a distance. */
    private static final double LEAST = 0.02;

    private static final double EXCESS_MEMORY = 80;

    /** Excesses behind the slope of the body, which stands for the tail until the tail is seen. */
    private static final double EXCESS_PRIOR = 5;

    private static final double LOG10_E = 0.4342944819032518;
    private static final double C_HALF = 0.3010299956639812;
    private static final double C_FIFTIETH = 1.6989700043360187;
    private static final double STEEPNESS = 1 - C_HALF;

    /** ln(0.5 / 0.02): excesses of an exponential between its median and its 98 % quantile. */
    private static final double BODY = 3.2188758248682006;

    private Past() {}

    /** True once {@link #rarity} says something. */
    static boolean settled(float[] s, int at) {
        return s[at + COUNT] >= FEWEST;
    }

    /** c in [0, {@link Rarity#MAX}]: a value as large as this comes once in 10^c. */
    static double rarity(float[] s, int at, double value) {
        double half = s[at + HALF];
        double tenth = s[at + TENTH];
        double fiftieth = s[at + FIFTIETH];
        if (value > fiftieth) {
            return Math.min(Rarity.MAX, C_FIFTIETH + (value - fiftieth) / excess(s, at) * LOG10_E);
        }
        if (value > tenth) {
            return 1 + (value - tenth) / Math.max(fiftieth - tenth, 1e-9) * (C_FIFTIETH - 1);
        }
        if (value > half) {
            return C_HALF + (value - half) / Math.max(tenth - half, 1e-9) * STEEPNESS;
        }
        return 0.5 * C_HALF;
    }

    /** Mean excess above the highest quantile, drawn towards the slope of the body. */
    private static double excess(float[] s, int at) {
        double slope = Math.max(s[at + FIFTIETH] - s[at + HALF], LEAST) / BODY;
        double n = s[at + EXCESSES];
        return (n * s[at + EXCESS] + EXCESS_PRIOR * slope) / (n + EXCESS_PRIOR);
    }

    /** The value, or where it is smaller the one from which on nothing can be told apart. */
    static double bounded(float[] s, int at, double value) {
        return value > s[at + FIFTIETH] && settled(s, at)
                ? Math.min(value, s[at + FIFTIETH] + (Rarity.MAX - C_FIFTIETH) / LOG10_E * excess(s, at))
                : value;
    }

    /** Lets what was learnt fade fast, without forgetting it at once: what comes now is truer. */
    static void fade(float[] s, int at) {
        s[at + COUNT] = Math.min(s[at + COUNT], FEWEST);
        s[at + EXCESSES] = 0;
    }

    /** Takes in a finite value. */
    static void learn(float[] s, int at, double value) {
        double x = bounded(s, at, value);
        int n = (int) s[at + COUNT];
        if (n == 0) {
            java.util.Arrays.fill(s, at + HALF, at + EXCESS, (float) x);
        }
        double spread = Math.max(s[at + FIFTIETH] - s[at + HALF], LEAST);
        if (n < FEWEST) {
            spread = Math.max(spread, Math.abs(x - s[at + HALF]));
        }
        s[at + COUNT] = Math.min(n + 1, 1 << 20);
        double step = (n < SETTLED ? Math.max(2.5 / (n + 3), STEP) : STEP) * spread;
        double half = s[at + HALF] + step * side(x, s[at + HALF], 0.5);
        double tenth = Math.max(half, s[at + TENTH] + step * side(x, s[at + TENTH], 0.1));
        double fiftieth = Math.max(tenth, s[at + FIFTIETH] + step * side(x, s[at + FIFTIETH], 0.02));
        s[at + HALF] = (float) half;
        s[at + TENTH] = (float) tenth;
        s[at + FIFTIETH] = (float) fiftieth;
        if (x > fiftieth) {
            double seen = Math.min(s[at + EXCESSES] + 1, EXCESS_MEMORY);
            s[at + EXCESSES] = (float) seen;
            s[at + EXCESS] += (float) ((x - fiftieth - s[at + EXCESS]) / seen);
        }
    }

    /** The way that a quantile goes whose exceedances have this probability; a tie leaves it where it is. */
    private static double side(double x, float quantile, double above) {
        return (float) x == quantile ? 0 : x > quantile ? 1 - above : -above;
    }
}
