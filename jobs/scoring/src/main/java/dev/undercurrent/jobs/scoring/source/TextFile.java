package dev.undercurrent.jobs.scoring.source;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The lines of a file as bytes, gzipped where its name ends in .gz; of a long line only the beginning is kept. */
public final class TextFile implements Closeable {

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[256];
    private int at;
    private int filled;
    private boolean begun;

    private TextFile(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** @param longest bytes of a line that are kept */
    public static TextFile open(Path path, int longest) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        try {
            return new TextFile(path.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw, longest);
        } catch (IOException e) {
            raw.close();
            throw new IOException("file " + path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The next line without its end, or null after the last. */
    public byte[] next() throws IOException {
        int length = 0;
        boolean any = false;
        while (true) {
            if (at == filled) {
                filled = in.read(buffer);
                at = 0;
                if (filled <= 0) {
                    filled = 0;
                    return any ? bytes(length) : null;
                }
            }
            any = true;
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            int kept = Math.min(end - at, longest - length);
            if (length + kept > line.length) {
                line = Arrays.copyOf(line, Math.max(2 * line.length, length + kept));
            }
            System.arraycopy(buffer, at, line, length, kept);
            length += kept;
            boolean ended = end < filled;
            at = ended ? end + 1 : end;
            if (ended) {
                return bytes(length);
            }
        }
    }

    private byte[] bytes(int length) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        boolean marked =
                !begun && end >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf;
        begun = true;
        return Arrays.copyOfRange(line, marked ? 3 : 0, end);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
