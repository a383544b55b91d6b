package dev.undercurrent.evaluation;

import java.util.List;

/**
 * What a method said of one series. One-step figures are of the values from the first origin to the end of the last window;
 * NaN where the value is missing or the method has no one-step law.
 *
 * @param series what came
 * @param windows its forecasts, in the order of time
 * @param surprisals nats
 * @param pits probability integral transforms, in [0, 1]
 * @param tails one-step p-values, in [0, 1]
 */
public record SeriesResult(
        TimeSeries series, List<Window> windows, double[] surprisals, double[] pits, double[] tails) {}
