package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what the log job publishes, as any consumer would: committed records only. */
final class LogWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire wire;
    private final LogBoard board;
    private final Tally tally;
    private final Thread thread;

    LogWatch(String bootstrap, EmbeddedRegistry registry, LogBoard board, Tally tally) {
        this.wire = new Wire(registry);
        this.board = board;
        this.tally = tally;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(LogDemo.SCORES, Topics.INCIDENTS, Topics.DEAD_LETTERS)
                .map(topic -> new TopicPartition(topic, 0))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.thread = new Thread(this::run, "watch");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(250))) {
                    take(record);
                }
            }
        } catch (WakeupException e) {
            // close() asked for it
        } catch (RuntimeException e) {
            LOG.error("The demo's consumer ended", e);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            switch (record.topic()) {
                case LogDemo.SCORES -> {
                    LineScore score = wire.decode(record.value(), LineScore.class, LineScore.getClassSchema());
                    tally.verdict(
                            Duration.between(score.getTime(), Instant.now()).toMillis() / 1e3);
                    if (board.add(score)) {
                        tally.alarms.incrementAndGet();
                    }
                }
                case Topics.INCIDENTS -> {
                    Incident incident = wire.decode(record.value(), Incident.class, Incident.getClassSchema());
                    if (incident.getPhase() == Phase.OPEN) {
                        tally.incidents.incrementAndGet();
                    }
                }
                default -> tally.deadLetters.incrementAndGet();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("Unreadable record at {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
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
