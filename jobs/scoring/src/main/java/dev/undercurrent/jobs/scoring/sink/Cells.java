package dev.undercurrent.jobs.scoring.sink;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Numbers and times as cells: the same text on every JDK and in every run. */
final class Cells {

    private static final MathContext DIGITS = new MathContext(9);

    private Cells() {}

    /** Nine significant digits; empty for NaN. {@code Double.toString} gives other digits on JDK 19 and later. */
    static String number(double x) {
        if (Double.isNaN(x)) {
            return "";
        } else if (Double.isInfinite(x)) {
            return x > 0 ? "inf" : "-inf";
        } else if (x == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(x).round(DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale();
        return exponent > -5 && exponent < 16 ? rounded.toPlainString() : rounded.toString();
    }

    /** ISO, UTC. */
    static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
