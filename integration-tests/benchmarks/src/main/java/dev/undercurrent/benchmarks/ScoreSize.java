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

    /** Bytes of the values of all feeds together, per scored event. */
    static int perEvent(String bootstrap, String prefix, Iterable<String> feeds) {
        long bytes = 0;
        long events = 1;
        for (String feed : feeds) {
            long[] sum = sum(bootstrap, prefix + "." + feed + ".v1");
            bytes += sum[0];
            if (feed.equals("scores")) {
                events = sum[1];
            }
        }
        return (int) (bytes / events);
    }

    /** Bytes and number of the committed records of a topic of one partition. */
    private static long[] sum(String bootstrap, String topic) {
        var properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("isolation.level", "read_committed");
        long bytes = 0;
        long count = 0;
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofSeconds(10))) {
                    bytes += record.value().length;
                    count++;
                }
            }
        }
        return new long[] {bytes, count};
    }
}
