package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.schemas.Observation;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends samples as Avro observations, keyed by their series. For one thread. */
final class Feed implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final Wire wire;
    private final Tally tally;
    private final Set<String> series = new HashSet<>();
    private volatile int seriesCount;
    private volatile Exception failure;

    Feed(String bootstrap, EmbeddedRegistry registry, Tally tally) {
        this.wire = new Wire(registry);
        this.tally = tally;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "enable.idempotence", "true", "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void send(Sample sample) throws IOException {
        if (failure != null) {
            throw new IOException("Kafka did not take an event: " + failure, failure);
        }
        if (series.add(sample.series())) {
            seriesCount = series.size();
        }
        Observation observation = Observation.newBuilder()
                .setSeries(sample.series())
                .setTime(Instant.EPOCH.plus(sample.time(), ChronoUnit.MICROS))
                .setValues(Arrays.asList(Double.isNaN(sample.value()) ? null : sample.value()))
                .build();
        byte[] value = wire.encode(Topics.OBSERVATIONS, observation);
        // counted before it is sent, so that no verdict can come before its event
        tally.sent.incrementAndGet();
        var unused = producer.send(
                new ProducerRecord<>(Topics.OBSERVATIONS, sample.series(), value),
                (metadata, exception) -> failure = exception == null ? failure : exception);
    }

    int seriesCount() {
        return seriesCount;
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
