package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** Makes records of the product's Avro classes from the JSON that the sink writes: null stands for numbers that JSON lacks. */
final class JsonRecords {

    private JsonRecords() {}

    static Object read(JsonNode node, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(node, schema);
            case ARRAY -> array(node, schema);
            case UNION -> node.isNull() ? null : read(node, schema.getTypes().get(1));
            case ENUM -> symbol(node, schema);
            case STRING -> node.asText();
            case BOOLEAN -> node.asBoolean();
            case INT -> node.intValue();
            case LONG -> time(node, schema);
            case DOUBLE -> node.isNumber() ? node.doubleValue() : Double.NaN;
            default -> throw new AvroRuntimeException("no JSON form of " + schema.getType());
        };
    }

    private static Object record(JsonNode node, Schema schema) {
        SpecificRecordBase record =
                (SpecificRecordBase) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            JsonNode child = node.get(field.name());
            if (child != null) {
                record.put(field.pos(), read(child, field.schema()));
            } else if (field.hasDefaultValue()) {
                record.put(field.pos(), SpecificData.get().getDefaultValue(field));
            } else {
                throw new AvroRuntimeException("field " + field.name() + " is absent");
            }
        }
        return record;
    }

    private static List<Object> array(JsonNode node, Schema schema) {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(read(element, schema.getElementType())));
        return list;
    }

    private static Object symbol(JsonNode node, Schema schema) {
        String name = schema.hasEnumSymbol(node.asText()) ? node.asText() : schema.getEnumDefault();
        return SpecificData.get().createEnum(name, schema);
    }

    private static Object time(JsonNode node, Schema schema) {
        return schema.getLogicalType() == null
                ? (Object) node.longValue()
                : Instant.EPOCH.plus(node.longValue(), ChronoUnit.MICROS);
    }
}
