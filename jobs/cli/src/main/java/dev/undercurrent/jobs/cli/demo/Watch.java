package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Phase;
import dev.undercurrent.schemas.Score;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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

/** Reads what the job publishes, as any consumer would: committed records only, straight from the topics. */
final class Watch implements AutoCloseable {

    /** How old a verdict is when it arrives, in seconds; NaN where nobody knows. */
    interface Age {
        double seconds(String series, long eventTime);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Wire wire;
    private final Board board;
    private final Tally tally;
    private final Age age;
    private final Thread thread;

    Watch(String bootstrap, EmbeddedRegistry registry, Board board, Tally tally, Age age) {
        this.wire = new Wire(registry);
        this.board = board;
        this.tally = tally;
        this.age = age;
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
        List<TopicPartition> partitions = Stream.of(Topics.SCORES, Topics.INCIDENTS, Topics.LATE, Topics.DEAD_LETTERS)
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
                case Topics.SCORES -> {
                    Score score = wire.decode(record.value(), Score.class, Score.getClassSchema());
                    tally.verdict(age.seconds(score.getSeries(), micros(score)));
                    if (board.add(score)) {
                        tally.alarms.incrementAndGet();
                    }
                }
                case Topics.INCIDENTS -> {
                    Incident incident = wire.decode(record.value(), Incident.class, Incident.getClassSchema());
                    if (incident.getPhase() == Phase.OPEN) {
                        tally.incidents.incrementAndGet();
                    }
                    if (incident.getPhase() != Phase.UPDATE) {
                        board.add(incident);
                    }
                }
                case Topics.LATE -> tally.late.incrementAndGet();
                default -> tally.deadLetters.incrementAndGet();
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("Unreadable record at {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
        }
    }

    private static long micros(Score score) {
        return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, score.getTime());
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
