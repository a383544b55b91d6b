package dev.undercurrent.bundle.card;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them, the same in every locale. */
final class Digits {

    private Digits() {}

    /** With so many digits behind the point, groups of three and a true minus. */
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
        }
        String text = BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .abs()
                .toPlainString();
        int point = text.indexOf('.');
        var out = new StringBuilder(text);
        for (int i = (point < 0 ? text.length() : point) - 3; i > 0; i -= 3) {
            out.insert(i, ',');
        }
        boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
        return (value < 0 && !zero ? "−" : "") + out;
    }

    static String count(long value) {
        return fixed((double) value, 0);
    }

    /** With four digits that count, or all before the point. */
    static String significant(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return fixed(value, 0);
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros();
        if (rounded.precision() - rounded.scale() > 12 || rounded.scale() > 8) {
            return rounded.toString().replace('-', '−').replace("E+", "E");
        }
        return Math.abs(value) >= 1000 ? fixed(value, 0) : fixed(rounded.doubleValue(), Math.max(0, rounded.scale()));
    }

    static String percent(double share, int decimals) {
        return fixed(100 * share, decimals) + (Double.isFinite(share) ? " %" : "");
    }

    /** A coordinate on the page: one digit behind the point at most. */
    static String pixel(double value) {
        long tenths = Math.round(10 * value);
        return (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + (tenths % 10 == 0 ? "" : "." + Math.abs(tenths) % 10);
    }
}
