package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import dev.undercurrent.schemas.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes observations as any Avro producer would: by Avro's own writer, through the registry. */
final class Observations {

    /** Kafka timestamp of every record: no clock in a test. */
    static final long WRITTEN_MS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private Observations() {}

    /** An observation in the wire format. */
    static byte[] avro(PipelineConfig config, String series, long time, double... values) throws IOException {
        GenericRecord record = new GenericData.Record(Observation.getClassSchema());
        record.put("series", series);
        record.put("time", time);
        List<Double> list = new ArrayList<>();
        for (double v : values) {
            list.add(Double.isNaN(v) ? null : v);
        }
        record.put("values", list);
        int id = Stage.registry().register(config.source().kafka().topic() + "-value", Observation.getClassSchema());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(WireFormat.header(id));
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(Observation.getClassSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** Writes events keyed by series; the same events with the places they went to. */
    static List<Event> produce(PipelineConfig config, List<Event> events) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Event e : events) {
            records.add(new ProducerRecord<>(
                    config.source().kafka().topic(),
                    null,
                    WRITTEN_MS,
                    e.series().getBytes(StandardCharsets.UTF_8),
                    avro(config, e.series(), e.time(), e.values())));
        }
        List<RecordMetadata> places = Stage.produce(records);
        List<Event> placed = new ArrayList<>();
        Map<String, RecordMetadata> last = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            Event e = events.get(i);
            RecordMetadata place = places.get(i);
            placed.add(new Event(e.series(), e.time(), e.values(), place.partition(), place.offset()));
            RecordMetadata before = last.put(e.series(), place);
            assertThat(before == null || (before.partition() == place.partition() && before.offset() < place.offset()))
                    .as("%s: %s is in the partition of %s, and after it", e.series(), place, before)
                    .isTrue();
        }
        return placed;
    }

    /** What a record in the wire format says, for people. */
    static String text(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        var reader = new GenericDatumReader<GenericRecord>(Stage.registry().schema(WireFormat.id(bytes)));
        try {
            var body = DecoderFactory.get()
                    .binaryDecoder(bytes, WireFormat.HEADER, bytes.length - WireFormat.HEADER, null);
            return reader.read(null, body).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
