package dev.undercurrent.jobs.scoring.format;

/** What comes from a partition and has an event time. */
public interface Timed {

    /** The time of what names none. */
    long NO_TIME = Long.MIN_VALUE;

    /** Event time, microseconds UTC, or {@link #NO_TIME}. */
    long time();

    /** The partition it came in; for files the number of the file. */
    int partition();
}
