package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.io.IOException;
import java.nio.file.Path;

/** Reads files line by line. */
final class TextFormat extends RecordFormat {

    private static final long serialVersionUID = 1L;

    private final int longest;

    /** @param maxChars characters of a line that are looked at */
    TextFormat(InputFiles files, int maxChars) {
        super(files);
        // more than can be looked at, so that a longer line is seen to be longer
        longest = 4 * (maxChars + 2);
    }

    @Override
    Records open(Path local) throws IOException {
        TextFile lines = TextFile.open(local, longest);
        return new Records() {
            @Override
            public boolean skip() throws IOException {
                return lines.next() != null;
            }

            @Override
            public RawRecord next(String path, int file, long position) throws IOException {
                byte[] bytes = lines.next();
                return bytes == null ? null : RawRecord.ofLine(path, file, position, bytes);
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }
}
