package dev.undercurrent.core.tokens;

/**
 * Where the parts of a raw line stand; offsets into the line, −1 where a part is absent.
 *
 * @param timeStart first character of the timestamp
 * @param timeEnd end of the timestamp, exclusive
 * @param level severity as it stands in the line, or empty
 * @param component what wrote the line, or empty
 * @param content first character of the message
 */
public record LineHeader(int timeStart, int timeEnd, String level, String component, int content) {

    /** True where a timestamp was found. */
    public boolean timed() {
        return timeStart >= 0;
    }
}
