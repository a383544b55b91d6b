package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.jobs.scoring.format.Csv;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * The sink of a bounded run over logs: per input file a file of the same relative path with {@code .csv} for {@code .gz} or
 * behind it, one row per line and key in the order they were scored; {@code sequences.csv}, one row per sequence in the
 * order they ended; {@code numbers.csv} where numbers in lines are scored, one row per number; and {@code rejected.csv}, one row
 * per line that could not be used, by file and line. One task for all, local files, no restarts: a run that fails is run again, and
 * gives the same bytes.
 */
public final class LineRowFiles implements Sink<OutRecord> {

    private static final long serialVersionUID = 1L;

    private static final int MAX_REJECTED = 1_000_000;

    private final InputFiles inputs;
    private final String output;
    private final boolean numbers;

    /**
     * @param output directory, made where it is missing
     * @param numbers whether numbers in lines come too
     */
    public LineRowFiles(InputFiles inputs, Path output, boolean numbers) {
        this.inputs = inputs;
        this.numbers = numbers;
        this.output = output.toAbsolutePath().toString();
    }

    @Override
    public SinkWriter<OutRecord> createWriter(WriterInitContext context) throws IOException {
        if (context.getTaskInfo().getNumberOfParallelSubtasks() != 1) {
            throw new IOException("parallelism of the file sink is "
                    + context.getTaskInfo().getNumberOfParallelSubtasks() + "; allowed: 1");
        }
        return new Writer(inputs, Path.of(output), numbers);
    }

    /** Writes rows as they come: they come in the order of the files. */
    private static final class Writer implements SinkWriter<OutRecord> {

        private final InputFiles inputs;
        private final Path output;
        private final boolean[] begun;
        private final BufferedWriter sequences;
        private final BufferedWriter numbers;
        private final TreeMap<RowKey, String> rejected =
                new TreeMap<>(Comparator.comparingInt(RowKey::file).thenComparingLong(RowKey::row));
        private BufferedWriter lines;
        private int file = -1;

        Writer(InputFiles inputs, Path output, boolean numbered) throws IOException {
            this.inputs = inputs;
            this.output = output;
            begun = new boolean[inputs.paths().size()];
            Files.createDirectories(output);
            sequences = Files.newBufferedWriter(output.resolve("sequences.csv"), StandardCharsets.UTF_8);
            sequences.write(LineRowEncoder.SEQUENCES + "\n");
            numbers = numbered ? Files.newBufferedWriter(output.resolve("numbers.csv"), StandardCharsets.UTF_8) : null;
            if (numbers != null) {
                numbers.write(NumberRowEncoder.NUMBERS + "\n");
            }
        }

        @Override
        public void write(OutRecord record, Context context) throws IOException {
            String row = new String(record.value(), StandardCharsets.UTF_8) + "\n";
            if (record.feed() == Feed.SEQUENCE_SCORES) {
                sequences.write(row);
                return;
            }
            RowKey key = RowKey.of(record.key());
            if (record.feed() == Feed.DEAD_LETTERS) {
                reject(key, row);
                return;
            }
            if (record.feed() == Feed.SCORES) {
                numbers.write(placed(key, row));
                return;
            }
            turnTo(key.file());
            lines.write(row);
        }

        /** They come on a way of their own, and so at any time: put in order, and written at the end. */
        private void reject(RowKey key, String row) throws IOException {
            rejected.put(key, row);
            if (rejected.size() > MAX_REJECTED) {
                throw new IOException(rejected.size() + " lines could not be used, the last being line "
                        + (key.row() + 1)
                        + " of " + inputs.paths().get(key.file()) + ": " + row.strip() + "; allowed: " + MAX_REJECTED
                        + ", since so many tell of a wrong configuration");
            }
        }

        private void writeRejected() throws IOException {
            try (BufferedWriter out = Files.newBufferedWriter(output.resolve("rejected.csv"), StandardCharsets.UTF_8)) {
                out.write(LineRowEncoder.REJECTED + "\n");
                for (Map.Entry<RowKey, String> each : rejected.entrySet()) {
                    out.write(placed(each.getKey(), each.getValue()));
                }
            }
        }

        private String placed(RowKey key, String row) {
            return Csv.cell(inputs.paths().get(key.file())) + "," + (key.row() + 1) + "," + row;
        }

        /** One file is open at a time: there may be more than can be open at once. */
        private void turnTo(int wanted) throws IOException {
            if (file == wanted) {
                return;
            }
            closeLines();
            Path path = path(wanted);
            Files.createDirectories(path.getParent());
            lines = begun[wanted]
                    ? Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.APPEND)
                    : Files.newBufferedWriter(path, StandardCharsets.UTF_8);
            file = wanted;
            if (!begun[wanted]) {
                begun[wanted] = true;
                lines.write(LineRowEncoder.LINES + "\n");
            }
        }

        private Path path(int number) {
            String path = inputs.paths().get(number);
            return output.resolve((path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path) + ".csv");
        }

        private void closeLines() throws IOException {
            if (lines != null) {
                lines.close();
                lines = null;
                file = -1;
            }
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (endOfInput) {
                for (int i = 0; i < begun.length; i++) {
                    if (!begun[i]) {
                        turnTo(i); // also a file without lines gets its header
                    }
                }
                closeLines();
                sequences.flush();
                if (numbers != null) {
                    numbers.flush();
                }
                writeRejected();
            }
        }

        @Override
        public void close() throws IOException {
            closeLines();
            sequences.close();
            if (numbers != null) {
                numbers.close();
            }
        }
    }
}
