package dev.undercurrent.evaluation.benchmark;

import dev.undercurrent.evaluation.data.Cell;
import dev.undercurrent.evaluation.data.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Skoltech anomaly benchmark's files (github.com/waico/SKAB): {@code data/<folder>/<n>.csv}, datetime, eight sensors, then
 * the labels anomaly and changepoint. The folder {@code anomaly-free} has no labels and is left out.
 *
 * @param recordings without their labels, in the order of their names
 * @param labels by name
 */
public record SkabData(List<Recording> recordings, Map<String, Labels> labels) {

    /** First rows of a file, which are there to learn from. */
    public static final int TRAINING = 400;

    private static final List<String> FOLDERS = List.of("valve1", "valve2", "other");

    /** Whether each row is anomalous, and whether it is a change point. */
    public record Labels(boolean[] outlier, boolean[] change) {}

    /** @throws IllegalArgumentException if nothing is there, or a file has other columns */
    public static SkabData read(Path directory) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        Map<String, Labels> labels = new LinkedHashMap<>();
        for (String folder : FOLDERS) {
            Path in = directory.resolve("data").resolve(folder);
            if (Files.isDirectory(in)) {
                try (Stream<Path> files = Files.list(in)) {
                    for (Path file : files.filter(f -> f.toString().endsWith(".csv"))
                            .sorted()
                            .toList()) {
                        read(folder + "/" + file.getFileName(), CsvRows.read(file), recordings, labels);
                    }
                }
            }
        }
        if (recordings.isEmpty()) {
            throw new IllegalArgumentException(
                    directory + " has no data/valve1, data/valve2 or data/other; allowed: a directory as"
                            + " github.com/waico/SKAB");
        }
        return new SkabData(recordings, labels);
    }

    private static void read(String name, List<String[]> rows, List<Recording> recordings, Map<String, Labels> labels) {
        List<String> header = Arrays.asList(rows.get(0));
        int outlier = header.indexOf("anomaly");
        int change = header.indexOf("changepoint");
        if (!header.get(0).equals("datetime") || outlier < 0 || change < 0) {
            throw new IllegalArgumentException(
                    name + " has the columns " + header + "; allowed: datetime, sensors, anomaly, changepoint");
        }
        int sensors = Math.min(outlier, change) - 1;
        int n = rows.size() - 1;
        List<String> stamps = new ArrayList<>(n);
        double[][] values = new double[n][sensors];
        Labels truth = new Labels(new boolean[n], new boolean[n]);
        for (int i = 0; i < n; i++) {
            String[] row = rows.get(i + 1);
            stamps.add(row[0].length() > 19 ? row[0].substring(0, 19) : row[0]);
            for (int c = 0; c < sensors; c++) {
                values[i][c] = Cell.value(row[c + 1]);
            }
            truth.outlier[i] = Cell.value(row[outlier]) > 0;
            truth.change[i] = Cell.value(row[change]) > 0;
        }
        recordings.add(new Recording(name, stamps, header.subList(1, 1 + sensors), values));
        labels.put(name, truth);
    }

    /** What was said of a recording, beside its labels, on the rows that are judged. */
    public SkabScore.File judged(Recording recording, boolean[] outlier, boolean[] change) {
        int from = Math.min(TRAINING, recording.rows());
        int to = recording.rows();
        Labels truth = labels.get(recording.name());
        long[] micros = recording.micros();
        double[] seconds = new double[to - from];
        for (int i = from; i < to; i++) {
            seconds[i - from] = Math.floorDiv(micros[i], 1_000_000L);
        }
        return new SkabScore.File(
                seconds,
                Arrays.copyOfRange(truth.outlier, from, to),
                Arrays.copyOfRange(truth.change, from, to),
                Arrays.copyOfRange(outlier, from, to),
                Arrays.copyOfRange(change, from, to));
    }
}
