package dev.undercurrent.jobs.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** One line that says how far long work has come: rewritten in place on a terminal, repeated rarely elsewhere. */
public final class StatusLine {

    private static final double REPEAT_SECONDS = 10;

    private final PrintWriter err;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private double next;
    private boolean open;

    /** @param terminal whether {@code err} is one */
    public StatusLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** Since this line was made. */
    public double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** Says how far the work has come, if it is time to. */
    public void show(Supplier<String> words) {
        double seconds = seconds();
        if (!terminal && seconds < next) {
            return;
        }
        next = seconds + REPEAT_SECONDS;
        String line = words.get();
        err.print(terminal ? "\r" + line + "\033[K" : line + System.lineSeparator());
        err.flush();
        open = terminal;
    }

    /** Says something in a line of its own. */
    public void say(String line) {
        end();
        err.println(line);
        err.flush();
    }

    /** Ends the line that is being rewritten. */
    public void end() {
        if (open) {
            err.println();
            err.flush();
            open = false;
        }
    }
}
