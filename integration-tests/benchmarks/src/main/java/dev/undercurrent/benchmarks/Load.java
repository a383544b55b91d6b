package dev.undercurrent.benchmarks;

import dev.undercurrent.schemas.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic with observations of a number of keys that take turns: two levels, switched now and then, and noise. */
final class Load {

    private Load() {}

    /**
     * @param schemaId of Observation in the registry
     * @param times events per key
     */
    static void fill(String bootstrap, String topic, int schemaId, int keys, int times) throws IOException {
        var properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("linger.ms", "20");
        properties.put("batch.size", "262144");
        properties.put("compression.type", "lz4");
        var random = new SplittableRandom(7);
        var writer = new SpecificDatumWriter<>(Observation.class);
        var bytes = new ByteArrayOutputStream();
        byte[] header = ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array();
        BinaryEncoder encoder = null;
        long start = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int t = 0; t < times; t++) {
                for (int key = 0; key < keys; key++) {
                    String series = "sensor/" + key;
                    double level = 20 + key % 17 + ((t / 40 + key) % 5 == 0 ? 6 : 0);
                    double noise = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
                    long millis = start + t * 1000L;
                    bytes.reset();
                    bytes.write(header);
                    encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
                    writer.write(
                            new Observation(series, Instant.ofEpochMilli(millis), List.of(level + noise)), encoder);
                    encoder.flush();
                    byte[] name = series.getBytes(StandardCharsets.UTF_8);
                    var record = new ProducerRecord<>(topic, null, millis, name, bytes.toByteArray());
                    var unused = producer.send(record, (sent, failure) -> {
                        if (failure != null) {
                            throw new IllegalStateException("the load could not be written", failure);
                        }
                    });
                }
            }
        }
    }
}
