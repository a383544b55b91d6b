package dev.undercurrent.jobs.cli.plan;

import java.util.Locale;

/** Quantities as people say them. */
final class Text {

    private static final long[] UNITS = {86_400_000_000L, 3_600_000_000L, 60_000_000L, 1_000_000L, 1000L};
    private static final String[] NAMES = {"d", "h", "min", "s", "ms"};

    private Text() {}

    /** Decimal units. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.5 && unit < 4);
        return String.format(Locale.ROOT, value < 10 ? "%.1f %sB" : "%.0f %sB", value, "kMGTP".charAt(unit));
    }

    /** A duration in microseconds, in the largest unit that it is at least one of. */
    static String spacing(long micros) {
        for (int i = 0; i < UNITS.length; i++) {
            if (micros >= UNITS[i]) {
                double value = (double) micros / UNITS[i];
                return (value == Math.rint(value)
                                ? Long.toString((long) value)
                                : String.format(Locale.ROOT, "%.2f", value))
                        + " " + NAMES[i];
            }
        }
        return micros + " µs";
    }
}
