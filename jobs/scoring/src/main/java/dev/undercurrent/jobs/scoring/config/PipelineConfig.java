package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;

/** A whole pipeline, resolved: every default is filled in, every value is in range. */
public record PipelineConfig(
        @Key(
                doc = "Name of the job; also the prefix of its transactional ids and its default consumer group.",
                initial = "undercurrent",
                pattern = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
        String name,

        @Key(doc = "What is read: readings (numbers of sensors) or logs (lines of text).", initial = "readings")
        Kind kind,

        @Key(doc = "Where events come from and how they are read.")
        SourceConfig source,

        @Key(doc = "How events become series: order, gaps, expiry, admission.")
        SeriesConfig series,

        @Key(doc = "How lines become templates, keys and sequences, where kind is logs.")
        LogsConfig logs,

        @Key(doc = "The sequence model of each series.") ModelConfig model,

        @Key(doc = "When a score becomes an alarm.") AlarmConfig alarm,

        @Key(doc = "Forecasts of the coming events of each series.")
        ForecastConfig forecast,

        @Key(
                doc = "Probability that the published band (lower, upper) is meant to hold.",
                initial = "0.95",
                min = 0.01,
                max = 0.9999)
        double band,

        @Key(doc = "Where verdicts go.") SinkConfig sink,

        @Key(doc = "The schema registry, used where a format is avro.")
        RegistryConfig registry,

        @Key(doc = "How Flink runs the job.") FlinkConfig flink,

        @Key(doc = "The live page.") DashboardConfig dashboard)
        implements Serializable {

    public PipelineConfig {
        String prefix = sink.kafka().prefix();
        source = source.resolved(name, prefix + (kind == Kind.LOGS ? ".logs.v1" : ".observations.v1"));
        if (kind == Kind.READINGS && source.format() == SourceConfig.Format.TEXT) {
            throw ConfigException.of("source.format", "text", "avro, avro-plain, json, csv where kind is readings");
        }
        if (kind == Kind.LOGS && source.format() == SourceConfig.Format.CSV) {
            throw ConfigException.of("source.format", "csv", "avro, avro-plain, json, text where kind is logs");
        }
        sink = sink.resolved(source.kafka());
        if (series.interval() != null && series.interval().isZero()) {
            throw ConfigException.of("series.interval", "\"0s\"", "a duration above zero, or none");
        }
        if (sink.kafka().delivery() == SinkConfig.Delivery.EXACTLY_ONCE
                && flink.checkpointInterval().isZero()) {
            throw ConfigException.of(
                    "flink.checkpoint-interval",
                    "\"0s\"",
                    "a duration above zero where sink.kafka.delivery is exactly-once, since commits follow checkpoints");
        }
    }

    /** What is read. */
    public enum Kind {
        /** Numbers of sensors. */
        READINGS,
        /** Lines of text. */
        LOGS
    }

    /** The resolved plan as YAML, with secrets redacted. */
    public String describe() {
        return Plan.of(this);
    }

    @Override
    public String toString() {
        return describe();
    }
}
