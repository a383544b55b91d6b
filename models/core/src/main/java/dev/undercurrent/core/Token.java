package dev.undercurrent.core;

/**
 * A symbol of a finite vocabulary, for instance the template of a log line.
 *
 * @param time event time, microseconds UTC
 * @param id index into the vocabulary, or {@link #NONE} where the symbol is missing
 */
public record Token(long time, int id) implements Observation {

    /** The id of a missing token. */
    public static final int NONE = -1;

    @Override
    public boolean missing() {
        return id == NONE;
    }
}
