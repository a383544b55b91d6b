package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The Kafka topic that a pipeline reads. */
public final class KafkaInput {

    private KafkaInput() {}

    /** Reads committed records with their bytes and coordinates; decoding comes after, since it needs a side output. */
    public static KafkaSource<RawRecord> source(PipelineConfig config) {
        SourceConfig source = config.source();
        if (source.format() == SourceConfig.Format.CSV
                && source.fields().columns().isEmpty()) {
            throw new ConfigException(
                    "source.fields.columns is []; allowed where a Kafka topic is read as csv: the names"
                            + " of all columns, since its lines have no header");
        }
        SourceConfig.Kafka kafka = source.kafka();
        KafkaSourceBuilder<RawRecord> builder = KafkaSource.<RawRecord>builder()
                .setProperties(properties(config))
                .setBootstrapServers(kafka.bootstrap())
                .setTopics(kafka.topic())
                .setGroupId(kafka.group())
                .setStartingOffsets(offsets(kafka.start()))
                .setDeserializer(new Raw());
        if (kafka.until() == SourceConfig.Until.LATEST) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.build();
    }

    /** What the consumer is set to, but for brokers, topic and group. */
    public static Properties properties(PipelineConfig config) {
        Properties properties = new Properties();
        properties.setProperty("isolation.level", "read_committed");
        properties.putAll(config.source().kafka().properties());
        return properties;
    }

    @SuppressWarnings("deprecation") // the connector takes no other type
    private static OffsetsInitializer offsets(SourceConfig.Start start) {
        return switch (start) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        };
    }

    /** Keeps a record as it came. */
    private static final class Raw implements KafkaRecordDeserializationSchema<RawRecord> {

        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> r, Collector<RawRecord> out) {
            out.collect(RawRecord.ofKafka(
                    r.key(),
                    r.value(),
                    r.topic(),
                    r.partition(),
                    r.offset(),
                    r.timestamp() < 0 ? RawRecord.NO_TIMESTAMP : r.timestamp()));
        }

        @Override
        public TypeInformation<RawRecord> getProducedType() {
            return RawRecord.TYPE;
        }
    }
}
