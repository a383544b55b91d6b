package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.tokens.HeaderSplitter;
import dev.undercurrent.core.tokens.LineHeader;
import dev.undercurrent.jobs.scoring.config.LogsConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines from records: text, time, keys, and which line belongs to the one before. One per task, not thread-safe. */
public final class LineDecoder {

    private final LogsConfig logs;
    private final LineReader reader;
    private final Validation validation;
    private final LineTimes times;
    private final Stack stack;
    private final Pattern content;
    private final Pattern key;
    private final Pattern end;
    private final boolean grouped;
    private boolean repaired;
    private boolean cut;

    public LineDecoder(PipelineConfig config) {
        logs = config.logs();
        reader = LineReader.of(config);
        validation = new Validation(config.source());
        times = new LineTimes(
                logs.time(), ZoneId.of(config.source().fields().zone()).normalized());
        stack = new Stack(logs.multiLine());
        content = LogsConfig.compiled("logs.content", logs.content());
        key = LogsConfig.compiled("logs.key", logs.key());
        end = LogsConfig.compiled("logs.sequence.end", logs.sequence().end());
        grouped = config.source().format() == SourceConfig.Format.TEXT;
    }

    /**
     * The line of a record; null for one that is blank.
     *
     * @throws InvalidRecord where the record is to blame; anything else thrown fails the job
     */
    public Line decode(RawRecord record) throws InvalidRecord {
        LineReader.Found found = reader.read(record);
        repaired = found.repaired();
        cut = found.cut();
        if (found.text().isBlank()) {
            return null;
        }
        // a record may hold a whole stack trace
        String[] all = found.text().split("\\R", -1);
        String text = all[0];
        LineTimes.Hit hit = found.time() == Line.NO_TIME ? times.find(text, record.timestamp()) : null;
        boolean first = !grouped || !stack.continues(text, hit != null);
        long time = found.time() != Line.NO_TIME ? found.time() : hit != null ? hit.micros() : instead(record, first);
        if (time != Line.NO_TIME) {
            validation.checkTime(record, time);
        }
        String source = found.source() != null && !found.source().isEmpty() ? found.source() : otherwise(record);
        Validation.checkSeries(source);
        Line line = new Line(
                source,
                first ? keys(text, found.key() == null ? source : found.key(), source) : List.of(),
                time,
                first ? content(text, hit) : text,
                first,
                end != null && end.matcher(text).find(),
                1,
                record.partition(),
                record.offset());
        for (int i = 1; i < all.length; i++) {
            if (!all[i].isBlank()) {
                line = Stack.join(line, part(line, all[i]), logs.maxChars());
            }
        }
        return line;
    }

    private String otherwise(RawRecord record) {
        return logs.sourceName() == null ? record.topic() : logs.sourceName();
    }

    private Line part(Line of, String text) {
        boolean ends = end != null && end.matcher(text).find();
        return new Line(of.source(), List.of(), of.time(), text, false, ends, 1, of.partition(), of.offset());
    }

    /** The time of a line that names none. */
    private long instead(RawRecord record, boolean first) throws InvalidRecord {
        boolean stamped = record.timestamp() != RawRecord.NO_TIMESTAMP;
        if (logs.time().missing() == LogsConfig.Missing.PREVIOUS || (!first && !stamped)) {
            return Line.NO_TIME;
        }
        if (logs.time().missing() == LogsConfig.Missing.RECORD && stamped) {
            return record.timestamp() * 1000;
        }
        throw new InvalidRecord(
                Cause.BAD_TIME,
                "no time is found in the line" + (stamped ? "" : ", and its record has no timestamp")
                        + "; allowed: logs.time.formats, or what logs.time.missing allows");
    }

    private String content(String line, LineTimes.Hit hit) {
        if (content != null) {
            Matcher m = content.matcher(line);
            if (m.matches() && m.group("content") != null) {
                return m.group("content");
            }
        }
        LineHeader header = HeaderSplitter.split(line);
        if (header.content() > 0 || hit == null) {
            return line.substring(header.content());
        }
        int start = hit.start();
        int stop = hit.end();
        if (start > 0 && stop < line.length() && "[(<".indexOf(line.charAt(start - 1)) >= 0) {
            start--;
            stop++;
        }
        return (line.substring(0, start) + line.substring(stop)).strip();
    }

    private List<String> keys(String line, String otherwise, String source) throws InvalidRecord {
        if (key == null) {
            Validation.checkSeries(otherwise);
            return List.of(otherwise);
        }
        List<String> keys = new ArrayList<>(2);
        for (Matcher m = key.matcher(line); keys.size() < logs.maxKeys() && m.find(); ) {
            String each = m.groupCount() > 0 && m.group(1) != null ? m.group(1) : m.group();
            if (!each.isEmpty() && !keys.contains(each)) {
                Validation.checkSeries(each);
                keys.add(each);
            }
        }
        return keys.isEmpty() && logs.keyless() == LogsConfig.Keyless.SOURCE ? List.of(source) : List.copyOf(keys);
    }

    /** Whether something of the last line was no UTF-8. */
    public boolean repaired() {
        return repaired;
    }

    /** Whether the last line was cut. */
    public boolean cut() {
        return cut;
    }
}
