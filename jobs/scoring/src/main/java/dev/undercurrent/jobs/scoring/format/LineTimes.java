package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.LogsConfig;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the time of a line of text: where the configuration says, or the first of the common forms near its beginning. */
final class LineTimes {

    /**
     * A time in a line.
     *
     * @param micros microseconds UTC
     * @param start its first character
     * @param end after its last character
     */
    record Hit(long micros, int start, int end) {}

    /** Characters of a line in which a common form is looked for. */
    static final int REACH = 96;

    private static final int YEAR_OF_NOTHING = 2000;
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final String CLOCK = "(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?";
    private static final String ZONE = "(?: ?(Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)(?![\\w:]))?";
    private static final String MONTH = "(" + String.join("|", MONTHS) + ")";

    /** A common form, by the groups of year, month, day, hour, minute, second, fraction, zone; 0 where there is none. */
    private record Form(Pattern pattern, int[] groups) {}

    private static final List<Form> FORMS = List.of(
            // 2024-05-06T07:08:09.123Z, 2024/05/06 07:08:09,123 +0200
            form("(?<!\\d)(\\d{4})[-/.](\\d\\d)[-/.](\\d\\d)[T ]" + CLOCK + ZONE, 1, 2, 3, 4, 5, 6, 7, 8),
            // 24/05/06 07:08:09
            form("(?<![\\d/])(\\d\\d)/(\\d\\d)/(\\d\\d) " + CLOCK, 1, 2, 3, 4, 5, 6, 7, 0),
            // 240506 070809 at the beginning
            form("^(\\d\\d)(\\d\\d)(\\d\\d) (\\d\\d)(\\d\\d)(\\d\\d)(?!\\S)", 1, 2, 3, 4, 5, 6, 0, 0),
            // 20240506-07:08:09:123
            form(
                    "(?<!\\d)(\\d{4})(\\d\\d)(\\d\\d)[- T](\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:[.,:](\\d{1,9}))?",
                    1, 2, 3, 4, 5, 6, 7, 0),
            // 06/May/2024:07:08:09 +0200
            form("(?<!\\d)(\\d\\d)/" + MONTH + "/(\\d{4}):" + CLOCK + ZONE, 3, 2, 1, 4, 5, 6, 7, 8),
            // May  6 07:08:09, May 06 07:08:09 2024
            form("\\b" + MONTH + " {1,2}(\\d{1,2}) " + CLOCK + "(?: (\\d{4})(?![\\w:]))?", 7, 1, 2, 3, 4, 5, 6, 0),
            // 2024-05-06-07.08.09.123456
            form(
                    "(?<!\\d)(\\d{4})-(\\d\\d)-(\\d\\d)-(\\d\\d)\\.(\\d\\d)\\.(\\d\\d)(?:\\.(\\d{1,9}))?",
                    1, 2, 3, 4, 5, 6, 7, 0));

    /** Seconds, milliseconds or microseconds since 1970 at the beginning, by their number of digits. */
    private static final Pattern EPOCH =
            Pattern.compile("^[\\[(]?(?:- )?((\\d{10})(?:\\.(\\d{1,9}))?|\\d{13}|\\d{16})(?![\\w.:-])");

    private final ZoneId zone;
    private final int year;
    private final Pattern where;
    private final List<TimeFormat> formats = new ArrayList<>();
    private final List<DateTimeFormatter> prefixes = new ArrayList<>();

    LineTimes(LogsConfig.Time config, ZoneId zone) {
        this.zone = zone;
        this.year = config.year();
        this.where = LogsConfig.compiled("logs.time.pattern", config.pattern());
        for (String format : config.formats()) {
            formats.add(new TimeFormat(format, zone));
            if (where == null) {
                prefixes.add(TimeFormat.formatter(format));
            }
        }
    }

    private static Form form(String pattern, int... groups) {
        return new Form(Pattern.compile(pattern), groups);
    }

    /**
     * The time of a line, or null where there is none.
     *
     * @param recordMs timestamp of the record, or {@link RawRecord#NO_TIMESTAMP}
     */
    Hit find(String line, long recordMs) {
        if (where != null) {
            return declared(line);
        }
        return prefixes.isEmpty() ? common(line, recordMs) : prefix(line);
    }

    private Hit declared(String line) {
        Matcher m = where.matcher(line);
        if (!m.find()) {
            return null;
        }
        int group = m.groupCount() > 0 && m.group(1) != null ? 1 : 0;
        for (TimeFormat format : formats) {
            try {
                return new Hit(format.micros(m.group(group)), m.start(group), m.end(group));
            } catch (InvalidRecord e) {
                // the next format may read it
            }
        }
        return null;
    }

