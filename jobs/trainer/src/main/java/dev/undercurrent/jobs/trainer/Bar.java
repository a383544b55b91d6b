package dev.undercurrent.jobs.trainer;

import java.io.PrintWriter;
import java.util.Locale;

/** One line that says how far training has come: rewritten in place on a terminal, repeated rarely elsewhere. */
final class Bar {

    private static final int WIDTH = 24;
    private static final double REPEAT_SECONDS = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private double next;
    private boolean open;

    Bar(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** A line of its own. */
    void say(String format, Object... arguments) {
        end();
        err.println(String.format(Locale.ROOT, format, arguments));
        err.flush();
    }

    /**
     * @param done share, in [0, 1]
     * @param words what there is to tell
     * @param secondsLeft estimated; negative = unknown
     */
    void show(double done, String words, double secondsLeft) {
        if (!terminal && seconds() < next) {
            return;
        }
        next = seconds() + REPEAT_SECONDS;
        String line = line(done, words, secondsLeft);
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

    static String line(double done, String words, double secondsLeft) {
        int full = (int) Math.round(WIDTH * Math.min(1, Math.max(0, done)));
        String left = secondsLeft < 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", %d:%02d left",
                        (long) secondsLeft / 60,
                        Math.round(Math.floor(secondsLeft)) % 60);
        return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "] "
                + String.format(Locale.ROOT, "%3.0f %%, ", 100 * done) + words + left;
    }
}
