package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SinkConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The Kafka topics that a pipeline writes. */
public final class KafkaOutput {

    /** Above checkpoint interval and restart, at most what brokers allow by default (transaction.max.timeout.ms). */
    private static final long TRANSACTION_TIMEOUT_MS = 900_000;

    private KafkaOutput() {}

    /** All feeds of the scoring operator through one producer, so that one transaction covers them. */
    public static KafkaSink<OutRecord> verdicts(PipelineConfig config) {
        return sink(config, config.name() + "-verdicts");
    }

    /** What could not be decoded. */
    public static KafkaSink<OutRecord> deadLetters(PipelineConfig config) {
        return sink(config, config.name() + "-dead-letters");
    }

    private static KafkaSink<OutRecord> sink(PipelineConfig config, String transactionalIdPrefix) {
        SinkConfig.Kafka kafka = config.sink().kafka();
        return KafkaSink.<OutRecord>builder()
                .setKafkaProducerConfig(properties(kafka))
                .setBootstrapServers(kafka.bootstrap())
                .setDeliveryGuarantee(
                        switch (kafka.delivery()) {
                            case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
                            case AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
                            case NONE -> DeliveryGuarantee.NONE;
                        })
                .setTransactionalIdPrefix(transactionalIdPrefix)
                .setRecordSerializer(new ToTopics(kafka.prefix()))
                .build();
    }

    /** Properties of the producer: ours, and over them those of the configuration. */
    public static Properties properties(SinkConfig.Kafka kafka) {
        Properties properties = new Properties();
        // large batches halve the cost of the sink; latency is bounded by the checkpoint interval anyway
        properties.setProperty("linger.ms", "20");
        properties.setProperty("batch.size", Integer.toString(256 * 1024));
        properties.setProperty("compression.type", "lz4");
        properties.setProperty("transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT_MS));
        properties.putAll(kafka.properties());
        return properties;
    }

    /**
     * Chooses the topic of a record by its feed. The record's own timestamp is the time of writing: with event times,
     * brokers would delete replayed history at once, by retention.
     */
    static final class ToTopics implements KafkaRecordSerializationSchema<OutRecord> {

        private static final long serialVersionUID = 1L;

        private final String[] topics = new String[Feed.values().length];

        ToTopics(String prefix) {
            for (Feed feed : Feed.values()) {
                topics[feed.code()] = feed.topic(prefix);
            }
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(OutRecord r, KafkaSinkContext context, Long timestamp) {
            String topic = topics[r.feed().code()];
            if (r.headers() == null) {
                return new ProducerRecord<>(topic, null, null, r.key(), r.value());
            }
            RecordHeaders headers = new RecordHeaders();
            for (int i = 0; i < r.headers().length; i += 2) {
                headers.add(r.headers()[i], r.headers()[i + 1].getBytes(StandardCharsets.UTF_8));
            }
            return new ProducerRecord<>(topic, null, null, r.key(), r.value(), headers);
        }
    }
}
