package dev.undercurrent.jobs.dashboard;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {

    private static final String[] LARGE = {"", " k", " M", " G", " T", " P", " E"};

    private Numbers() {}

    /** About four digits, with a prefix for thousands. */
    static String text(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "none";
        }
        if (size >= 1e21 || (size < 1e-3 && size > 0)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int power = 0;
        while (Math.abs(value) >= 10_000 && power < LARGE.length - 1) {
            value /= 1000;
            power++;
        }
        size = Math.abs(value);
        String digits = size >= 1000 ? "%.0f" : size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f";
        String text = String.format(Locale.ROOT, digits, value);
        return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text) + LARGE[power];
    }
}
