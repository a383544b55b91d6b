package dev.undercurrent.training.prior;

/**
 * A synthetic history of one channel at equal intervals.
 *
 * @param values [length], NaN = missing
 * @param season events per season as declared to the model, 0 = none; may be wrong
 * @param cycle events per longer cycle as declared (a week of days), 0 = none; may be wrong
 * @param kind what the series is made of
 */
public record SyntheticSeries(double[] values, int season, int cycle, Kind kind) {}
