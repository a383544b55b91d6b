package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;

/** Reads events from records; one per task, not thread-safe. */
public interface Decoder {

    /**
     * The event of a record.
     *
     * @throws InvalidRecord where the record is to blame; anything else thrown fails the job
     */
    Event decode(RawRecord record) throws InvalidRecord;

    /** The decoder that the configuration asks for. */
    static Decoder of(PipelineConfig config) {
        return switch (config.source().format()) {
            case AVRO, AVRO_PLAIN -> AvroDecoder.of(config);
            case JSON -> new JsonDecoder(config.source());
            case CSV -> new CsvDecoder(config.source());
            case TEXT -> throw new IllegalArgumentException("text holds lines of a log, not readings");
        };
    }
}
