package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The one place where it is decided what a valid event is, whatever format it came in. */
final class Validation {

    static final int MAX_SERIES_BYTES = 512;
    static final int MAX_CHANNELS = 1024;
    /** 0001-01-01T00:00Z and 9999-12-31T23:59:59.999999Z in microseconds: beyond lies a mistaken unit. */
    static final long FIRST_TIME = -62_135_596_800_000_000L;

    static final long LAST_TIME = 253_402_300_799_999_999L;

    private final long maxFutureMs;
    private final int channels;

    Validation(SourceConfig source) {
        maxFutureMs = source.maxFuture().toMillis();
        channels = source.fields().channels();
    }

    /** The event, where everything about it is allowed. */
    Event event(RawRecord from, String series, long time, double[] values) throws InvalidRecord {
        checkSeries(series);
        checkTime(from, time);
        if (values.length == 0 || values.length > MAX_CHANNELS || (channels > 0 && values.length != channels)) {
            throw new InvalidRecord(
                    Cause.WRONG_CHANNELS,
                    "number of values is " + values.length + "; allowed: "
                            + (channels > 0 ? channels : "1 to " + MAX_CHANNELS));
        }
        for (double v : values) {
            if (Double.isInfinite(v)) {
                throw new InvalidRecord(
                        Cause.INFINITE_VALUE, "values are " + Arrays.toString(values) + "; allowed: finite or missing");
            }
        }
        return new Event(series, time, values, from.partition(), from.offset());
    }

    /** Whether a record may have an event time. */
    void checkTime(RawRecord from, long time) throws InvalidRecord {
        if (time < FIRST_TIME || time > LAST_TIME) {
            throw new InvalidRecord(
                    Cause.BAD_TIME, "time is " + time + " µs; allowed: " + FIRST_TIME + " to " + LAST_TIME);
        }
        if (from.timestamp() != RawRecord.NO_TIMESTAMP && time / 1000 - maxFutureMs > from.timestamp()) {
            throw new InvalidRecord(
                    Cause.FUTURE_TIME,
                    "time is " + (time / 1000 - from.timestamp()) + " ms after the record's timestamp; allowed: "
                            + maxFutureMs + " ms");
        }
    }

    /** Whether a text may be the id of a series. */
    static void checkSeries(String series) throws InvalidRecord {
        if (series.isEmpty()) {
            throw new InvalidRecord(Cause.MISSING_KEY, "series id is empty; allowed: 1 to 512 bytes of UTF-8");
        }
        // a char is at most 3 bytes, so that most ids need no counting
        if (series.length() * 3 > MAX_SERIES_BYTES) {
            int bytes = series.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_SERIES_BYTES) {
                throw new InvalidRecord(
                        Cause.LONG_KEY, "series id has " + bytes + " bytes of UTF-8; allowed: " + MAX_SERIES_BYTES);
            }
        }
    }
}
