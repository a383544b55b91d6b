package dev.undercurrent.evaluation.data;

/** Seasons of the calendar in steps of a series. */
final class Seasons {

    private static final long MINUTE = 60_000_000L;
    private static final long DAY = 1440 * MINUTE;

    private Seasons() {}

    /**
     * The shorter season: a day for steps below it, a week for days, a year for weeks, months and quarters.
     *
     * @param step microseconds, 0 = unknown
     * @return steps, 1 where there is none
     */
    static int shorter(long step) {
        if (step <= 0) {
            return 1;
        }
        if (step < DAY) {
            return whole(DAY, step);
        }
        long days = step / DAY;
        return days == 1 ? 7 : days == 7 ? 52 : days >= 28 && days <= 31 ? 12 : days >= 90 && days <= 92 ? 4 : 1;
    }

    /** The longer season: a week for steps below a day; 1 where there is none. */
    static int longer(long step) {
        return step > 0 && step < DAY ? whole(7 * DAY, step) : 1;
    }

    /** Steps in a span where it is a whole number of a size that methods can hold. */
    private static int whole(long span, long step) {
        long steps = span / step;
        return span % step == 0 && steps > 1 && steps <= 20_160 ? (int) steps : 1;
    }
}
