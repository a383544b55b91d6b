package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Reads event times as microseconds UTC; finer fractions are cut off. */
public final class TimeFormat {

    /** Date, then optionally time of day, fraction, offset; T or a blank between date and time. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("yyyy-MM-dd['T'][ ][HH:mm[:ss]]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private final String format;
    private final ZoneId zone;
    private final DateTimeFormatter formatter;
    private final long unit;

    /** Reads the times of a file as the job would, for those who read it without one; IllegalArgumentException says why not. */
    public static ToLongFunction<String> reader(FieldsConfig fields) {
        TimeFormat format = new TimeFormat(fields);
        return text -> {
            try {
                return format.micros(text);
            } catch (InvalidRecord e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        };
    }

    TimeFormat(FieldsConfig fields) {
        this(fields.timeFormat(), ZoneId.of(fields.zone()));
    }

    TimeFormat(String format, ZoneId zone) {
        this.format = format;
        this.zone = zone;
        unit = switch (format) {
            case "us" -> 1;
            case "ms" -> 1_000;
            case "s" -> 1_000_000;
            default -> 0;
        };
        formatter = unit > 0 ? null : formatter(format);
    }

    /** The formatter of {@code iso} or of a pattern. */
    static DateTimeFormatter formatter(String format) {
        return format.equals("iso") ? ISO : FieldsConfig.formatter(format);
    }

    /** True where times are numbers. */
    boolean numeric() {
        return unit > 0;
    }

    /** A number in the unit of this format. */
    long micros(long number) throws InvalidRecord {
        long micros = number * unit;
        if (!numeric() || micros / unit != number) {
            throw unreadable(Long.toString(number), null);
        }
        return micros;
    }

    long micros(String text) throws InvalidRecord {
        if (text == null || text.isBlank()) {
            throw new InvalidRecord(Cause.BAD_TIME, "time is missing; allowed: " + format);
        }
        String stripped = text.strip();
        try {
            return numeric() ? number(stripped) : instant(stripped);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw unreadable(text, e);
        }
    }

    private long number(String text) {
        BigDecimal number = new BigDecimal(text);
        // a huge exponent would otherwise be written out digit by digit
        if (Math.abs((long) number.precision() - number.scale()) > 30) {
            throw new NumberFormatException(text);
        }
        return number.multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    }

    private long instant(String text) {
        TemporalAccessor parsed = formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        Instant instant;
        if (parsed instanceof ZonedDateTime zoned) {
            instant = zoned.toInstant();
        } else if (parsed instanceof LocalDateTime local) {
            instant = local.atZone(zone).toInstant();
        } else {
            instant = LocalDate.from(parsed).atStartOfDay(zone).toInstant();
        }
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    private InvalidRecord unreadable(String found, Exception why) {
        String detail = why == null || why.getMessage() == null ? "" : " (" + why.getMessage() + ")";
        return new InvalidRecord(Cause.BAD_TIME, "time is \"" + found + "\"; allowed: " + format + detail);
    }
}
