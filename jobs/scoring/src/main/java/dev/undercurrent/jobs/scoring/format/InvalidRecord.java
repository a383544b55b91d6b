package dev.undercurrent.jobs.scoring.format;

/** A record that cannot become an event. Bad data is ordinary, so this carries no stack trace. */
public final class InvalidRecord extends Exception {

    private static final long serialVersionUID = 1L;

    /** Causes: a closed set, since each is a counter. */
    public enum Cause {
        /** The bytes are not of the format. */
        MALFORMED("malformed", "decode"),
        /** The bytes are no text. */
        BINARY("binary", "decode"),
        /** The registry has no such schema. */
        UNKNOWN_SCHEMA("unknown-schema", "decode"),
        /** A key field is missing or empty. */
        MISSING_KEY("missing-key", "validate"),
        /** The series id is over 512 bytes. */
        LONG_KEY("long-key", "validate"),
        /** The time is missing or unreadable. */
        BAD_TIME("bad-time", "validate"),
        /** The time is further after the record's own than allowed. */
        FUTURE_TIME("future-time", "validate"),
        /** A value is no number. */
        BAD_VALUE("bad-value", "validate"),
        /** A value is infinite. */
        INFINITE_VALUE("infinite-value", "validate"),
        /** The number of values is wrong. */
        WRONG_CHANNELS("wrong-channels", "validate");

        private final String name;
        private final String stage;

        Cause(String name, String stage) {
            this.name = name;
            this.stage = stage;
        }

        /** Name in headers and metrics. */
        public String errorClass() {
            return name;
        }

        /** Where on its way a record stops for this cause. */
        public String stage() {
            return stage;
        }
    }

    private final Cause cause;

    public InvalidRecord(Cause cause, String message) {
        super(message, null, false, false);
        this.cause = cause;
    }

    /** Why the record is set aside. */
    public Cause cause() {
        return cause;
    }
}
