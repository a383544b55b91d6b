package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/** Where events come from and how they are read. */
public record SourceConfig(
        @Key(doc = "The Kafka topic that is read.") Kafka kafka,

        @Key(
                doc =
                        "Format of a record's value: avro (Confluent wire format with a registry), avro-plain (the bytes of"
                                + " the given schema), json (one object), csv (one line) or text (one line of a log).",
                initial = "avro")
        Format format,

        @Key(doc = "Path of the .avsc of an avro-plain source; absent = the product's own Observation or LogLine.")
        String schema,

        @Key(doc = "Which fields of a record hold the series id, the time and the values.")
        FieldsConfig fields,

        @Key(
                doc = "A time further than this after the Kafka timestamp of its record is invalid.",
                initial = "1h",
                min = 1)
        Duration maxFuture,

        @Key(
                doc = "A partition without events for this long does not hold back the others' time.",
                initial = "10s",
                min = 1)
        Duration idleness)
        implements Serializable {

    public SourceConfig {
        fields = fields.resolved(format);
    }

    SourceConfig resolved(String group, String topic) {
        return new SourceConfig(kafka.resolved(group, topic), format, schema, fields, maxFuture, idleness);
    }

    /** Formats of a record's value. */
    public enum Format {
        AVRO,
        AVRO_PLAIN,
        JSON,
        CSV,
        TEXT
    }

    /** Where a job without a checkpoint begins to read. */
    public enum Start {
        EARLIEST,
        LATEST,
        COMMITTED
    }

    /** Where a job ends. */
    public enum Until {
        NEVER,
        LATEST
    }

    /** The topic that is read. */
    public record Kafka(
            @Key(doc = "Brokers, host:port separated by commas.", initial = "localhost:9092", pattern = "\\S+")
            String bootstrap,

            @Key(doc = "Topic; default <sink.kafka.prefix>.observations.v1.", pattern = "[A-Za-z0-9._-]{1,249}")
            String topic,

            @Key(doc = "Consumer group; default the job's name.", pattern = "\\S+")
            String group,

            @Key(
                    doc = "Where a job without a checkpoint begins: earliest, latest, or the group's committed offsets"
                            + " (earliest where there are none).",
                    initial = "earliest")
            Start start,

            @Key(
                    doc =
                            "Where the job ends: never, or at the offsets that are latest when it starts, for a backfill.",
                    initial = "never")
            Until until,

            @Key(doc = "Passed to the Kafka consumer as they are, for instance security.protocol.")
            Map<String, String> properties)
            implements Serializable {

        Kafka resolved(String defaultGroup, String defaultTopic) {
            return new Kafka(
                    bootstrap,
                    topic == null ? defaultTopic : topic,
                    group == null ? defaultGroup : group,
                    start,
                    until,
                    properties);
        }

        @Override
        public String toString() {
            return Plan.of(this);
        }
    }
}
