package dev.undercurrent.evaluation.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.evaluation.data.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Series with change points. Their times are made up, one row a minute: some have none, others are years apart, and only the
 * order of rows counts.
 *
 * @param recordings in the order of their names
 * @param truth by name of the recording, then by annotator: first rows of new segments
 */
public record SegmentationData(List<Recording> recordings, Map<String, List<List<Integer>>> truth) {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final LocalDateTime START = LocalDateTime.of(2000, 1, 1, 0, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The time series segmentation benchmark: {@code desc.txt} with lines of name, period and change points beside
     * {@code <name>.txt} of one value per line (github.com/ermshaua/time-series-segmentation-benchmark,
     * {@code tssb/datasets}); or {@code change_points.json}, name to change points, beside {@code series/<name>.txt}. The
     * period is not used: it is a hint.
     */
    public static SegmentationData tssb(Path directory) throws IOException {
        Map<String, List<Integer>> truth = new TreeMap<>();
        Path description = directory.resolve("desc.txt");
        Path points = directory.resolve("change_points.json");
        Path series = directory;
        if (Files.exists(description)) {
            for (String line : Files.readAllLines(description)) {
                String[] cells = line.split(",", -1);
                List<Integer> changes = new ArrayList<>();
                for (int i = 2; i < cells.length; i++) {
                    changes.add((int) Cell.value(cells[i].strip()));
                }
                truth.put(cells[0].strip(), changes);
            }
        } else if (Files.exists(points)) {
            truth.putAll(JSON.readValue(points.toFile(), new TypeReference<Map<String, List<Integer>>>() {}));
            series = directory.resolve("series");
        } else {
            throw new IllegalArgumentException(directory + " has neither desc.txt nor change_points.json");
        }
        List<Recording> recordings = new ArrayList<>();
        Map<String, List<List<Integer>>> labels = new LinkedHashMap<>();
        for (Map.Entry<String, List<Integer>> one : truth.entrySet()) {
            Path file = series.resolve(one.getKey() + ".txt");
            if (Files.exists(file)) {
                double[][] values = Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .map(line -> new double[] {Cell.value(line.strip())})
                        .toArray(double[][]::new);
                Recording recording =
                        new Recording(one.getKey() + ".csv", stamps(values.length), List.of("value"), values);
                recordings.add(recording);
                labels.put(recording.name(), List.of(one.getValue()));
            }
        }
        return found(directory, recordings, labels);
    }

    /**
     * The Turing change point dataset: {@code annotations.json} beside {@code datasets/<name>/<name>.json}
     * (github.com/alan-turing-institute/TCPD) or {@code series/<name>.json}.
     */
    public static SegmentationData tcpd(Path directory) throws IOException {
        Path annotations = directory.resolve("annotations.json");
        if (!Files.exists(annotations)) {
            throw new IllegalArgumentException(directory + " has no annotations.json");
        }
        Map<String, Map<String, List<Integer>>> all = JSON.readValue(
                annotations.toFile(), new TypeReference<TreeMap<String, Map<String, List<Integer>>>>() {});
        List<Recording> recordings = new ArrayList<>();
        Map<String, List<List<Integer>>> labels = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, List<Integer>>> one : all.entrySet()) {
            String name = one.getKey();
            Path flat = directory.resolve("series/" + name + ".json");
            Path file = Files.exists(flat) ? flat : directory.resolve("datasets/" + name + "/" + name + ".json");
            if (Files.exists(file)) {
                Recording recording = tcpd(name, JSON.readTree(file.toFile()));
                recordings.add(recording);
                labels.put(recording.name(), List.copyOf(one.getValue().values()));
            }
        }
        return found(directory, recordings, labels);
    }

    private static Recording tcpd(String name, JsonNode json) {
        int rows = json.path("n_obs").asInt();
        JsonNode series = json.path("series");
        List<String> channels = new ArrayList<>();
        double[][] values = new double[rows][series.size()];
        for (int c = 0; c < series.size(); c++) {
            channels.add(series.size() == 1 ? "value" : "v" + (c + 1));
            JsonNode raw = series.get(c).path("raw");
            for (int i = 0; i < rows; i++) {
                JsonNode cell = raw.path(i);
                values[i][c] = cell.isNumber() ? cell.asDouble() : Double.NaN;
            }
        }
        return new Recording(name + ".csv", stamps(rows), channels, values);
    }

    private static SegmentationData found(
            Path directory, List<Recording> recordings, Map<String, List<List<Integer>>> labels) {
        if (recordings.isEmpty()) {
            throw new IllegalArgumentException(directory + " has none of the labelled series");
        }
        return new SegmentationData(recordings, labels);
    }

    /** Times of so many rows, a minute apart. */
    static List<String> stamps(int rows) {
        List<String> stamps = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            stamps.add(START.plusMinutes(i).format(STAMP));
        }
        return stamps;
    }

    /** All true change points of a recording, whoever named them. */
    public Collection<Integer> points(String name) {
        return truth.get(name).stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
