package dev.undercurrent.core.tokens;

/** What was learnt of a kind of log before: vocabulary and laws. */
public final class LogModel {

    private static final LogModel UNTRAINED = new LogModel(new Vocabulary(new long[0], new String[0]));

    private final Vocabulary vocabulary;

    LogModel(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** Knows nothing: all is learnt per key. */
    public static LogModel untrained() {
        return UNTRAINED;
    }

    /** The templates that the laws know. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }
}
