package dev.undercurrent.training;

import dev.undercurrent.training.prior.SyntheticSeries;

/**
 * What is known of one channel's past, at equal intervals.
 *
 * @param values [n], NaN = missing; kept, not copied
 * @param season events per season, 0 = none
 * @param cycle events per longer cycle, 0 = none
 */
public record History(double[] values, int season, int cycle) {

    public History {
        if (season < 0 || cycle < 0) {
            throw new IllegalArgumentException(
                    "history: season " + season + ", cycle " + cycle + "; allowed: 0 (none) or more");
        }
    }

    static History of(SyntheticSeries series) {
        return new History(series.values(), series.season(), series.cycle());
    }
}
