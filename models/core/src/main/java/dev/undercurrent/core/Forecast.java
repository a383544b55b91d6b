package dev.undercurrent.core;

/**
 * What the model expects of the next events of a key.
 *
 * @param origin time of the last event seen, microseconds UTC
 * @param step expected spacing of the coming events, microseconds; 0 where unknown
 * @param levels [quantiles] probabilities in (0, 1), ascending
 * @param quantiles [channels][horizon][quantiles], in the unit of the series
 */
public record Forecast(long origin, long step, double[] levels, double[][][] quantiles) {}
