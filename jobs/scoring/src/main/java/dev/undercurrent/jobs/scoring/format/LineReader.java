package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;

/** Reads what a record says of a line, before any rule about lines is applied; one per task, not thread-safe. */
interface LineReader {

    /**
     * What a record says.
     *
     * @param text the line's text
     * @param source what wrote it, or null
     * @param key whom it is scored for, or null
     * @param time event time, microseconds UTC, or {@link Line#NO_TIME}
     * @param repaired whether something of it was no UTF-8
     * @param cut whether it was cut
     */
    record Found(String text, String source, String key, long time, boolean repaired, boolean cut) {}

    Found read(RawRecord record) throws InvalidRecord;

    /** The reader that the configuration asks for. */
    static LineReader of(PipelineConfig config) {
        LineText text = new LineText(config.logs().maxChars());
        return switch (config.source().format()) {
            case AVRO, AVRO_PLAIN -> AvroLineReader.of(config, text);
            case JSON -> new JsonLineReader(config, text);
            case TEXT -> new TextLineReader(text);
            case CSV -> throw new IllegalArgumentException("csv holds readings, not lines of a log");
        };
    }
}
