package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.io.IOException;
import java.nio.file.Path;

/** Reads CSV files row by row. */
final class RowFormat extends RecordFormat {

    private static final long serialVersionUID = 1L;

    private final FieldsConfig fields;

    RowFormat(InputFiles files, FieldsConfig fields) {
        super(files);
        this.fields = fields;
    }

    @Override
    Records open(Path local) throws IOException {
        CsvFile rows = CsvFile.open(local, fields);
        return new Records() {
            @Override
            public boolean skip() {
                return rows.next() != null;
            }

            @Override
            public RawRecord next(String path, int file, long position) {
                String[] cells = rows.next();
                return cells == null ? null : RawRecord.ofRow(path, file, position, rows.columns(), cells);
            }

            @Override
            public void close() throws IOException {
                rows.close();
            }
        };
    }
}
