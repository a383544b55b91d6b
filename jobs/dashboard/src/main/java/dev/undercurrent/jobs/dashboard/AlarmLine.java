package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.AlarmConfig;

/** Where the alarm stands for a series: the score that opens an incident, by the budget and the series' own rate. */
final class AlarmLine {

    /** Powers of ten that a score of 1 stands for. */
    private static final double SCALE = 12;

    private static final double LOWEST = 2;
    private static final double HIGHEST = 0.98 * SCALE;

    private AlarmLine() {}

    /** @param interval mean spacing of events, microseconds; 0 while unknown */
    static double score(AlarmConfig alarm, double interval) {
        if (!(interval > 0)) {
            return HIGHEST / SCALE;
        }
        double rows = alarm.per().toNanos() / 1e3 / interval / alarm.budget();
        return Math.min(HIGHEST, Math.max(LOWEST, rows > 1 ? Math.log10(rows) : 0)) / SCALE;
    }
}
