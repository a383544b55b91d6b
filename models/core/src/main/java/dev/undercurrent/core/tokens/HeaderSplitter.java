package dev.undercurrent.core.tokens;

/** Finds the message of a raw line without being told its format. */
public final class HeaderSplitter {

    private HeaderSplitter() {}

    /** The parts of a raw line. */
    public static LineHeader split(CharSequence line) {
        return new LineHeader(-1, -1, "", "", 0);
    }
}
