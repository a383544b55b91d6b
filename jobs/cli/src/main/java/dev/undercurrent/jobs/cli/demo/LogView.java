package dev.undercurrent.jobs.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows the log demo: a live table of keys and the lines that surprised, or plain lines where there is no terminal. */
final class LogView implements AutoCloseable {

    private static final int SURPRISES = 5;
    private static final double PERIOD_SECONDS = 5;

    private final PrintStream out;
    private final LogBoard board;
    private final Tally tally;
    private final Terminal terminal;
    private final String title;
    private long told;
    private double next;

    /**
     * @param live whether to take the terminal over
     * @param trouble what the key t does
     */
    LogView(PrintStream out, boolean live, LogBoard board, Tally tally, String title, Runnable trouble, Runnable quit)
            throws IOException {
        this.out = out;
        this.board = board;
        this.tally = tally;
        this.title = title;
        this.terminal = !live
                ? null
                : Terminal.open(out, key -> {
                    switch (key) {
                        case 't', 'T' -> trouble.run();
                        case 'q', 'Q', 4 -> quit.run();
                        default -> {
                            // every other key means nothing
                        }
                    }
                });
        if (terminal == null) {
            out.println("Scoring " + title + ".");
        }
    }

    void refresh() {
        if (terminal != null) {
            try {
                terminal.measure();
            } catch (IOException e) {
                // the size stays what it was
            }
            terminal.show(frame(terminal.columns(), terminal.rows()));
            return;
        }
        for (String line : board.surprisesSince(told)) {
            out.println(line);
            told++;
        }
        if (tally.elapsed() >= next) {
            next = tally.elapsed() + PERIOD_SECONDS;
            out.printf(
                    Locale.ROOT,
                    "%5.0f s  %s  keys %d  templates %d%n",
                    tally.elapsed(),
                    tally.line(),
                    board.rows().size(),
                    board.templates());
        }
        out.flush();
    }

    List<String> frame(int columns, int rows) {
        List<String> foot = new ArrayList<>();
        List<String> surprises = board.surprisesSince(board.surpriseCount() - SURPRISES);
        foot.add("");
        foot.add(surprises.isEmpty() ? "No surprise so far; keys alarm once they have learned." : "Last surprises:");
        surprises.forEach(line -> foot.add("  " + line));
        foot.add("");
        foot.add("t makes trouble: asks the broker for what it must refuse · q quits");
        List<String> lines = new ArrayList<>();
        lines.add("Undercurrent · " + title + " · " + Table.duration((long) (tally.elapsed() * 1e6)));
        lines.add(tally.line());
        lines.add("");
        lines.addAll(table(board.rows(), Math.max(3, rows - lines.size() - foot.size())));
        lines.addAll(foot);
        return lines.stream()
                .map(line -> line.length() > columns ? line.substring(0, Math.max(0, columns)) : line)
                .toList();
    }

    private static List<String> table(List<LogBoard.Row> rows, int height) {
        if (rows.isEmpty()) {
            return List.of("Waiting for the first verdict …");
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT, "%-26s%7s%6s%7s%7s%7s  %s", "key", "lines", "tmpl", "nats", "score", "peak", "saw"));
        for (LogBoard.Row row : rows) {
            if (lines.size() == height - 1 && rows.size() > height - 1) {
                lines.add("… and " + (rows.size() - height + 2) + " quieter keys");
                break;
            }
            String key = row.key().length() <= 25
                    ? row.key()
                    : "…" + row.key().substring(row.key().length() - 24);
            String flag = row.alarm() ? "ALARM " : row.warming() ? "learn " : "";
            lines.add(String.format(
                    Locale.ROOT,
                    "%-26s%7d%6d%7.2f%7.2f%7.2f  %s%s",
                    key,
                    row.lines(),
                    row.templates(),
                    row.surprisal(),
                    row.score(),
                    row.peak(),
                    flag,
                    row.text().replace('\n', ' ')));
        }
        return lines;
    }

    long periodMillis() {
        return terminal == null ? 200 : 250;
    }

    void say(String message) {
        if (terminal == null) {
            out.printf(Locale.ROOT, "%5.0f s  %s%n", tally.elapsed(), message);
            out.flush();
        }
    }

    @Override
    public void close() {
        if (terminal != null) {
            terminal.close();
        }
    }
}
