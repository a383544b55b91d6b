package dev.undercurrent.evaluation;

/**
 * What is known of a series before its first value.
 *
 * @param id names it within its data set
 * @param season steps of the shorter season, for instance 24 for hourly values; 1 = none
 * @param cycle steps of the longer season, for instance 168; 1 = none
 * @param start time of the first value, microseconds UTC; 0 where unknown
 * @param step spacing of the values, microseconds, ≥ 0; 0 where unknown
 */
public record SeriesInfo(String id, int season, int cycle, long start, long step) {

    /** @throws IllegalArgumentException if a season is below 1 or the step is negative */
    public SeriesInfo {
        if (season < 1 || cycle < 1 || step < 0) {
            throw new IllegalArgumentException("series " + id + ": season " + season + ", cycle " + cycle + ", step "
                    + step + "; allowed: seasons of at least 1, a step of at least 0");
        }
    }

    /** A series of unknown times. */
    public static SeriesInfo of(String id, int season, int cycle) {
        return new SeriesInfo(id, season, cycle, 0, 0);
    }
}
