package dev.undercurrent.evaluation.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.evaluation.data.Cell;
import dev.undercurrent.evaluation.data.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Numenta benchmark's files: {@code data/<category>/<file>.csv} with the columns timestamp and value, and
 * {@code labels/combined_windows.json}, in the layout of github.com/numenta/NAB.
 *
 * @param recordings in the order of their names
 * @param labels by name
 */
public record NabData(List<Recording> recordings, Map<String, NabLabels> labels) {

    /**
     * Reads every file of the labels that is there.
     *
     * @throws IllegalArgumentException if nothing is there, or a file does not fit its labels
     */
    public static NabData read(Path directory) throws IOException {
        Path windows = directory.resolve("labels/combined_windows.json");
        if (!Files.exists(windows)) {
            throw new IllegalArgumentException(
                    directory + " has no labels/combined_windows.json; allowed: a directory as github.com/numenta/NAB");
        }
        Map<String, List<List<String>>> all = new ObjectMapper()
                .readValue(windows.toFile(), new TypeReference<TreeMap<String, List<List<String>>>>() {});
        List<Recording> recordings = new ArrayList<>();
        Map<String, NabLabels> labels = new LinkedHashMap<>();
        for (Map.Entry<String, List<List<String>>> entry : all.entrySet()) {
            Path file = directory.resolve("data").resolve(entry.getKey());
            if (Files.exists(file)) {
                Recording recording = recording(entry.getKey(), file);
                recordings.add(recording);
                try {
                    labels.put(recording.name(), NabLabels.of(recording.stamps(), entry.getValue()));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("file " + file + ": " + e.getMessage(), e);
                }
            }
        }
        if (recordings.isEmpty()) {
            throw new IllegalArgumentException(directory + " has none of the labelled files in data/");
        }
        return new NabData(recordings, labels);
    }

    private static Recording recording(String name, Path file) throws IOException {
        List<String[]> rows = CsvRows.read(file);
        List<String> stamps = new ArrayList<>();
        double[][] values = new double[rows.size() - 1][];
        for (int i = 0; i < values.length; i++) {
            String[] row = rows.get(i + 1);
            stamps.add(row[0]);
            values[i] = new double[] {row.length > 1 ? Cell.value(row[1]) : Double.NaN};
        }
        return new Recording(name, stamps, List.of("value"), values);
    }
}
