package dev.undercurrent.jobs.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** A line every few seconds, and one for each incident: for logs, pipes and scripts. */
final class LineDisplay implements Display {

    private static final double PERIOD_SECONDS = 5;

    private final PrintStream out;
    private final Board board;
    private final Tally tally;
    private double next;
    private long incidents;

    LineDisplay(PrintStream out, Source source, Board board, Tally tally, Access access) {
        this.out = out;
        this.board = board;
        this.tally = tally;
        out.println("Scoring " + source.title() + ".");
        access.lines().forEach(out::println);
        out.flush();
    }

    @Override
    public void refresh() {
        for (String line : board.incidentsSince(incidents)) {
            out.println(line);
            incidents++;
        }
        if (tally.elapsed() >= next) {
            next = tally.elapsed() + PERIOD_SECONDS;
            out.printf(Locale.ROOT, "%5.0f s  %s%n", tally.elapsed(), tally.line());
        }
        out.flush();
    }

    @Override
    public void say(String message) {
        out.printf(Locale.ROOT, "%5.0f s  %s%n", tally.elapsed(), message);
        out.flush();
    }

    @Override
    public long periodMillis() {
        return 200;
    }

    @Override
    public void close() {
        out.flush();
    }
}
