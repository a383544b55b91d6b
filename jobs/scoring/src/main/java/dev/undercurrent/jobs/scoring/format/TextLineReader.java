package dev.undercurrent.jobs.scoring.format;

import java.nio.charset.StandardCharsets;

/** A record whose value is a line; its key, where it has one, is whom the line is scored for. */
final class TextLineReader implements LineReader {

    private final LineText text;

    TextLineReader(LineText text) {
        this.text = text;
    }

    @Override
    public Found read(RawRecord record) throws InvalidRecord {
        String line = text.of(record.value());
        String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
        return new Found(line, null, key, Line.NO_TIME, text.repaired(), text.cut());
    }
}
