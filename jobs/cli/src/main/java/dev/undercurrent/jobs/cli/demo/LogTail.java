package dev.undercurrent.jobs.cli.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Follows a file that is being written, from its end or its beginning, also when it is cut or replaced. Lines that belong
 * to the one before, such as stack traces, come with it: at the latest once nothing more has come for a while.
 */
final class LogTail {

    private static final int LONGEST = 1 << 16;
    private static final int MOST_LINES = 100;
    private static final int QUIET_POLLS = 2;

    private final Path path;
    private final Pattern first;
    private final Consumer<String> out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder event = new StringBuilder();
    private Object file;
    private long at;
    private int lines;
    private int quiet;

    /**
     * @param fromEnd whether what stands there already is left out
     * @param first matches the beginning of a line that continues none
     */
    LogTail(Path path, boolean fromEnd, Pattern first, Consumer<String> out) throws IOException {
        this.path = path;
        this.first = first;
        this.out = out;
        if (fromEnd && Files.exists(path)) {
            file = identity();
            at = Files.size(path);
        }
    }

    private Object identity() throws IOException {
        Object key = Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey();
        return key == null ? path : key;
    }

    /** Takes in what has been written since the last time. */
    void poll() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Object now = identity();
        if (!now.equals(file) || Files.size(path) < at) {
            file = now;
            at = 0;
        }
        boolean any = false;
        try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
            in.seek(at);
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                any = true;
                at += n;
                take(buffer, n);
            }
        }
        quiet = any ? 0 : quiet + 1;
        if (quiet >= QUIET_POLLS) {
            flush();
        }
    }

    private void take(byte[] buffer, int n) {
        for (int i = 0; i < n; i++) {
            if (buffer[i] == '\n') {
                end();
            } else if (line.size() < LONGEST) {
                line.write(buffer[i]);
            }
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (text.isBlank()) {
            return;
        }
        if (first.matcher(text).lookingAt() || lines >= MOST_LINES) {
            flush();
        }
        event.append(lines == 0 ? "" : "\n").append(text);
        lines++;
    }

    /** Hands on what waits for a continuation. */
    void flush() {
        if (lines > 0) {
            out.accept(event.toString());
            event.setLength(0);
            lines = 0;
        }
    }
}
