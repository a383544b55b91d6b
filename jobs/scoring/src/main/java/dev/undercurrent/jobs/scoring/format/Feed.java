package dev.undercurrent.jobs.scoring.format;

/** What an output record is about. Codes are persisted and never reused. */
public enum Feed {
    /** One record per event. */
    SCORES(0, "scores"),
    /** One record per change of regime. */
    REGIMES(1, "regimes"),
    /** One record per forecast. */
    FORECASTS(2, "forecasts"),
    /** One record per step in the life of an incident. */
    INCIDENTS(3, "incidents"),
    /** Events that came too late. */
    LATE(4, "late"),
    /** Records that could not be used, with their cause in the headers. */
    DEAD_LETTERS(5, "dlq"),
    /** One record per line of a log and key. */
    LINE_SCORES(6, "line-scores"),
    /** One record per sequence of lines. */
    SEQUENCE_SCORES(7, "sequence-scores");

    private static final Feed[] BY_CODE = values();

    private final int code;
    private final String what;

    Feed(int code, String what) {
        this.code = code;
        this.what = what;
    }

    /** Persisted code. */
    public int code() {
        return code;
    }

    /** Its topic, {@code <prefix>.<what>.v1}. */
    public String topic(String prefix) {
        return prefix + "." + what + ".v1";
    }

    static Feed ofCode(int code) {
        for (Feed feed : BY_CODE) {
            if (feed.code == code) {
                return feed;
            }
        }
        throw new IllegalArgumentException("feed code is " + code + "; allowed: 0 to " + (BY_CODE.length - 1));
    }
}
