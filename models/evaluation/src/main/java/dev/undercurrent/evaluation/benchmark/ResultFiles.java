package dev.undercurrent.evaluation.benchmark;

import dev.undercurrent.evaluation.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Writes what detectors said in the layouts that the benchmarks' own scorers read. */
public final class ResultFiles {

    private ResultFiles() {}

    /**
     * NAB's {@code results/<detector>/<category>/<detector>_<file>.csv}: timestamp, value, anomaly_score, label (1 within
     * a window).
     */
    public static void nab(Path out, String detector, Recording recording, NabLabels labels, double[] scores)
            throws IOException {
        int slash = recording.name().lastIndexOf('/');
        Path file = out.resolve("results")
                .resolve(detector)
                .resolve(recording.name().substring(0, slash + 1))
                .resolve(detector + "_" + recording.name().substring(slash + 1));
        StringBuilder text = new StringBuilder("timestamp,value,anomaly_score,label\n");
        for (int i = 0; i < recording.rows(); i++) {
            text.append(recording.stamps().get(i)).append(',');
            text.append(recording.values()[i][0]).append(',').append(scores[i]).append(',');
            text.append(labels.window(i) == NabLabels.OUTSIDE ? 0 : 1).append('\n');
        }
        write(file, text);
    }

    /** SKAB's predictions, {@code results/<detector>/<folder>/<file>.csv}: datetime, outlier, changepoint. */
    public static void skab(Path out, String detector, Recording recording, boolean[] outlier, boolean[] change)
            throws IOException {
        StringBuilder text = new StringBuilder("datetime,outlier,changepoint\n");
        for (int i = 0; i < recording.rows(); i++) {
            text.append(recording.stamps().get(i)).append(',').append(outlier[i] ? 1 : 0);
            text.append(',').append(change[i] ? 1 : 0).append('\n');
        }
        write(out.resolve("results").resolve(detector).resolve(recording.name()), text);
    }

    /** {@code results/<detector>.json}: change points by series. */
    public static void changePoints(Path out, String detector, Map<String, List<Integer>> points) throws IOException {
        write(out.resolve("results").resolve(detector + ".json"), Json.write(points) + "\n");
    }

    /** A recording as plain CSV: timestamp and the values, NaN as an empty cell. */
    public static void plain(Path directory, Recording recording) throws IOException {
        StringBuilder text = new StringBuilder("timestamp");
        recording.channels().forEach(c -> text.append(',').append(c));
        text.append('\n');
        for (int i = 0; i < recording.rows(); i++) {
            StringJoiner row = new StringJoiner(",", recording.stamps().get(i) + ",", "\n");
            for (double v : recording.values()[i]) {
                row.add(Double.isNaN(v) ? "" : Double.toString(v));
            }
            text.append(row);
        }
        write(directory.resolve(recording.name()), text);
    }

    private static void write(Path file, CharSequence text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
