package dev.undercurrent.jobs.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line that says how far long work has come: rewritten in place on a terminal, repeated rarely elsewhere. */
final class Progress {

    private static final double REPEAT_SECONDS = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private double next;
    private boolean open;

    Progress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** @param total rows of the whole, or negative while unknown */
    void show(long rows, long total) {
        double seconds = seconds();
        if (!terminal && seconds < next) {
            return;
        }
        next = seconds + REPEAT_SECONDS;
        String line = line(rows, total, seconds);
        err.print(terminal ? "\r" + line + "\033[K" : line + System.lineSeparator());
        err.flush();
        open = terminal;
    }

    /** Ends the line that is being rewritten. */
    void end() {
        if (open) {
            err.println();
            err.flush();
            open = false;
        }
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
