package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;

/** Reads numbers from texts; empty, NaN, null and NA are missing. */
final class Numbers {

    private Numbers() {}

    static double parse(String field, String text) throws InvalidRecord {
        String t = text == null ? "" : text.strip();
        if (missing(t)) {
            return Double.NaN;
        }
        // parseDouble would take the Java literals 1d and 0x1p3
        char last = t.charAt(t.length() - 1);
        if (last != 'd' && last != 'D' && last != 'f' && last != 'F' && t.indexOf('x') < 0 && t.indexOf('X') < 0) {
            try {
                return Double.parseDouble(t);
            } catch (NumberFormatException e) {
                // told below, with the field
            }
        }
        throw new InvalidRecord(
                Cause.BAD_VALUE, "field " + field + " is \"" + text + "\"; allowed: a number, or empty for missing");
    }

    /** True where the text is a number or missing. */
    static boolean numeric(String text) {
        try {
            parse("", text);
            return true;
        } catch (InvalidRecord e) {
            return false;
        }
    }

    static boolean missing(String stripped) {
        return stripped.isEmpty()
                || stripped.equalsIgnoreCase("nan")
                || stripped.equalsIgnoreCase("null")
                || stripped.equalsIgnoreCase("na");
    }
}