    private Hit prefix(String line) {
        int start = 0;
        while (start < line.length() && " \t[(<".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        for (DateTimeFormatter format : prefixes) {
            ParsePosition at = new ParsePosition(start);
            try {
                TemporalAccessor parsed = format.parse(line, at);
                return new Hit(micros(parsed), start, at.getIndex());
            } catch (DateTimeException | ArithmeticException | IndexOutOfBoundsException e) {
                // the next format may read it
            }
        }
        return null;
    }

    private long micros(TemporalAccessor parsed) {
        ZoneId named = parsed.query(TemporalQueries.zone());
        Instant instant =
                LocalDateTime.from(parsed).atZone(named == null ? zone : named).toInstant();
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    private Hit common(String line, long recordMs) {
        String head = line.length() > REACH ? line.substring(0, REACH) : line;
        Hit best = epoch(head);
        for (Form form : FORMS) {
            Matcher m = form.pattern().matcher(head);
            if (m.find() && (best == null || m.start() < best.start())) {
                Hit hit = hit(m, form.groups(), recordMs);
                best = hit == null ? best : hit;
            }
            if (best != null && best.start() == 0) {
                return best;
            }
        }
        return best;
    }

    private static Hit epoch(String head) {
        Matcher m = EPOCH.matcher(head);
        if (!m.find()) {
            return null;
        }
        String digits = m.group(2) == null ? m.group(1) : m.group(2);
        long number = Long.parseLong(digits);
        long micros = digits.length() == 10
                ? number * 1_000_000 + nanos(m.group(3)) / 1000
                : digits.length() == 13 ? number * 1000 : number;
        return new Hit(micros, m.start(1), m.end(1));
    }

    private Hit hit(Matcher m, int[] g, long recordMs) {
        String yearText = g[0] == 0 ? null : m.group(g[0]);
        int month = Character.isDigit(m.group(g[1]).charAt(0))
                ? Integer.parseInt(m.group(g[1]))
                : MONTHS.indexOf(m.group(g[1])) + 1;
        int day = Integer.parseInt(m.group(g[2]));
        int hour = Integer.parseInt(m.group(g[3]));
        int minute = Integer.parseInt(m.group(g[4]));
        int second = Integer.parseInt(m.group(g[5]));
        int nanos = g[6] == 0 ? 0 : nanos(m.group(g[6]));
        String offset = g[7] == 0 ? null : m.group(g[7]);
        try {
            ZoneId in = offset == null ? zone : offset(offset);
            if (yearText != null) {
                int named = Integer.parseInt(yearText);
                int full = yearText.length() == 2 ? 2000 + named : named;
                return new Hit(micros(full, month, day, hour, minute, second, nanos, in), m.start(), m.end());
            }
            return new Hit(nearest(month, day, hour, minute, second, nanos, in, recordMs), m.start(), m.end());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private long nearest(int month, int day, int hour, int minute, int second, int nanos, ZoneId in, long recordMs) {
        if (year > 0 || recordMs == RawRecord.NO_TIMESTAMP) {
            return micros(year > 0 ? year : YEAR_OF_NOTHING, month, day, hour, minute, second, nanos, in);
        }
        int about = Instant.ofEpochMilli(recordMs).atZone(in).getYear();
        long best = Long.MIN_VALUE;
        long distance = Long.MAX_VALUE;
        for (int y = about - 1; y <= about + 1; y++) {
            if (month == 2 && day == 29 && !java.time.Year.isLeap(y)) {
                continue;
            }
            long micros = micros(y, month, day, hour, minute, second, nanos, in);
            long away = Math.abs(micros / 1000 - recordMs);
            if (away < distance) {
                distance = away;
                best = micros;
            }
        }
        if (best == Long.MIN_VALUE) {
            throw new DateTimeException("no such day");
        }
        return best;
    }

    private static long micros(int y, int month, int day, int hour, int minute, int second, int nanos, ZoneId in) {
        // a leap second is read as the second before it
        LocalDateTime local = LocalDateTime.of(y, month, day, hour, minute, Math.min(second, 59), nanos);
        long seconds = in instanceof ZoneOffset offset
                ? local.toEpochSecond(offset)
                : local.atZone(in).toEpochSecond();
        return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), nanos / 1000);
    }

    private static ZoneId offset(String text) {
        return text.equals("Z") || text.equals("UTC") || text.equals("GMT") ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    /** Nanoseconds of the digits of a fraction. */
    private static int nanos(String digits) {
        if (digits == null) {
            return 0;
        }
        int nanos = Integer.parseInt(digits);
        for (int i = digits.length(); i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }
}
