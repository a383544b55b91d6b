package dev.undercurrent.evaluation.baseline;

/**
 * Simple exponential smoothing l_t = l_{t−1} + α (y_t − l_{t−1}) with α and the first level l_0 of least squared one-step
 * errors. Errors are linear in l_0, so that for each α the best one is known in closed form.
 *
 * @param alpha in [1e-4, 0.9999], the bounds of the benchmark
 * @param initial l_0
 * @param level l_n
 * @param squares sum of squared one-step errors
 */
record Smoothing(double alpha, double initial, double level, double squares) {

    private static final double LOWEST = 1e-4;
    private static final double HIGHEST = 0.9999;

    /** Values of α that are tried before the best neighbourhood is searched. */
    private static final int GRID = 60;

    private static final double TOLERANCE = 1e-8;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** @param values [n ≥ 1] */
    static Smoothing fit(double[] values) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= GRID; i++) {
            double squares = with(values, grid(i)).squares;
            if (squares < least) {
                least = squares;
                best = i;
            }
        }
        double low = grid(Math.max(0, best - 1));
        double high = grid(Math.min(GRID, best + 1));
        while (high - low > TOLERANCE) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (with(values, left).squares <= with(values, right).squares) {
                high = right;
            } else {
                low = left;
            }
        }
        return with(values, (low + high) / 2);
    }

    private static double grid(int i) {
        return LOWEST + (HIGHEST - LOWEST) * i / GRID;
    }

    /** The best l_0 for an α: with l_0 = 0 errors are e_t, and each unit of l_0 takes (1 − α)^{t−1} from them. */
    static Smoothing with(double[] values, double alpha) {
        // relative to the first value, so that squares do not cancel in series far from 0
        double offset = values[0];
        double level = 0;
        double weight = 1;
        double product = 0;
        double weights = 0;
        double squares = 0;
        for (double y : values) {
            double e = y - offset - level;
            squares += e * e;
            product += e * weight;
            weights += weight * weight;
            level += alpha * e;
            weight *= 1 - alpha;
        }
        double initial = product / weights;
        return new Smoothing(alpha, offset + initial, offset + level + weight * initial, squares - product * initial);
    }

    /** [n] the level before each value: its one-step forecast. */
    double[] fitted(double[] values) {
        double[] fitted = new double[values.length];
        double l = initial;
        for (int t = 0; t < values.length; t++) {
            fitted[t] = l;
            l += alpha * (values[t] - l);
        }
        return fitted;
    }
}
