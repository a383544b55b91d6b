package dev.undercurrent.jobs.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The live table: one row per series, the last incidents below, and what the keys do. */
final class LiveDisplay implements Display {

    private static final int MAX_INCIDENT_LINES = 6;

    private final Terminal terminal;
    private final boolean colour;
    private final Source source;
    private final Board board;
    private final Tally tally;
    private final Burn burn;
    private final Access access;
    private int frames;

    LiveDisplay(
            PrintStream out,
            boolean colour,
            Source source,
            Board board,
            Tally tally,
            Burn burn,
            Access access,
            Runnable quit)
            throws IOException {
        this.colour = colour;
        this.source = source;
        this.board = board;
        this.tally = tally;
        this.burn = burn;
        this.access = access;
        this.terminal = Terminal.open(out, key -> {
            switch (key) {
                case 'b', 'B' -> burn.start();
                case 'q', 'Q', 4 -> quit.run();
                default -> {
                    // every other key means nothing
                }
            }
        });
    }

    @Override
    public void refresh() {
        try {
            if (frames++ % 4 == 0) {
                terminal.measure();
            }
        } catch (IOException e) {
            // the size stays what it was
        }
        terminal.show(frame(terminal.columns(), terminal.rows()));
    }

    private List<String> frame(int columns, int rows) {
        List<String> foot = new ArrayList<>();
        List<String> incidents = board.incidentsSince(board.incidentCount() - MAX_INCIDENT_LINES);
        foot.add("");
        foot.add(incidents.isEmpty() ? "No incident so far; series alarm once they have learned." : "Last incidents:");
        incidents.forEach(line -> foot.add("  " + line));
        foot.add("");
        foot.addAll(access.lines());
        foot.add("");
        int burning = burn.secondsLeft();
        foot.add(
                burning > 0
                        ? strong("Burning CPU on every core, " + burning + " s left", "33") + " · q quits"
                        : strong("b", "1") + " burns CPU for " + Burn.SECONDS + " s, to cause an anomaly · "
                                + strong("q", "1") + " quits");

        List<String> lines = new ArrayList<>();
        String title = "Undercurrent · " + source.title() + " · " + Table.duration((long) (tally.elapsed() * 1e6));
        lines.add(strong(cut(title, columns), "1;36"));
        lines.add(cut(tally.line(), columns));
        lines.add("");
        List<Row> all = board.rows();
        if (all.isEmpty()) {
            lines.add("Waiting for the first verdict …");
        } else {
            int room = rows - lines.size() - foot.size();
            // a small screen gives its lines to the series first, and keeps the keys
            while (room < Math.min(all.size() + 1, 8) && foot.size() > 1) {
                foot.remove(0);
                room++;
            }
            lines.addAll(new Table(columns, colour).lines(all, room));
        }
        for (int i = 0; i < foot.size() - 1; i++) {
            lines.add(cut(foot.get(i), columns));
        }
        lines.add(foot.get(foot.size() - 1));
        return lines;
    }

    private String strong(String text, String code) {
        return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    private static String cut(String line, int columns) {
        return line.length() > columns ? line.substring(0, Math.max(0, columns)) : line;
    }

    @Override
    public void say(String message) {
        // the burn shows in the last line, incidents in theirs
    }

    @Override
    public long periodMillis() {
        return 250;
    }

    @Override
    public void close() {
        terminal.close();
    }
}
