package dev.undercurrent.jobs.trainer;

import dev.undercurrent.jobs.cli.StatusLine;
import java.io.PrintWriter;
import java.util.Locale;

/** How far training has come. */
final class Bar {

    private static final int WIDTH = 24;

    private final StatusLine line;

    Bar(PrintWriter err, boolean terminal) {
        this.line = new StatusLine(err, terminal);
    }

    double seconds() {
        return line.seconds();
    }

    /** A line of its own. */
    void say(String format, Object... arguments) {
        line.say(String.format(Locale.ROOT, format, arguments));
    }

    /**
     * @param done share, in [0, 1]
     * @param words what there is to tell
     * @param secondsLeft estimated; negative = unknown
     */
    void show(double done, String words, double secondsLeft) {
        line.show(() -> line(done, words, secondsLeft));
    }

    void end() {
        line.end();
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
