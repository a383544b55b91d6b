package dev.undercurrent.jobs.cli.demo;

import java.io.IOException;
import java.io.PrintStream;

/** Shows a running demo: as a live table on a terminal, as plain lines elsewhere. */
interface Display extends AutoCloseable {

    static Display of(
            DemoOptions options,
            PrintStream out,
            Source source,
            Board board,
            Tally tally,
            Burn burn,
            Access access,
            Runnable quit)
            throws IOException {
        if (options.headless() || !Terminal.present()) {
            return new LineDisplay(out, source, board, tally, access);
        }
        String noColour = System.getenv("NO_COLOR");
        boolean colour = noColour == null || noColour.isEmpty();
        return new LiveDisplay(out, colour, source, board, tally, burn, access, quit);
    }

    /** Brings what is shown up to date. */
    void refresh();

    /** Tells the user something that just happened. */
    void say(String message);

    /** Milliseconds between refreshes. */
    long periodMillis();

    @Override
    void close();
}
