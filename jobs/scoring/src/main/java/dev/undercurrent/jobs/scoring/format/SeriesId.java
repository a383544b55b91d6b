package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Makes series ids: key fields joined with {@code /}; {@code /} and {@code \} within a field are escaped with {@code \}. */
public final class SeriesId {

    private SeriesId() {}

    /** The id from the texts of the key fields; without key fields the Kafka key or, for a row, the file's path. */
    static String of(RawRecord from, List<String> fields, String[] texts) throws InvalidRecord {
        if (fields.isEmpty()) {
            if (from.isRow()) {
                return from.topic();
            }
            if (from.key() == null) {
                throw new InvalidRecord(
                        Cause.MISSING_KEY, "the record has no Kafka key; allowed: a key, or source.fields.key");
            }
            return new String(from.key(), StandardCharsets.UTF_8);
        }
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] == null || texts[i].isEmpty()) {
                throw new InvalidRecord(Cause.MISSING_KEY, "key field " + fields.get(i) + " is missing or empty");
            }
        }
        return join(texts);
    }

    /** The id of a row that may be no event otherwise; empty where its key fields cannot be read. */
    public static String ofRow(RawRecord row, List<String> fields) {
        List<String> columns = Arrays.asList(row.columns());
        String[] texts = new String[fields.size()];
        for (int i = 0; i < texts.length; i++) {
            int at = columns.indexOf(fields.get(i));
            texts[i] = at < 0 || at >= row.cells().length ? null : row.cells()[at];
        }
        try {
            return of(row, fields, texts);
        } catch (InvalidRecord e) {
            return "";
        }
    }

    /** Texts joined with {@code /}, escaped. */
    public static String join(String... texts) {
        if (texts.length == 1) {
            return escape(texts[0]);
        }
        StringBuilder id = new StringBuilder();
        for (String text : texts) {
            id.append(id.isEmpty() ? "" : "/").append(escape(text));
        }
        return id.toString();
    }

    private static String escape(String text) {
        if (text.indexOf('/') < 0 && text.indexOf('\\') < 0) {
            return text;
        }
        return text.replace("\\", "\\\\").replace("/", "\\/");
    }
}
