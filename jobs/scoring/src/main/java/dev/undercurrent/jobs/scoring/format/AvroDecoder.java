package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import dev.undercurrent.jobs.scoring.registry.SchemaRegistry;
import dev.undercurrent.jobs.scoring.registry.UnknownSchema;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import dev.undercurrent.schemas.Observation;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** Reads events from Avro: of one known schema, or in the wire format with a registry. */
final class AvroDecoder implements Decoder {

    /** Reads the body of a record whose schema is known. */
    private interface Body {
        Event read(RawRecord record, int offset) throws InvalidRecord;
    }

    private static final String OBSERVATION = SchemaNormalization.toParsingForm(Observation.getClassSchema());

    private final FieldsConfig fields;
    private final Validation validation;
    private final SchemaRegistry registry;
    private final Map<Integer, Body> bodies = new HashMap<>();
    private Body last;
    private int lastId;

    private AvroDecoder(SourceConfig source, SchemaRegistry registry) {
        this.fields = source.fields();
        this.validation = new Validation(source);
        this.registry = registry;
    }

    static Decoder of(PipelineConfig config) {
        SourceConfig source = config.source();
        if (source.format() == SourceConfig.Format.AVRO) {
            return new AvroDecoder(source, new SchemaRegistry(config.registry()));
        }
        AvroDecoder decoder = new AvroDecoder(source, null);
        try {
            decoder.last = decoder.body(schema(source.schema(), Observation.getClassSchema()));
        } catch (InvalidRecord e) {
            throw new ConfigException("source.schema is " + source.schema() + ", but " + e.getMessage());
        }
        return decoder;
    }

    /** The schema of a file, or where there is no path, another. */
    static Schema schema(String path, Schema otherwise) {
        if (path == null) {
            return otherwise;
        }
        try {
            return new Schema.Parser().parse(new File(path));
        } catch (IOException | AvroRuntimeException e) {
            throw new ConfigException("source.schema is " + path + ", which is no readable Avro schema: " + e);
        }
    }

    @Override
    public Event decode(RawRecord record) throws InvalidRecord {
        byte[] value = record.value();
        if (value == null) {
            throw new InvalidRecord(Cause.MALFORMED, "the record has no value; allowed: Avro");
        }
        if (registry == null) {
            return last.read(record, 0);
        }
        if (!WireFormat.matches(value)) {
            throw new InvalidRecord(
                    Cause.MALFORMED,
                    "the value has " + value.length + " bytes" + (value.length > 0 ? ", the first is " + value[0] : "")
                            + "; allowed: " + WireFormat.HEADER + " or more, the first 0");
        }
        int id = WireFormat.id(value);
        if (last == null || id != lastId) {
            last = byId(id);
            lastId = id;
        }
        return last.read(record, WireFormat.HEADER);
    }

    private Body byId(int id) throws InvalidRecord {
        Body body = bodies.get(id);
        if (body == null) {
            try {
                body = body(registry.byId(id));
            } catch (UnknownSchema e) {
                throw new InvalidRecord(Cause.UNKNOWN_SCHEMA, e.getMessage());
            }
            bodies.put(id, body);
        }
        return body;
    }

    private Body body(Schema schema) throws InvalidRecord {
        boolean own = SchemaNormalization.toParsingForm(schema).equals(OBSERVATION)
                && fields.key().equals(List.of("series"))
                && fields.time().equals("time")
                && fields.values().equals(List.of("values"));
        if (own) {
            return new ObservationReader(validation)::read;
        }
        return new AvroFields(schema, fields, validation)::read;
    }
}
