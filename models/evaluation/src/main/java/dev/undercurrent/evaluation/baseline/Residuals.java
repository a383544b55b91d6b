package dev.undercurrent.evaluation.baseline;

import java.util.Arrays;

/**
 * Quantiles of an error law made from residuals, each taken with both signs: symmetric, so that its median is 0. Between
 * order statistics of the absolute values it is linear (Hyndman &amp; Fan 1996, type 7).
 */
final class Residuals {

    private final double[] sizes;

    /** @param residuals any number, none of them NaN */
    Residuals(double[] residuals) {
        sizes = new double[residuals.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(residuals[i]);
        }
        Arrays.sort(sizes);
    }

    /** The p-quantile, p in (0, 1); 0 where there are no residuals. */
    double quantile(double p) {
        if (sizes.length == 0) {
            return 0;
        }
        double at = Math.abs(2 * p - 1) * (sizes.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sizes.length - 1);
        double size = sizes[below] + (at - below) * (sizes[above] - sizes[below]);
        return p < 0.5 ? -size : p > 0.5 ? size : 0;
    }

    /** [levels] quantiles of all levels. */
    double[] quantiles(double[] levels) {
        return Arrays.stream(levels).map(this::quantile).toArray();
    }
}
