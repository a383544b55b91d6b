package dev.undercurrent.jobs.scoring.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads events from JSON objects. */
final class JsonDecoder implements Decoder {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final FieldsConfig fields;
    private final TimeFormat time;
    private final Validation validation;
    private final boolean everyOther;

    JsonDecoder(SourceConfig source) {
        fields = source.fields();
        time = new TimeFormat(fields);
        validation = new Validation(source);
        everyOther = fields.values().contains(FieldsConfig.EVERY_OTHER);
    }

    @Override
    public Event decode(RawRecord record) throws InvalidRecord {
        JsonNode object = parse(record.value());
        String[] texts = new String[fields.key().size()];
        for (int i = 0; i < texts.length; i++) {
            JsonNode field = object.path(fields.key().get(i));
            texts[i] = field.isValueNode() && !field.isNull() ? field.asText() : null;
        }
        String series = SeriesId.of(record, fields.key(), texts);
        return validation.event(record, series, time(object.path(fields.time())), values(object));
    }

    static JsonNode parse(byte[] value) throws InvalidRecord {
        if (value == null || value.length == 0) {
            throw new InvalidRecord(Cause.MALFORMED, "the record has no value; allowed: a JSON object");
        }
        JsonNode node;
        try {
            node = READER.readValue(value);
        } catch (JsonProcessingException e) {
            throw new InvalidRecord(Cause.MALFORMED, "no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new InvalidRecord(Cause.MALFORMED, "no JSON: " + e.getMessage());
        }
        if (node == null || !node.isObject()) {
            throw new InvalidRecord(Cause.MALFORMED, "the value is no JSON object");
        }
        return node;
    }

    private long time(JsonNode node) throws InvalidRecord {
        if (time.numeric() && node.canConvertToLong() && node.isIntegralNumber()) {
            return time.micros(node.longValue());
        }
        return time.micros(node.isValueNode() && !node.isNull() ? node.asText() : null);
    }

    private double[] values(JsonNode object) throws InvalidRecord {
        if (!everyOther
                && fields.values().size() == 1
                && object.path(fields.values().get(0)).isArray()) {
            return array(fields.values().get(0), object.path(fields.values().get(0)));
        }
        List<String> names = everyOther ? others(object) : fields.values();
        double[] values = new double[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(names.get(i), object.path(names.get(i)));
        }
        return values;
    }

    /** Numeric fields in the order of their names, since the order in an object means nothing. */
    private List<String> others(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(name -> {
            if (object.get(name).isNumber()
                    && !name.equals(fields.time())
                    && !fields.key().contains(name)) {
                names.add(name);
            }
        });
        names.sort(null);
        return names;
    }

    private static double[] array(String field, JsonNode array) throws InvalidRecord {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(field, array.get(i));
        }
        return values;
    }

    private static double number(String field, JsonNode node) throws InvalidRecord {
        if (node.isNumber()) {
            return node.doubleValue();
        } else if (node.isNull() || node.isMissingNode()) {
            return Double.NaN;
        } else if (node.isTextual()) {
            return Numbers.parse(field, node.textValue());
        }
        throw new InvalidRecord(
                Cause.BAD_VALUE, "field " + field + " is " + node.getNodeType() + "; allowed: a number or null");
    }
}
