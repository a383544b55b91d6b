package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/** Reads files record by record, one split per file; a record's position is its number in the file. */
abstract class RecordFormat implements BulkFormat<RawRecord, FileSourceSplit> {

    private static final long serialVersionUID = 1L;
    private static final int BATCH = 500;

    private final InputFiles files;

    RecordFormat(InputFiles files) {
        this.files = files;
    }

    /** The records of one open file, in order. */
    interface Records extends Closeable {

        /** Passes over one record without making it; false at the end of the file. */
        boolean skip() throws IOException;

        /** The next record, which is known by its file's path and number and its own position; null at the end. */
        RawRecord next(String path, int file, long position) throws IOException;
    }

    abstract Records open(Path file) throws IOException;

    @Override
    public Reader<RawRecord> createReader(Configuration config, FileSourceSplit split) throws IOException {
        return new Batches(split, 0);
    }

    @Override
    public Reader<RawRecord> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        long skip = split.getReaderPosition()
                .map(CheckpointedPosition::getRecordsAfterOffset)
                .orElse(0L);
        return new Batches(split, skip);
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecord.TYPE;
    }

    /** One file, read in batches. */
    private final class Batches implements Reader<RawRecord> {

        private final String path;
        private final int number;
        private final Records records;
        private long position;

        private Batches(FileSourceSplit split, long skip) throws IOException {
            Path local = Path.of(split.path().toUri().getPath());
            path = Path.of(files.base()).relativize(local).toString().replace('\\', '/');
            number = files.paths().indexOf(path);
            records = open(local);
            while (position < skip && records.skip()) {
                position++;
            }
        }

        @Override
        public RecordIterator<RawRecord> readBatch() throws IOException {
            RawRecord[] batch = new RawRecord[BATCH];
            long first = position;
            int n = 0;
            while (n < BATCH) {
                RawRecord next = records.next(path, number, position);
                if (next == null) {
                    break;
                }
                batch[n++] = next;
                position++;
            }
            if (n == 0) {
                return null; // the end of the file
            }
            ArrayResultIterator<RawRecord> iterator = new ArrayResultIterator<>();
            iterator.set(batch, n, CheckpointedPosition.NO_OFFSET, first);
            return iterator;
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }
}
