package dev.undercurrent.jobs.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that reads what a job publishes, as any consumer would: committed records only, each topic from its beginning. */
final class Subscription implements AutoCloseable {

    /** Takes one record; what it throws is logged, and the next record is read. */
    interface Reader {
        void take(ConsumerRecord<byte[], byte[]> committed) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Reader reader;
    private final Thread thread;

    /** @param topics of one partition each */
    Subscription(String bootstrap, List<String> topics, Reader reader) {
        this.reader = reader;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                topics.stream().map(topic -> new TopicPartition(topic, 0)).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.thread = new Thread(this::run, "subscription");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> committed : consumer.poll(Duration.ofMillis(250))) {
                    take(committed);
                }
            }
        } catch (WakeupException e) {
            // close() asked for it
        } catch (RuntimeException e) {
            LOG.error("The demo's consumer ended", e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> committed) {
        try {
            reader.take(committed);
        } catch (IOException | RuntimeException e) {
            LOG.error("Unreadable record at {}-{}@{}", committed.topic(), committed.partition(), committed.offset(), e);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
