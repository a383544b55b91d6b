package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/** Reads files line by line, one split per file; a line's position is its number. */
final class TextFormat implements BulkFormat<RawRecord, FileSourceSplit> {

    private static final long serialVersionUID = 1L;
    private static final int BATCH = 500;

    private final InputFiles files;
    private final int longest;

    /** @param maxChars characters of a line that are looked at */
    TextFormat(InputFiles files, int maxChars) {
        this.files = files;
        // more than can be looked at, so that a longer line is seen to be longer
        longest = 4 * (maxChars + 2);
    }

    @Override
    public Reader<RawRecord> createReader(Configuration config, FileSourceSplit split) throws IOException {
        return new Lines(split, 0);
    }

    @Override
    public Reader<RawRecord> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        long skip = split.getReaderPosition()
                .map(CheckpointedPosition::getRecordsAfterOffset)
                .orElse(0L);
        return new Lines(split, skip);
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecord.TYPE;
    }

    /** The lines of one file. */
    private final class Lines implements Reader<RawRecord> {

        private final String path;
        private final int number;
        private final TextFile file;
        private long line;

        private Lines(FileSourceSplit split, long skip) throws IOException {
            Path local = Path.of(split.path().toUri().getPath());
            path = Path.of(files.base()).relativize(local).toString().replace('\\', '/');
            number = files.paths().indexOf(path);
            file = TextFile.open(local, longest);
            while (line < skip && file.next() != null) {
                line++;
            }
        }

        @Override
        public RecordIterator<RawRecord> readBatch() throws IOException {
            RawRecord[] batch = new RawRecord[BATCH];
            long first = line;
            int n = 0;
            while (n < BATCH) {
                byte[] bytes = file.next();
                if (bytes == null) {
                    break;
                }
                batch[n++] = RawRecord.ofLine(path, number, line++, bytes);
            }
            if (n == 0) {
                return null; // the end of the file
            }
            ArrayResultIterator<RawRecord> lines = new ArrayResultIterator<>();
            lines.set(batch, n, CheckpointedPosition.NO_OFFSET, first);
            return lines;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
