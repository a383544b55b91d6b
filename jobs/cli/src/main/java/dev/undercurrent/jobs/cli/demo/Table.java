package dev.undercurrent.jobs.cli.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows as lines of text that fit a width. Colour only where asked for; without it nothing is lost. */
final class Table {

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final int NAME_MIN = 14;
    private static final int NAME_MAX = 32;
    /** Everything beside the name: value, band, regime, dwell, score and alarm with the spaces between them. */
    private static final int FIXED = 9 + 21 + 8 + 7 + 7 + 7;

    private static final int PEAK = 7;

    private final int width;
    private final boolean colour;

    Table(int width, boolean colour) {
        this.width = width;
        this.colour = colour;
    }

    /** At most {@code height} lines: a header and all rows, or those with the highest scores, in natural order. */
    List<String> lines(List<Row> rows, int height) {
        List<Row> shown = new ArrayList<>(rows);
        int hidden = shown.size() <= height - 1 ? 0 : shown.size() - Math.max(1, height - 2);
        if (hidden > 0) {
            shown.sort(Comparator.comparing(Row::alarm).thenComparing(Row::peak).reversed());
            shown = new ArrayList<>(shown.subList(0, shown.size() - hidden));
        }
        shown.sort(Comparator.comparing(row -> natural(row.series())));
        int name = nameWidth(shown);
        List<String> lines = new ArrayList<>();
        lines.add(paint("1", fit(header(name))));
        shown.forEach(row -> lines.add(line(row, name)));
        if (hidden > 0) {
            lines.add(fit("… and " + hidden + " quieter series; a taller window shows more"));
        }
        return lines;
    }

    private boolean hasPeak(int name) {
        return width >= name + FIXED + PEAK;
    }

    private int nameWidth(List<Row> rows) {
        int longest =
                1 + rows.stream().mapToInt(row -> row.series().length()).max().orElse(0);
        return Math.max(NAME_MIN, Math.min(Math.min(longest, NAME_MAX), width - FIXED));
    }

    private String header(int name) {
        return String.format(
                Locale.ROOT,
                "%-" + name + "s%9s%21s%8s%7s%7s%s%s",
                "series",
                "value",
                "expected band",
                "regime",
                "for",
                "score",
                hasPeak(name) ? String.format("%7s", "peak") : "",
                "  alarm");
    }

    private String line(Row row, int name) {
        String text = String.format(
                Locale.ROOT,
                "%-" + name + "s%9s%10s…%-10s",
                shorten(row.series(), name),
                number(row.value()),
                number(row.lower()),
                number(row.upper()));
        String regime = String.format(Locale.ROOT, "%3d %4.2f", row.regime(), row.probability());
        String rest = String.format(
                Locale.ROOT,
                "%7s%7.2f%s",
                duration(row.dwell()),
                row.score(),
                hasPeak(name) ? String.format(Locale.ROOT, "%7.2f", row.peak()) : "");
        String flag = row.alarm() ? "  ALARM" : row.warming() ? "  learn" : "";
        if (!colour) {
            return fit(text + regime + rest + flag);
        }
        if (text.length() + regime.length() + rest.length() + flag.length() > width) {
            return fit(text + regime + rest + flag);
        }
        String scoreColour = row.score() >= 0.5 ? "31" : row.score() >= 0.25 ? "33" : "0";
        return text
                + paint("3" + (2 + Math.floorMod(row.regime(), 5)), regime)
                + paint(scoreColour, rest)
                + paint(row.alarm() ? "1;37;41" : "2", flag);
    }

    /** Four significant digits, with k, M, G, T for thousands and their powers. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (size < 1e-3 && size > 0) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        if (size >= 999.95e12) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        String unit = "";
        double scaled = value;
        double limit = 9999.5;
        for (String next : List.of("k", "M", "G", "T")) {
            if (size < limit) {
                break;
            }
            scaled /= 1000;
            size /= 1000;
            unit = next;
            limit = 999.95;
        }
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f%s", scaled, unit);
    }

    /** A duration in microseconds, in two units at most. */
    static String duration(long micros) {
        long seconds = Math.max(0, micros) / 1_000_000;
        if (seconds < 60) {
            return seconds + "s";
        } else if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02d", seconds / 60, seconds % 60);
        } else if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh%02d", seconds / 3600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds / 3600 % 24);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    private String fit(String text) {
        return text.length() > width ? text.substring(0, Math.max(0, width)) : text;
    }

    private static String shorten(String series, int name) {
        return series.length() <= name - 1 ? series : "…" + series.substring(series.length() - name + 2);
    }

    /** A sort key that puts {@code cpu/2} before {@code cpu/10}. */
    private static String natural(String series) {
        Matcher digits = DIGITS.matcher(series);
        return digits.replaceAll(match ->
                "0".repeat(Math.max(0, 12 - match.group().length())) + match.group());
    }
}
