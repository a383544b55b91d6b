package dev.undercurrent.evaluation.report;

import java.util.List;

/**
 * One window with the forecasts of several methods, to look at.
 *
 * @param series id
 * @param origin values seen before
 * @param rank share of windows on which the first method did better
 * @param past values just before the origin
 * @param actual [horizon] what came
 * @param fans one for each method that is shown
 */
public record Sample(String series, int origin, double rank, double[] past, double[] actual, List<Fan> fans) {

    /**
     * Forecasts of one method.
     *
     * @param quantiles [horizon][levels] of {@link dev.undercurrent.evaluation.Levels#asked}
     */
    public record Fan(String method, double[][] quantiles) {}
}
