package dev.undercurrent.jobs.scoring.format;

import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A decoded line of a log.
 *
 * @param source what wrote it, 1 to 512 bytes of UTF-8
 * @param keys whom it is scored for, each 1 to 512 bytes of UTF-8; none where no key was found
 * @param time event time, microseconds UTC, or {@link #NO_TIME}
 * @param text what its template is mined from
 * @param first false where it continues the line before it
 * @param ends whether it ends the sequence of its keys
 * @param lines number of lines it was put together from
 * @param partition of the record it came in; for files the number of the file
 * @param offset of that record; for files the number of the line, from 0
 */
public record Line(
        String source,
        List<String> keys,
        long time,
        String text,
        boolean first,
        boolean ends,
        int lines,
        int partition,
        long offset)
        implements Timed {

    /** How Flink moves lines. */
    public static final TypeInformation<Line> TYPE = new CompactType<>(Line.class, LineSerializer.INSTANCE);

    /** The same line at a time. */
    public Line at(long micros) {
        return new Line(source, keys, micros, text, first, ends, lines, partition, offset);
    }
}
