package dev.undercurrent.evaluation.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;

/** What a cell of a CSV file says. */
public final class Cell {

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?", "-");

    /** Numbers below this are counts or indices, not times since 1970: it is in 1973 in seconds. */
    private static final double EARLIEST_EPOCH = 1e8;

    private static final double LATEST_SECONDS = 1e11;
    private static final double LATEST_MILLIS = 1e14;

    private Cell() {}

    static boolean missing(String cell) {
        return MISSING.contains(cell.toLowerCase(Locale.ROOT));
    }

    static boolean number(String cell) {
        return Double.isFinite(value(cell));
    }

    /** The number, NaN where there is none or it is not finite. */
    public static double value(String cell) {
        // Java's own suffixes and hexadecimal floats are no numbers of CSV
        if (cell.isEmpty() || !digitsOnly(cell)) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(cell);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean digitsOnly(String cell) {
        return cell.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }

    static boolean date(String cell) {
        return dateMicros(cell) != Long.MIN_VALUE;
    }

    /**
     * Time in microseconds UTC: an ISO date, with or without a time of day and an offset (UTC where there is none), or a
     * number of seconds, milliseconds or microseconds since 1970, told apart by their size; a smaller number as it is.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static long time(String cell) {
        double number = value(cell);
        if (!Double.isNaN(number)) {
            double size = Math.abs(number);
            double unit = size < EARLIEST_EPOCH ? 1 : size < LATEST_SECONDS ? 1e6 : size < LATEST_MILLIS ? 1e3 : 1;
            return Math.round(number * unit);
        }
        long micros = dateMicros(cell);
        if (micros == Long.MIN_VALUE) {
            throw new IllegalArgumentException(
                    "time \"" + cell + "\"; allowed: an ISO date and time, or a number since 1970");
        }
        return micros;
    }

    /** Whether a numeric time is too small to be one since 1970: only the order of such rows is known. */
    static boolean index(String cell) {
        return Math.abs(value(cell)) < EARLIEST_EPOCH;
    }

    private static long dateMicros(String cell) {
        if (cell.length() < 10 || cell.charAt(4) != '-') {
            return Long.MIN_VALUE;
        }
        try {
            return micros(instant(cell));
        } catch (DateTimeException | ArithmeticException e) {
            return Long.MIN_VALUE;
        }
    }

    private static Instant instant(String cell) {
        if (cell.length() == 10) {
            return LocalDate.parse(cell).atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
        }
        String iso = cell.charAt(10) == ' ' ? cell.substring(0, 10) + "T" + cell.substring(11) : cell;
        String clock = iso.substring(10);
        boolean zoned = clock.endsWith("Z") || clock.indexOf('+') >= 0 || clock.indexOf('-') >= 0;
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    private static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }
}
