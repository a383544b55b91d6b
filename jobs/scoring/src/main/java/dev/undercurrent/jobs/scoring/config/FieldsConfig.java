package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Which fields of a record hold the series id, the time and the values. */
public record FieldsConfig(
        @Key(
                doc =
                        "Fields whose texts, joined with /, are the series id; default [series] for avro and json, for csv"
                                + " [] = the file's relative path or the Kafka key.")
        List<String> key,

        @Key(doc = "Field of the event time; default time, for csv timestamp.")
        String time,

        @Key(
                doc = "us, ms, s (since 1970-01-01T00:00Z), iso, or a pattern of java.time.format.DateTimeFormatter;"
                        + " default us, for csv iso.")
        String timeFormat,

        @Key(doc = "Time zone of times that name none.", initial = "UTC")
        String zone,

        @Key(
                doc = "Fields of the values, in the order of the channels; one field may be an array; [\"*\"] = every"
                        + " other numeric field; default [values], for csv [\"*\"].")
        List<String> values,

        @Key(doc = "Names of the columns, for csv without a header.", initial = "[]")
        List<String> columns,

        @Key(
                doc =
                        "Number of values of each event; 0 = as many as the fields named above, and not checked for arrays"
                                + " and \"*\".",
                initial = "0",
                min = 0,
                max = 1024)
        int channels)
        implements Serializable {

    /** Time formats that are no pattern. */
    public static final Set<String> NAMED_TIME_FORMATS = Set.of("us", "ms", "s", "iso");

    /** The one entry of {@code values} that stands for every other numeric field. */
    public static final String EVERY_OTHER = "*";

    public FieldsConfig {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw ConfigException.of("source.fields.zone", '"' + zone + '"', "UTC, an offset or a region id");
        }
        if (timeFormat != null && !NAMED_TIME_FORMATS.contains(timeFormat)) {
            try {
                Objects.requireNonNull(formatter(timeFormat));
            } catch (IllegalArgumentException e) {
                throw ConfigException.of(
                        "source.fields.time-format",
                        '"' + timeFormat + '"',
                        "us, ms, s, iso or a DateTimeFormatter pattern");
            }
        }
        if (values != null && (values.isEmpty() || (values.size() > 1 && values.contains(EVERY_OTHER)))) {
            throw ConfigException.of("source.fields.values", values.toString(), "at least one field, or \"*\" alone");
        }
    }

    /** The formatter of a time format that is a pattern. */
    public static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    FieldsConfig resolved(SourceConfig.Format format) {
        boolean csv = format == SourceConfig.Format.CSV;
        FieldsConfig resolved = new FieldsConfig(
                key != null ? key : csv ? List.of() : List.of("series"),
                time != null ? time : csv ? "timestamp" : "time",
                timeFormat != null ? timeFormat : csv ? "iso" : "us",
                zone,
                values != null ? values : List.of(csv ? EVERY_OTHER : "values"),
                columns,
                channels);
        if (csv && !columns.isEmpty()) {
            resolved.key.forEach(name -> resolved.mustBeColumn("source.fields.key", name));
            resolved.mustBeColumn("source.fields.time", resolved.time);
            resolved.values.forEach(name -> resolved.mustBeColumn("source.fields.values", name));
        }
        return resolved;
    }

    private void mustBeColumn(String path, String name) {
        if (!columns.contains(name) && !name.equals(EVERY_OTHER)) {
            throw ConfigException.of(path, name, "one of source.fields.columns, which are " + columns);
        }
    }
}
