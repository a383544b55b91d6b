package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** How lines of a log become templates, keys and sequences; used where kind is logs. */
public record LogsConfig(
        @Key(doc = "Field of the line's text, for avro and json.", initial = "line")
        String line,

        @Key(
                doc =
                        "Field that names what wrote the line, for avro and json; templates are mined per source. Where it is"
                                + " absent, and for text, the source is the topic or the file's relative path.",
                initial = "source")
        String source,

        @Key(doc = "Name of the source of all lines, in place of the topic or the file's path.")
        String sourceName,

        @Key(
                doc = "Regular expression of the whole line whose group \"content\" is what templates are mined from;"
                        + " default: the line without its timestamp.")
        String content,

        @Key(
                doc =
                        "Regular expression that finds keys in the line, such as blk_-?\\d+: every match is a key (its first"
                                + " group where it has one). Default: source.fields.key, for text the Kafka key or else the source.")
        String key,

        @Key(doc = "Keys that one line may go to; further ones are left out.", initial = "16", min = 1, max = 1024)
        int maxKeys,

        @Key(doc = "What becomes of a line in which no key is found.", initial = "skip")
        Keyless keyless,

        @Key(
                doc = "Characters of a line that are looked at; a longer one is cut and marked.",
                initial = "4096",
                min = 64,
                max = 1000000)
        int maxChars,

        @Key(doc = "Where a line's time stands, for text.") Time time,

        @Key(doc = "Which lines belong to the line before them, for text.")
        MultiLine multiLine,

        @Key(doc = "When the sequence of a key ends.") Sequence sequence,

        @Key(doc = "What is learnt of the lines.") Model model,

        @Key(doc = "Numbers within lines as series of their own.")
        Parameters parameters)
        implements Serializable {

    public LogsConfig {
        Pattern found = compiled("logs.content", content);
        if (found != null && !content.contains("(?<content>")) {
            throw ConfigException.of(
                    "logs.content", '"' + content + '"', "a regular expression with a group (?<content>…)");
        }
        compiled("logs.key", key);
    }

    /** The pattern of a key of the file; null where it is absent. */
    public static Pattern compiled(String path, String expression) {
        if (expression == null) {
            return null;
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw ConfigException.of(
                    path,
                    '"' + expression + '"',
                    "a regular expression of java.util.regex.Pattern (" + e.getDescription() + ")");
        }
    }

    /** What becomes of a line in which no key is found. */
    public enum Keyless {
        /** Its template is mined, nothing is scored; counted. */
        SKIP,
        /** Its key is its source. */
        SOURCE
    }

    /** What becomes of a line without a time. */
    public enum Missing {
        /** It has the timestamp of its Kafka record; in a file it is a dead letter. */
        RECORD,
        /** It has the time of the line before it, of the same source and partition or file; the first is a dead letter. */
        PREVIOUS,
        /** It is a dead letter. */
        REJECT
    }

    /** Where a line's time stands. */
    public record Time(
            @Key(
                    doc =
                            "Regular expression that finds the time: its first group where it has one. Default: common forms.")
            String pattern,

            @Key(
                    doc = "Formats of the time that is found, tried in this order: us, ms, s, iso or patterns of"
                            + " java.time.format.DateTimeFormatter. Default: common forms.",
                    initial = "[]")
            List<String> formats,

            @Key(
                    doc = "Year of times that name none; 0 = the one nearest to the record's timestamp, in files 2000.",
                    initial = "0",
                    min = 0,
                    max = 9999)
            int year,

            @Key(doc = "What becomes of a line without a time.", initial = "record")
            Missing missing)
            implements Serializable {

        public Time {
            compiled("logs.time.pattern", pattern);
            for (String format : formats) {
                if (!FieldsConfig.NAMED_TIME_FORMATS.contains(format)) {
                    try {
                        FieldsConfig.formatter(format);
                    } catch (IllegalArgumentException e) {
                        throw ConfigException.of(
                                "logs.time.formats",
                                '"' + format + '"',
                                "us, ms, s, iso or a DateTimeFormatter pattern");
                    }
                }
            }
            if (pattern != null && formats.isEmpty()) {
                throw ConfigException.of("logs.time.formats", "[]", "at least one where logs.time.pattern is given");
            }
        }
    }

    /** Which lines belong to the line before them. */
    public enum Grouping {
        /** None. */
        NONE,
        /** Those that begin with a blank or with "Caused by:", and the lines of a stack trace. */
        INDENT,
        /** Those in which no time is found. */
        TIME,
        /** Those that do not match multi-line.start. */
        START
    }

    /** Lines that make one event. */
    public record MultiLine(
            @Key(
                    doc =
                            "Which lines belong to the line before them: none, indent (begins with a blank or \"Caused by:\"),"
                                    + " time (no time is found in it) or start (does not match start).",
                    initial = "none")
            Grouping mode,

            @Key(doc = "Regular expression of the beginning of a first line, for start.")
            String start,

            @Key(
                    doc = "Lines of one event; what comes beyond begins a new one.",
                    initial = "500",
                    min = 2,
                    max = 100000)
            int maxLines)
            implements Serializable {

        public MultiLine {
            compiled("logs.multi-line.start", start);
            if ((mode == Grouping.START) != (start != null)) {
                throw ConfigException.of(
                        "logs.multi-line.start",
                        start == null ? "absent" : '"' + start + '"',
                        "a regular expression where logs.multi-line.mode is start, and only there");
            }
        }
    }

    /** When the sequence of a key ends. */
    public record Sequence(
            @Key(doc = "Regular expression found in the last line of a sequence; default: no line ends one.")
            String end,

            @Key(
                    doc =
                            "A key that was silent for longer has ended its sequence, in event time; 0s = only series.expire.",
                    initial = "0s")
            Duration silence,

            @Key(
                    doc = "A sequence whose p-value is below this is anomalous.",
                    initial = "0.005",
                    min = 1e-12,
                    max = 0.5)
            double pValue)
            implements Serializable {

        public Sequence {
            compiled("logs.sequence.end", end);
        }
    }

    /** What is learnt of the lines. */
    public record Model(
            @Key(doc = "Trained bundle of a language model of lines: none, or its path.", initial = "none")
            String bundle,

            @Key(
                    doc = "Templates kept per source; further ones become <other>.",
                    initial = "10000",
                    min = 16,
                    max = 1000000)
            int templates,

            @Key(
                    doc = "Sources kept at once; lines of further ones are refused.",
                    initial = "1000",
                    min = 1,
                    max = 1000000)
            int maxSources,

            @Key(doc = "Most probable next templates that are published.", initial = "5", min = 0, max = 100)
            int top,

            @Key(
                    doc = "Templates that a key remembers beside those of the bundle.",
                    initial = "256",
                    min = 1,
                    max = 4096)
            int templatesPerKey,

            @Key(
                    doc =
                            "Share that what a key learns for itself has at first beside the bundle; 0 = the bundle alone.",
                    initial = "0",
                    min = 0,
                    max = 0.99)
            double adaptation,

            @Key(
                    doc = "Characters of each line that are published with its score; 0 = none.",
                    initial = "500",
                    min = 0,
                    max = 10000)
            int keepChars)
            implements Serializable {}

    /** Numbers within lines as series of their own. */
    public record Parameters(
            @Key(
                    doc =
                            "Whether numeric parameters of templates are scored as series source/template/position, by the"
                                    + " models that series and model describe.",
                    initial = "false")
            boolean series,

            @Key(doc = "Numeric parameters of one template that are followed.", initial = "4", min = 1, max = 64)
            int perTemplate)
            implements Serializable {}
}
