package dev.undercurrent.jobs.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** How far rows have been worked through, and how fast. */
final class Progress {

    private final StatusLine line;

    Progress(PrintWriter err, boolean terminal) {
        this.line = new StatusLine(err, terminal);
    }

    double seconds() {
        return line.seconds();
    }

    /** @param total rows of the whole, or negative while unknown */
    void show(long rows, long total) {
        line.show(() -> line(rows, total, seconds()));
    }

    void end() {
        line.end();
    }

    static String line(long rows, long total, double seconds) {
        double rate = rows / Math.max(seconds, 1e-3);
        if (total < 0) {
            return String.format(Locale.ROOT, "%,d rows, %,.0f rows/s", rows, rate);
        }
        String left = rows == 0 ? "?" : left(Math.max(0, total - rows) / rate);
        return String.format(Locale.ROOT, "%,d of %,d rows, %,.0f rows/s, %s left", rows, total, rate, left);
    }

    private static String left(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(seconds));
        return left.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart());
    }
}
