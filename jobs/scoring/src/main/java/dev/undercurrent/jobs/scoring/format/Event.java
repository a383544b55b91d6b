package dev.undercurrent.jobs.scoring.format;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A decoded and validated event of one series.
 *
 * @param series id, 1 to 512 bytes of UTF-8
 * @param time event time, microseconds UTC
 * @param values [channels] in the unit of the series; NaN = missing; never infinite; nobody writes to it
 * @param partition of the record it came in; for files the number of the file
 * @param offset of that record; for files the number of the row, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough: events are compared by nobody
public record Event(String series, long time, double[] values, int partition, long offset) implements Timed {

    /** How Flink moves events. */
    public static final TypeInformation<Event> TYPE = new CompactType<>(Event.class, EventSerializer.INSTANCE);
}
