package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SinkConfig;
import dev.undercurrent.jobs.scoring.registry.SchemaRegistry;
import dev.undercurrent.jobs.scoring.registry.UnknownSchema;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

/** Reads records of the product's feeds in whatever format the sink writes. For one thread. */
final class FeedDecoder {

    /** A schema of the product and that of the writer. */
    private record Pair(Schema own, int writer) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SinkConfig.Format format;
    private final SchemaRegistry registry;
    private final Map<Pair, SpecificDatumReader<SpecificRecordBase>> readers = new HashMap<>();
    private BinaryDecoder decoder;

    FeedDecoder(PipelineConfig config) {
        format = config.sink().format();
        registry = format == SinkConfig.Format.AVRO ? new SchemaRegistry(config.registry()) : null;
    }

    /**
     * Reads a record of {@code type}, in whatever version it was written.
     *
     * @throws IOException where these bytes are none
     */
    <T extends SpecificRecordBase> T decode(byte[] value, Class<T> type, Schema own) throws IOException {
        if (value == null) {
            throw new IOException("the record has no value");
        }
        try {
            return type.cast(
                    switch (format) {
                        case JSON -> json(value, own);
                        case AVRO_PLAIN -> avro(value, 0, reader(own, -1));
                        case AVRO -> registered(value, own);
                    });
        } catch (AvroRuntimeException | ClassCastException | UnknownSchema e) {
            throw new IOException("no " + own.getName() + ": " + e.getMessage(), e);
        }
    }

    private Object registered(byte[] value, Schema own) throws IOException, UnknownSchema {
        if (!WireFormat.matches(value)) {
            throw new IOException("not in the wire format of a registry: expected a zero byte and a schema id");
        }
        return avro(value, WireFormat.HEADER, reader(own, WireFormat.id(value)));
    }

    private SpecificDatumReader<SpecificRecordBase> reader(Schema own, int writer) throws UnknownSchema {
        Pair pair = new Pair(own, writer);
        SpecificDatumReader<SpecificRecordBase> known = readers.get(pair);
        if (known == null) {
            known = new SpecificDatumReader<>(writer < 0 ? own : registry.byId(writer), own);
            readers.put(pair, known);
        }
        return known;
    }

    private Object avro(byte[] value, int from, SpecificDatumReader<SpecificRecordBase> reader) throws IOException {
        decoder = DecoderFactory.get().binaryDecoder(value, from, value.length - from, decoder);
        return reader.read(null, decoder);
    }

    private static Object json(byte[] value, Schema own) throws IOException {
        JsonNode node = JSON.readTree(value);
        if (!node.isObject()) {
            throw new IOException("no JSON object");
        }
        return JsonRecords.read(node, own);
    }
}
