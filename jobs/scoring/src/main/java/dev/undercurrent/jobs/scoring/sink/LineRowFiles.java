package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * The sink of a bounded run over logs: per input file a file of the same relative path with {@code .csv} for {@code .gz} or
 * behind it, one row per line and key in the order they were scored; and {@code sequences.csv}, one row per sequence in the
 * order they ended. One task for all, local files, no restarts: a run that fails is run again, and gives the same bytes.
 */
public final class LineRowFiles implements Sink<OutRecord> {

    private static final long serialVersionUID = 1L;

    private final InputFiles inputs;
    private final String output;

    /** @param output directory, made where it is missing */
    public LineRowFiles(InputFiles inputs, Path output) {
        this.inputs = inputs;
        this.output = output.toAbsolutePath().toString();
    }

    @Override
    public SinkWriter<OutRecord> createWriter(WriterInitContext context) throws IOException {
        if (context.getTaskInfo().getNumberOfParallelSubtasks() != 1) {
            throw new IOException("parallelism of the file sink is "
                    + context.getTaskInfo().getNumberOfParallelSubtasks() + "; allowed: 1");
        }
        return new Writer(inputs, Path.of(output));
    }

    /** Writes rows as they come: they come in the order of the files. */
    private static final class Writer implements SinkWriter<OutRecord> {

        private final InputFiles inputs;
        private final Path output;
        private final boolean[] begun;
        private final BufferedWriter sequences;
        private BufferedWriter lines;
        private int file = -1;

        Writer(InputFiles inputs, Path output) throws IOException {
            this.inputs = inputs;
            this.output = output;
            begun = new boolean[inputs.paths().size()];
            Files.createDirectories(output);
            sequences = Files.newBufferedWriter(output.resolve("sequences.csv"), StandardCharsets.UTF_8);
            sequences.write(LineRowEncoder.SEQUENCES + "\n");
        }

        @Override
        public void write(OutRecord record, Context context) throws IOException {
            String row = new String(record.value(), StandardCharsets.UTF_8) + "\n";
            if (record.feed() == Feed.SEQUENCE_SCORES) {
                sequences.write(row);
                return;
            }
            turnTo(RowKey.of(record.key()).file());
            lines.write(row);
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
                    ? Files.newBufferedWriter(path, StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND)
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
            }
        }

        @Override
        public void close() throws IOException {
            closeLines();
            sequences.close();
        }
    }
}
