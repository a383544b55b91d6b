package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** Confluent's wire format: a zero byte, the schema's id as four bytes, the Avro body. For one thread. */
final class Wire {

    private static final int HEADER = 5;

    private final EmbeddedRegistry registry;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, SpecificDatumReader<SpecificRecordBase>> readers = new HashMap<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private BinaryEncoder encoder;
    private BinaryDecoder decoder;

    Wire(EmbeddedRegistry registry) {
        this.registry = registry;
    }

    byte[] encode(String topic, SpecificRecordBase record) throws IOException {
        Schema schema = record.getSchema();
        int id = ids.computeIfAbsent(topic, t -> registry.register(t + "-value", schema));
        bytes.reset();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        new SpecificDatumWriter<SpecificRecordBase>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** Reads a record of the product's own type {@code type}, whatever version it was written in. */
    <T extends SpecificRecordBase> T decode(byte[] value, Class<T> type, Schema schema) throws IOException {
        if (value == null || value.length < HEADER || value[0] != 0) {
            throw new IOException("Not in Confluent's wire format; expected a zero byte and a schema id");
        }
        int id = ByteBuffer.wrap(value, 1, 4).getInt();
        SpecificDatumReader<SpecificRecordBase> reader =
                readers.computeIfAbsent(id, i -> new SpecificDatumReader<>(registry.schema(i), schema));
        decoder = DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, decoder);
        return type.cast(reader.read(null, decoder));
    }
}
