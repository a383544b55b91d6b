package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Reads events from Avro records of one writer's schema, whatever it is, by the names of its fields. */
final class AvroFields {

    private final FieldsConfig fields;
    private final Validation validation;
    private final GenericDatumReader<GenericRecord> reader;
    private final int[] key;
    private final int timeAt;
    private final int[] values;
    private final TimeFormat time;
    private GenericRecord reused;
    private BinaryDecoder decoder;

    AvroFields(Schema schema, FieldsConfig fields, Validation validation) throws InvalidRecord {
        this.fields = fields;
        this.validation = validation;
        if (schema.getType() != Schema.Type.RECORD) {
            throw new InvalidRecord(Cause.MALFORMED, "the schema is of type " + schema.getType() + "; allowed: RECORD");
        }
        reader = new GenericDatumReader<>(schema);
        key = positions(schema, fields.key());
        timeAt = positions(schema, List.of(fields.time()))[0];
        values = fields.values().contains(FieldsConfig.EVERY_OTHER)
                ? others(schema, fields)
                : positions(schema, fields.values());
        time = timeFormat(schema.getFields().get(timeAt).schema(), fields);
    }

    Event read(RawRecord record, int offset) throws InvalidRecord {
        byte[] bytes = record.value();
        decoder = DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
        try {
            reused = reader.read(reused, decoder);
            if (!decoder.isEnd()) {
                throw new InvalidRecord(Cause.MALFORMED, "the Avro body has bytes too many");
            }
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | ClassCastException e) {
            reused = null; // half-written
            throw new InvalidRecord(Cause.MALFORMED, "no Avro of the schema: " + e);
        }
        String[] texts = new String[key.length];
        for (int i = 0; i < key.length; i++) {
            Object text = reused.get(key[i]);
            texts[i] = text == null ? null : text.toString();
        }
        return validation.event(record, SeriesId.of(record, fields.key(), texts), time(), values());
    }

    private long time() throws InvalidRecord {
        Object found = reused.get(timeAt);
        if (time.numeric() && (found instanceof Long || found instanceof Integer)) {
            return time.micros(((Number) found).longValue());
        }
        return time.micros(found == null ? null : found.toString());
    }

    private double[] values() throws InvalidRecord {
        if (values.length == 1 && reused.get(values[0]) instanceof List<?> list) {
            double[] numbers = new double[list.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number(values[0], list.get(i));
            }
            return numbers;
        }
        double[] numbers = new double[values.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(values[i], reused.get(values[i]));
        }
        return numbers;
    }

    private double number(int position, Object found) throws InvalidRecord {
        if (found == null) {
            return Double.NaN;
        } else if (found instanceof Number n) {
            return n.doubleValue();
        }
        String field = reused.getSchema().getFields().get(position).name();
        if (found instanceof CharSequence text) {
            return Numbers.parse(field, text.toString());
        }
        throw new InvalidRecord(
                Cause.BAD_VALUE,
                "field " + field + " is of type " + found.getClass().getSimpleName() + "; allowed: a number or null");
    }

    private static int[] positions(Schema schema, List<String> names) throws InvalidRecord {
        int[] positions = new int[names.size()];
        for (int i = 0; i < positions.length; i++) {
            Schema.Field field = schema.getField(names.get(i));
            if (field == null) {
                throw new InvalidRecord(
                        Cause.MALFORMED, "the schema " + schema.getFullName() + " has no field " + names.get(i));
            }
            positions[i] = field.pos();
        }
        return positions;
    }

    private static int[] others(Schema schema, FieldsConfig fields) {
        List<Integer> positions = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            boolean numeric = switch (unwrap(field.schema()).getType()) {
                case INT, LONG, FLOAT, DOUBLE -> true;
                default -> false;
            };
            if (numeric && !field.name().equals(fields.time()) && !fields.key().contains(field.name())) {
                positions.add(field.pos());
            }
        }
        return positions.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What the schema says of its time holds before what the configuration says. */
    static TimeFormat timeFormat(Schema schema, FieldsConfig fields) {
        Schema plain = unwrap(schema);
        String logical =
                plain.getLogicalType() == null ? "" : plain.getLogicalType().getName();
        String format = switch (logical) {
            case "timestamp-micros" -> "us";
            case "timestamp-millis" -> "ms";
            default -> fields.timeFormat();
        };
        return new TimeFormat(format, ZoneId.of(fields.zone()));
    }

    /** The one type that is not null. */
    private static Schema unwrap(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> types = schema.getTypes().stream()
                .filter(t -> t.getType() != Schema.Type.NULL)
                .toList();
        return types.size() == 1 ? types.get(0) : schema;
    }
}
