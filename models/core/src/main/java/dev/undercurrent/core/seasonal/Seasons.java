package dev.undercurrent.core.seasonal;

/**
 * The periods of a series, in events.
 *
 * @param season 0 = none
 * @param longer of a second, longer period; 0 = none
 */
public record Seasons(int season, int longer) implements java.io.Serializable {

    /** No period. */
    public static final Seasons NONE = new Seasons(0, 0);

    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long WEEK = 7 * DAY;
    private static final long YEAR = 365 * DAY + 6 * HOUR;

    /** Share of an event by which a calendar period may miss a whole number of them. */
    private static final double MISS = 0.35;

    /**
     * The calendar's periods at this spacing: hourly 24 and 168, five-minute 288 and 2,016, minutely 60 and 1,440, each
     * second 60 and 3,600, daily 7 and 365, weekly 52, monthly 12. Whether a series has them is another question.
     *
     * @param interval spacing of the events, microseconds; 0 or less = unknown, which has none
     */
    public static Seasons ofCalendar(long interval) {
        if (interval <= 0) {
            return NONE;
        }
        if (interval < 10 * SECOND) {
            return of(interval, MINUTE, HOUR);
        }
        if (interval < 5 * MINUTE) {
            return of(interval, HOUR, DAY);
        }
        return interval < DAY ? of(interval, DAY, WEEK) : of(interval, WEEK, YEAR);
    }

    /** These periods, without those that are longer than so many events: the state of a key grows with them. */
    public Seasons within(int longest) {
        return season > longest ? NONE : longer > longest ? new Seasons(season, 0) : this;
    }

    private static Seasons of(long interval, long shorter, long longer) {
        int first = events(shorter, interval);
        int second = events(longer, interval);
        return first == 0 ? new Seasons(second, 0) : new Seasons(first, second);
    }

    /** Events per period; 0 where that is no whole number, below 4 or above what a model takes. */
    private static int events(long period, long interval) {
        double exact = (double) period / interval;
        long whole = Math.round(exact);
        return whole >= 4 && whole <= Lags.LONGEST && Math.abs(exact - whole) <= MISS ? (int) whole : 0;
    }
}
