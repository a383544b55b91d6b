package dev.undercurrent.jobs.cli.demo;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which columns of a CSV file are what, told by its header.
 *
 * <p>Time: the column named time, timestamp, date, datetime or ts, else the first. Series: the column named series or key
 * where there is one, else the file. Values: every other column whose cells are numbers; an empty cell is a missing value.
 */
final class ReplayColumns {

    private static final Set<String> TIMES = Set.of("time", "timestamp", "date", "datetime", "ts");
    private static final Set<String> KEYS = Set.of("series", "key");

    private final String name;
    private final List<String> header;
    private final int time;
    private final int key;

    private ReplayColumns(String name, List<String> header, int time, int key) {
        this.name = name;
        this.header = header;
        this.time = time;
        this.key = key;
    }

    static ReplayColumns of(Path file, CsvRecord header) throws IOException {
        List<String> names = header.getFields();
        int time = 0;
        int key = -1;
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i).strip().toLowerCase(Locale.ROOT);
            time = TIMES.contains(name) ? i : time;
            key = KEYS.contains(name) ? i : key;
        }
        if (names.size() < (key < 0 ? 2 : 3)) {
            throw new IOException(
                    file + " has the columns " + names + "; expected a time and at least one column of values");
        }
        String base = file.getFileName().toString().replaceFirst("\\.gz$", "").replaceFirst("\\.[^.]+$", "");
        return new ReplayColumns(base, names, time, key);
    }

    /** One sample per column of values; text is no value. */
    List<Sample> samples(CsvRecord row) throws IOException {
        List<Sample> samples = new ArrayList<>();
        if (row.getFieldCount() <= Math.max(time, key)) {
            throw new IOException("Row " + row.getStartingLineNumber() + " has " + row.getFieldCount()
                    + " fields; expected " + header.size());
        }
        long at = time(row.getField(time).strip(), row.getStartingLineNumber());
        String series = key < 0 ? name : row.getField(key);
        int values = header.size() - (key < 0 ? 1 : 2);
        for (int i = 0; i < Math.min(header.size(), row.getFieldCount()); i++) {
            if (i != time && i != key) {
                Double value = number(row.getField(i).strip());
                if (value != null) {
                    samples.add(new Sample(values == 1 ? series : series + "/" + header.get(i), at, value));
                }
            }
        }
        return samples;
    }

    private static Double number(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null")) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Microseconds UTC of an ISO time, of {@code 2020-01-31 12:00:00}, or of a number of s, ms, µs or ns since 1970. */
    static long time(String text, long line) throws IOException {
        try {
            if (text.matches("-?\\d+(\\.\\d+)?")) {
                return epoch(Double.parseDouble(text));
            }
            String iso = text.replaceFirst(" (?=\\d)", "T");
            if (iso.matches("\\d{4}-\\d{2}-\\d{2}")) {
                iso += "T00:00";
            }
            Instant instant = iso.matches(".*(Z|[+-]\\d{2}(:?\\d{2})?)$") && iso.contains("T")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (DateTimeException e) {
            throw new IOException("The time in line " + line + " is \"" + text
                    + "\"; allowed: ISO-8601, yyyy-MM-dd HH:mm:ss, or seconds, ms, µs or ns since 1970");
        }
    }

    /** The unit follows from the size: seconds reach 1e11 in the year 5138, when milliseconds would mean 1973. */
    private static long epoch(double number) {
        double size = Math.abs(number);
        double micros = size < 1e11 ? number * 1e6 : size < 1e14 ? number * 1e3 : size < 1e17 ? number : number / 1e3;
        return Math.round(micros);
    }
}
