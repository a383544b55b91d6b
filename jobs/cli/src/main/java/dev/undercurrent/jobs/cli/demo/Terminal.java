package dev.undercurrent.jobs.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The terminal in front of the user: a screen of its own that leaves what was there before untouched, and single keys.
 *
 * <p>By {@code stty} and the control sequences every terminal understands; where there is no {@code stty}, there is no live
 * table.
 */
public final class Terminal implements AutoCloseable {

    private static final String ENTER = "\033[?1049h\033[?25l\033[2J";
    private static final String LEAVE = "\033[?25h\033[?1049l";
    private static final String BEGIN_FRAME = "\033[?2026h\033[H";
    private static final String END_FRAME = "\033[J\033[?2026l";
    private static final String CLEAR_TO_END_OF_LINE = "\033[K";

    private final PrintStream out;
    private final String settings;
    private int rows = 24;
    private int columns = 80;
    private boolean closed;

    private Terminal(PrintStream out, String settings) {
        this.out = out;
        this.settings = settings;
    }

    /** True where both input and output are a terminal that can be controlled. */
    static boolean present() {
        String term = System.getenv("TERM");
        return term != null && !term.equals("dumb") && attached(0) && attached(1);
    }

    /** Takes the terminal over until {@link #close}. */
    static Terminal open(PrintStream out, IntConsumer onKey) throws IOException {
        String settings = stty("-g").strip();
        if (settings.isEmpty()) {
            throw new IOException("stty cannot read the terminal's settings");
        }
        Terminal terminal = new Terminal(out, settings);
        stty("-echo -icanon min 1");
        terminal.measure();
        out.print(ENTER);
        out.flush();
        Thread keys = new Thread(() -> terminal.readKeys(System.in, onKey), "keys");
        keys.setDaemon(true);
        keys.start();
        return terminal;
    }

    /** Asks for the size again: the user may have changed it. */
    void measure() throws IOException {
        String[] size = stty("size").strip().split(" ", -1);
        if (size.length == 2) {
            rows = positive(size[0], rows);
            columns = positive(size[1], columns);
        }
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Shows these lines and nothing else; they are expected to fit. */
    synchronized void show(List<String> lines) {
        if (closed) {
            return;
        }
        StringBuilder frame = new StringBuilder(BEGIN_FRAME);
        for (int i = 0; i < Math.min(lines.size(), rows); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(CLEAR_TO_END_OF_LINE);
        }
        out.print(frame.append(END_FRAME));
        out.flush();
    }

    /** Gives the terminal back as it was found. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        out.print(LEAVE);
        out.flush();
        try {
            stty(settings);
        } catch (IOException e) {
            out.println("The terminal's settings could not be restored; `stty sane` does: " + e.getMessage());
        }
    }

    private void readKeys(InputStream in, IntConsumer onKey) {
        try {
            for (int key = in.read(); key >= 0; key = in.read()) {
                onKey.accept(key);
            }
        } catch (IOException e) {
            // no more keys; Ctrl-C still ends the program
        }
    }

    private static int positive(String text, int otherwise) {
        try {
            int value = Integer.parseInt(text);
            return value > 0 ? value : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** True where file descriptor {@code descriptor} (0 in, 1 out, 2 errors) is a terminal. */
    public static boolean attached(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String stty(String arguments) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "stty " + arguments + " < /dev/tty")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("stty " + arguments + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }
}
