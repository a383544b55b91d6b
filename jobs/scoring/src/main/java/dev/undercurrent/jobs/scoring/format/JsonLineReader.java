package dev.undercurrent.jobs.scoring.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;

/** A line in a field of a JSON object. */
final class JsonLineReader implements LineReader {

    private final FieldsConfig fields;
    private final String line;
    private final String source;
    private final boolean keyNeeded;
    private final TimeFormat time;
    private final LineText text;

    JsonLineReader(PipelineConfig config, LineText text) {
        fields = config.source().fields();
        line = config.logs().line();
        source = config.logs().source();
        keyNeeded = config.logs().key() == null;
        time = new TimeFormat(fields);
        this.text = text;
    }

    @Override
    public Found read(RawRecord record) throws InvalidRecord {
        JsonNode object = JsonDecoder.parse(record.value());
        String found = text(object, line);
        if (found == null) {
            throw new InvalidRecord(Cause.MALFORMED, "field " + line + " is missing; allowed: the text of a line");
        }
        String key = null;
        if (keyNeeded) {
            String[] texts = fields.key().stream().map(f -> text(object, f)).toArray(String[]::new);
            key = SeriesId.of(record, fields.key(), texts);
        }
        String kept = text.of(found);
        return new Found(
                kept, text(object, source), key, time(object.path(fields.time())), text.repaired(), text.cut());
    }

    private static String text(JsonNode object, String field) {
        JsonNode node = object.path(field);
        return node.isValueNode() && !node.isNull() ? node.asText() : null;
    }

    private long time(JsonNode node) throws InvalidRecord {
        if (node.isMissingNode() || node.isNull()) {
            return Line.NO_TIME;
        } else if (time.numeric() && node.isIntegralNumber() && node.canConvertToLong()) {
            return time.micros(node.longValue());
        }
        return time.micros(node.isValueNode() ? node.asText() : null);
    }
}
