package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.format.Csv;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.SinkWriter;

/** Puts the rows of each file back into their order and writes them as soon as none before them is missing. */
final class RowSequencer implements SinkWriter<OutRecord> {

    /** Rows that may wait for an earlier one, over all files. */
    private static final int MAX_WAITING = 2_000_000;

    private static final Map<Feed, String> HEADERS = Map.of(
            Feed.REGIMES, "time,series,regime,previous,onset,probability",
            Feed.FORECASTS, "origin,series,channel,step,time,level,value");

    /** Where a file stands. */
    private static final class Progress {
        private final RowFile file;
        private final TreeMap<Long, OutRecord> waiting = new TreeMap<>();

        private Progress(RowFile file) {
            this.file = file;
        }
    }

    private final InputFiles inputs;
    private final Path output;
    private final FieldsConfig fields;
    private final Map<Integer, Progress> files = new HashMap<>();
    private final Map<Feed, Map<Integer, Map<Long, byte[]>>> extras = new EnumMap<>(Feed.class);
    private int waiting;
    private boolean finished;

    RowSequencer(InputFiles inputs, Path output, FieldsConfig fields) {
        this.inputs = inputs;
        this.output = output;
        this.fields = fields;
    }

    @Override
    public void write(OutRecord record, Context context) throws IOException {
        RowKey key = RowKey.of(record.key());
        if (record.feed() != Feed.SCORES) {
            extras.computeIfAbsent(record.feed(), f -> new TreeMap<>())
                    .computeIfAbsent(key.file(), f -> new TreeMap<>())
                    .put(key.row(), record.value());
            return;
        }
        Progress progress = progress(key.file());
        progress.waiting.put(key.row(), record);
        if (++waiting > MAX_WAITING) {
            throw new IOException(waiting + " rows wait for row " + progress.file.next() + " of "
                    + inputs.paths().get(key.file()) + "; allowed: " + MAX_WAITING);
        }
        while (!progress.waiting.isEmpty() && progress.waiting.firstKey() == progress.file.next()) {
            OutRecord first = progress.waiting.pollFirstEntry().getValue();
            progress.file.write(RowKey.of(first.key()).series(), new String(first.value(), StandardCharsets.UTF_8));
            waiting--;
        }
        if (progress.file.complete()) {
            progress.file.close(); // there may be more files than can be open at once
        }
    }

    private Progress progress(int file) throws IOException {
        Progress progress = files.get(file);
        if (progress == null) {
            String path = inputs.paths().get(file);
            String plain = path.endsWith(".gz") ? path.substring(0, path.length() - 3) : path;
            progress = new Progress(new RowFile(inputs.path(file), output.resolve(plain), fields));
            files.put(file, progress);
        }
        return progress;
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        if (!endOfInput || finished) {
            return;
        }
        finished = true;
        for (int file = 0; file < inputs.paths().size(); file++) {
            Progress progress = progress(file); // also a file without rows gets its header
            if (!progress.waiting.isEmpty() || !progress.file.complete()) {
                throw new IOException("row " + progress.file.next() + " of "
                        + inputs.paths().get(file) + " got no verdict and no status");
            }
            progress.file.close();
        }
        for (Map.Entry<Feed, Map<Integer, Map<Long, byte[]>>> extra : extras.entrySet()) {
            write(extra.getKey(), extra.getValue());
        }
    }

    private void write(Feed feed, Map<Integer, Map<Long, byte[]>> rows) throws IOException {
        String name = feed == Feed.REGIMES ? "regimes.csv" : "forecasts.csv";
        try (BufferedWriter out = Files.newBufferedWriter(output.resolve(name), StandardCharsets.UTF_8)) {
            out.write("file," + HEADERS.get(feed) + "\n");
            for (Map.Entry<Integer, Map<Long, byte[]>> file : rows.entrySet()) {
                String path = Csv.cell(inputs.paths().get(file.getKey()));
                for (byte[] lines : file.getValue().values()) {
                    for (String line : new String(lines, StandardCharsets.UTF_8).split("\n", -1)) {
                        out.write(path + "," + line + "\n");
                    }
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Progress progress : files.values()) {
            progress.file.close();
        }
    }
}
