package dev.undercurrent.evaluation;

import java.util.Arrays;

/**
 * One forecast of a backtest.
 *
 * @param origin number of values that the method had seen
 * @param quantiles [horizon][{@link Levels#asked}]
 */
public record Window(int origin, double[][] quantiles) {

    /** Steps ahead. */
    public int horizon() {
        return quantiles.length;
    }

    /** [horizon] what came. */
    public double[] actual(TimeSeries series) {
        return Arrays.copyOfRange(series.values(), origin, origin + horizon());
    }

    /** [horizon] the point forecasts: medians. */
    public double[] point() {
        double[] point = new double[horizon()];
        for (int h = 0; h < point.length; h++) {
            point[h] = quantiles[h][Levels.median()];
        }
        return point;
    }
}
