package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** Where verdicts go. */
public record SinkConfig(
        @Key(doc = "The Kafka topics that are written.") Kafka kafka,

        @Key(
                doc =
                        "Format of the records written: avro (Confluent wire format with a registry), avro-plain or json.",
                initial = "avro")
        Format format,

        @Key(doc = "Which feeds are written.") Feeds feeds)
        implements Serializable {

    SinkConfig resolved(SourceConfig.Kafka source) {
        return new SinkConfig(kafka.resolved(source), format, feeds);
    }

    /** Formats of the records written. */
    public enum Format {
        AVRO,
        AVRO_PLAIN,
        JSON
    }

    /** What a failure may do to the output. */
    public enum Delivery {
        /** Nothing lost, nothing twice, for readers of committed records. */
        EXACTLY_ONCE,
        /** Nothing lost; records may come twice, to be told by (series, time, sequence). */
        AT_LEAST_ONCE,
        /** No promise. */
        NONE
    }

    /** The topics that are written. */
    public record Kafka(
            @Key(
                    doc = "Brokers; default those of the source, with its security settings (security.*, sasl.*, ssl.*)"
                            + " where properties do not give others.",
                    pattern = "\\S+")
            String bootstrap,

            @Key(
                    doc = "First part of every topic's name, as in uc.scores.v1.",
                    initial = "uc",
                    pattern = "[A-Za-z0-9._-]{1,200}")
            String prefix,

            @Key(doc = "What a failure may do to the output.", initial = "exactly-once")
            Delivery delivery,

            @Key(doc = "Passed to the Kafka producer as they are, for instance security.protocol.")
            Map<String, String> properties)
            implements Serializable {

        Kafka resolved(SourceConfig.Kafka source) {
            if (bootstrap != null) {
                return this;
            }
            Map<String, String> all = new TreeMap<>();
            source.properties().forEach((key, value) -> {
                if (key.matches("(security|sasl|ssl)\\..*")) {
                    all.put(key, value);
                }
            });
            all.putAll(properties);
            return new Kafka(source.bootstrap(), prefix, delivery, all);
        }

        @Override
        public String toString() {
            return Plan.of(this);
        }
    }

    /** Which feeds are written. */
    public record Feeds(
            @Key(doc = "One record per event.", initial = "true")
            boolean scores,

            @Key(doc = "One record per change of regime.", initial = "true")
            boolean regimes,

            @Key(doc = "One record per forecast.", initial = "true")
            boolean forecasts,

            @Key(doc = "One record per step in the life of an incident.", initial = "true")
            boolean incidents,

            @Key(doc = "Events that came too late to be put in order.", initial = "true")
            boolean late,

            @Key(doc = "Records that could not be read, with their cause.", initial = "true")
            boolean deadLetters)
            implements Serializable {}
}
