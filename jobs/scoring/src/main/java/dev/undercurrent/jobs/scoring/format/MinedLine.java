package dev.undercurrent.jobs.scoring.format;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A line as its template, for one of its keys.
 *
 * @param key whom it is scored for
 * @param source what wrote it
 * @param time event time, microseconds UTC
 * @param template id of its template
 * @param text of the template as it was with this line
 * @param fresh whether the line made the template
 * @param content what the template was mined from
 * @param ends whether it ends the sequence of its key
 * @param lines number of lines it was put together from
 * @param partition of the record it came in; for files the number of the file
 * @param offset of that record; for files the number of the line, from 0
 * @param place of the key among those of the line, from 0
 */
public record MinedLine(
        String key,
        String source,
        long time,
        long template,
        String text,
        boolean fresh,
        String content,
        boolean ends,
        int lines,
        int partition,
        long offset,
        int place)
        implements Timed {

    /** How Flink moves them. */
    public static final TypeInformation<MinedLine> TYPE =
            new CompactType<>(MinedLine.class, MinedLineSerializer.INSTANCE);
}
