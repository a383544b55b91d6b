package dev.undercurrent.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How large the records of a topic are. */
final class ScoreSize {

    private ScoreSize() {}

    /** Mean bytes of the values of the first 10,000 records. */
    static int mean(String bootstrap, String topic) {
        var properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("isolation.level", "read_committed");
        long bytes = 0;
        int count = 0;
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (count < 10_000) {
                for (var record : consumer.poll(Duration.ofSeconds(10))) {
                    bytes += record.value().length;
                    count++;
                }
            }
        }
        return (int) (bytes / count);
    }
}
