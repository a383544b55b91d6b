package dev.undercurrent.evaluation;

/** Where along a series forecasts are made. */
public sealed interface Protocol permits LastWindow, RollingWindows {

    /** Steps ahead of each forecast, ≥ 1. */
    int horizon();

    /**
     * Origins along a series of n values, ascending: a forecast at origin o has seen values 0 … o−1 and is of values
     * o … o + horizon − 1, all of which exist.
     *
     * @throws IllegalArgumentException if the series is too short; at least one value comes before the first origin
     */
    int[] origins(int n);

    /** The protocol in words. */
    String description();
}
