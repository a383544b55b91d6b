package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import dev.undercurrent.jobs.scoring.registry.SchemaRegistry;
import dev.undercurrent.jobs.scoring.registry.UnknownSchema;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import dev.undercurrent.schemas.LogLine;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** A line in a field of an Avro record: of one known schema, or in the wire format with a registry. */
final class AvroLineReader implements LineReader {

    /** How records of one schema are read. */
    private record Body(GenericDatumReader<GenericRecord> reader, TimeFormat time) {}

    private final FieldsConfig fields;
    private final String line;
    private final String source;
    private final boolean keyNeeded;
    private final LineText text;
    private final SchemaRegistry registry;
    private final Map<Integer, Body> bodies = new HashMap<>();
    private Body plain;
    private GenericRecord reused;
    private BinaryDecoder decoder;

    private AvroLineReader(PipelineConfig config, LineText text, SchemaRegistry registry) {
        fields = config.source().fields();
        line = config.logs().line();
        source = config.logs().source();
        keyNeeded = config.logs().key() == null;
        this.text = text;
        this.registry = registry;
    }

    static LineReader of(PipelineConfig config, LineText text) {
        if (config.source().format() == SourceConfig.Format.AVRO) {
            return new AvroLineReader(config, text, new SchemaRegistry(config.registry()));
        }
        AvroLineReader reader = new AvroLineReader(config, text, null);
        reader.plain = reader.body(AvroDecoder.schema(config.source().schema(), LogLine.getClassSchema()));
        return reader;
    }

    private Body body(Schema schema) {
        Schema.Field time = schema.getType() == Schema.Type.RECORD ? schema.getField(fields.time()) : null;
        return new Body(
                new GenericDatumReader<>(schema),
                time == null ? new TimeFormat(fields) : AvroFields.timeFormat(time.schema(), fields));
    }

    @Override
    public Found read(RawRecord record) throws InvalidRecord {
        byte[] value = record.value();
        if (value == null) {
            throw new InvalidRecord(Cause.MALFORMED, "the record has no value; allowed: Avro");
        }
        if (registry == null) {
            return read(record, plain, 0);
        }
        if (!WireFormat.matches(value)) {
            throw new InvalidRecord(
                    Cause.MALFORMED,
                    "the value has " + value.length + " bytes" + (value.length > 0 ? ", the first is " + value[0] : "")
                            + "; allowed: " + WireFormat.HEADER + " or more, the first 0");
        }
        int id = WireFormat.id(value);
        Body body = bodies.get(id);
        if (body == null) {
            try {
                body = body(registry.byId(id));
            } catch (UnknownSchema e) {
                throw new InvalidRecord(Cause.UNKNOWN_SCHEMA, e.getMessage());
            }
            bodies.put(id, body);
        }
        return read(record, body, WireFormat.HEADER);
    }

    private Found read(RawRecord record, Body body, int offset) throws InvalidRecord {
        byte[] bytes = record.value();
        decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
        try {
            reused = body.reader().read(reused, decoder);
            if (!decoder.isEnd()) {
                throw new InvalidRecord(Cause.MALFORMED, "the Avro body has bytes too many");
            }
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | ClassCastException e) {
            reused = null; // half-written
            throw new InvalidRecord(Cause.MALFORMED, "no Avro of the schema: " + e);
        }
        Object found = field(line);
        if (found == null) {
            throw new InvalidRecord(Cause.MALFORMED, "field " + line + " is missing; allowed: the text of a line");
        }
        String key = null;
        if (keyNeeded) {
            String[] texts = new String[fields.key().size()];
            for (int i = 0; i < texts.length; i++) {
                Object each = field(fields.key().get(i));
                texts[i] = each == null ? null : each.toString();
            }
            key = SeriesId.of(record, fields.key(), texts);
        }
        Object by = field(source);
        String kept = text.of(found.toString());
        return new Found(kept, by == null ? null : by.toString(), key, time(body.time()), text.repaired(), text.cut());
    }

    private Object field(String name) {
        return reused.hasField(name) ? reused.get(name) : null;
    }

    private long time(TimeFormat format) throws InvalidRecord {
        Object found = field(fields.time());
        if (found == null) {
            return Line.NO_TIME;
        } else if (format.numeric() && (found instanceof Long || found instanceof Integer)) {
            return format.micros(((Number) found).longValue());
        }
        return format.micros(found.toString());
    }
}
