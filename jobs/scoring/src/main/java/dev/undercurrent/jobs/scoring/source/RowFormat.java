package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.ArrayResultIterator;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;

/** Reads files row by row, one split per file; a row's position is its number. */
final class RowFormat implements BulkFormat<RawRecord, FileSourceSplit> {

    private static final long serialVersionUID = 1L;
    private static final int BATCH = 500;

    private final InputFiles files;
    private final FieldsConfig fields;

    RowFormat(InputFiles files, FieldsConfig fields) {
        this.files = files;
        this.fields = fields;
    }

    @Override
    public Reader<RawRecord> createReader(Configuration config, FileSourceSplit split) throws IOException {
        return new Rows(split, 0);
    }

    @Override
    public Reader<RawRecord> restoreReader(Configuration config, FileSourceSplit split) throws IOException {
        long skip = split.getReaderPosition()
                .map(CheckpointedPosition::getRecordsAfterOffset)
                .orElse(0L);
        return new Rows(split, skip);
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RawRecord.TYPE;
    }

    /** The rows of one file. */
    private final class Rows implements Reader<RawRecord> {

        private final String path;
        private final int number;
        private final CsvFile file;
        private long row;

        private Rows(FileSourceSplit split, long skip) throws IOException {
            Path local = Path.of(split.path().toUri().getPath());
            path = Path.of(files.base()).relativize(local).toString().replace('\\', '/');
            number = files.paths().indexOf(path);
            file = CsvFile.open(local, fields);
            while (row < skip && file.next() != null) {
                row++;
            }
        }

        @Override
        public RecordIterator<RawRecord> readBatch() {
            RawRecord[] batch = new RawRecord[BATCH];
            long first = row;
            int n = 0;
            while (n < BATCH) {
                String[] cells = file.next();
                if (cells == null) {
                    break;
                }
                batch[n++] = RawRecord.ofRow(path, number, row++, file.columns(), cells);
            }
            if (n == 0) {
                return null; // the end of the file
            }
            ArrayResultIterator<RawRecord> rows = new ArrayResultIterator<>();
            rows.set(batch, n, CheckpointedPosition.NO_OFFSET, first);
            return rows;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
