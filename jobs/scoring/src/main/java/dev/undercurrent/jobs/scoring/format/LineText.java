package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.nio.charset.StandardCharsets;

/**
 * What of a line may be looked at. A line with a NUL, or of which one character in eight or more is a control character or
 * no valid UTF-8, is binary and no line. Otherwise what is no UTF-8 is replaced by U+FFFD, and a line that is too long is
 * cut and ends in {@value #CUT}.
 */
final class LineText {

    /** Ends a line that was cut. */
    static final String CUT = " …[cut]";

    private static final char REPLACEMENT = '\uFFFD';
    private static final int BINARY_SHARE = 8;
    private static final int MAX_BYTES_PER_CHAR = 3;

    private final int maxChars;
    private boolean repaired;
    private boolean cut;

    /** @param maxChars characters of a line that are kept */
    LineText(int maxChars) {
        this.maxChars = maxChars;
    }

    /** The text of bytes, without the end of the line. */
    String of(byte[] bytes) throws InvalidRecord {
        if (bytes == null) {
            throw new InvalidRecord(Cause.MALFORMED, "the record has no value; allowed: a line of text");
        }
        // one more than what can be kept, so that what is longer is seen to be
        int length = (int) Math.min(bytes.length, (long) MAX_BYTES_PER_CHAR * (maxChars + 1));
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (length < bytes.length && text.length() <= maxChars) {
            text += " ".repeat(maxChars + 1 - text.length());
        }
        return of(text);
    }

    /** The text, as far as it may be looked at. */
    String of(String text) throws InvalidRecord {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        cut = end > maxChars;
        if (cut) {
            // never between the halves of a surrogate pair
            end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        }
        int odd = 0;
        int broken = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidRecord(Cause.BINARY, "the line has a NUL at character " + i + "; allowed: text");
            }
            if (c == REPLACEMENT) {
                broken++;
            } else if (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\u001b') {
                odd++;
            }
        }
        if ((odd + broken) * BINARY_SHARE >= Math.max(end, BINARY_SHARE)) {
            throw new InvalidRecord(
                    Cause.BINARY,
                    (odd + broken) + " of the line's " + end
                            + " characters are control characters or no UTF-8; allowed:" + " fewer than one in "
                            + BINARY_SHARE);
        }
        repaired = broken > 0;
        String kept = end == text.length() ? text : text.substring(0, end);
        return cut ? kept + CUT : kept;
    }

    /** Whether something of the last line was no UTF-8. */
    boolean repaired() {
        return repaired;
    }

    /** Whether the last line was cut. */
    boolean cut() {
        return cut;
    }
}
