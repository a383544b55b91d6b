package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.evaluation.benchmark.NabData;
import dev.undercurrent.evaluation.benchmark.NabProfile;
import dev.undercurrent.evaluation.benchmark.NabScore;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.Synthetic;
import dev.undercurrent.evaluation.data.Cell;
import dev.undercurrent.evaluation.data.CsvRows;
import dev.undercurrent.jobs.cli.Undercurrent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A small slice of each kind of benchmark through the job, on series whose answers are known because they were made here. */
class BenchmarkITCase {

    private static final int ROWS = 1600;
    private static final int BURST = 1000;

    @TempDir
    Path directory;

    private JsonNode run(String... arguments) throws IOException {
        CommandLine line = Undercurrent.commandLine();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
        List<String> all = new ArrayList<>(List.of("benchmark"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", directory.resolve("data").toString()));
        all.addAll(List.of("--out", directory.resolve("out").toString()));
        assertThat(line.execute(all.toArray(String[]::new))).as(err.toString()).isZero();
        assertThat(directory.resolve("out/report.html")).isNotEmptyFile();
        assertThat(directory.resolve("out/report.md")).isNotEmptyFile();
        return new ObjectMapper().readTree(directory.resolve("out/report.json").toFile());
    }

    private static JsonNode figures(JsonNode report, int table, String method) {
        for (JsonNode row : report.path("tables").get(table).path("rows")) {
            if (row.path("method").asText().equals(method)) {
                return row.path("figures");
            }
        }
        throw new AssertionError("no row " + method);
    }

    private void write(String path, CharSequence text) throws IOException {
        Path file = directory.resolve("data").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Healthy series but for a burst of ten deviations in one of them. */
    private void nab() throws IOException {
        StringBuilder labels = new StringBuilder("{");
        for (Synthetic kind : List.of(Synthetic.NOISE, Synthetic.AUTOREGRESSION)) {
            Recording healthy = kind.recording(ROWS, 11);
            StringBuilder text = new StringBuilder("timestamp,value\n");
            for (int i = 0; i < ROWS; i++) {
                boolean burst = kind == Synthetic.NOISE && i >= BURST && i < BURST + 5;
                text.append(healthy.stamps().get(i)).append(',');
                text.append(healthy.values()[i][0] + (burst ? 12 : 0)).append('\n');
            }
            write("data/" + kind.title() + "/a.csv", text);
            labels.append(labels.length() > 1 ? "," : "")
                    .append('"')
                    .append(kind.title())
                    .append("/a.csv\": [");
            if (kind == Synthetic.NOISE) {
                labels.append("[\"").append(healthy.stamps().get(BURST - 20)).append("\", \"");
                labels.append(healthy.stamps().get(BURST + 20)).append("\"]");
            }
            labels.append(']');
        }
        write("labels/combined_windows.json", labels.append('}'));
    }

    @Test
    @DisplayName(
            "Detection: the burst opens an incident in its window, and the results on disk give the figures of the report")
    void detection() throws IOException {
        nab();
        JsonNode report = run("nab");
        JsonNode ours = figures(report, 1, "undercurrent, incidents");
        assertThat(ours.path("windows").asInt()).isEqualTo(1);
        assertThat(ours.path("hit").asInt()).isEqualTo(1);
        assertThat(ours.path("delay.rows").asInt()).isBetween(0, 25);
        assertThat(ours.path("outside").asInt()).as("chance, in 2,700 rows").isLessThanOrEqualTo(6);
        for (String[] method : new String[][] {
            {"undercurrent", "undercurrent, incidents"},
            {"undercurrent-rows", "undercurrent, rows"},
            {"random-cut-forest", "random-cut-forest, rows"},
            {"ewma-incidents", "ewma, incidents"}
        }) {
            JsonNode written = figures(report, 0, method[1]);
            for (NabProfile p : NabProfile.values()) {
                assertThat(fromDisk(method[0], p))
                        .as(method[1] + ", " + p)
                        .isCloseTo(written.path(p.key() + ".optimised").asDouble(), within(1e-9));
            }
        }
    }

    private double fromDisk(String detector, NabProfile profile) throws IOException {
        NabData data = NabData.read(directory.resolve("data"));
        List<NabScore.File> files = new ArrayList<>();
        for (Recording r : data.recordings()) {
            String name = r.name().replace("/", "/" + detector + "_");
            Path file = directory.resolve("out/results").resolve(detector).resolve(name);
            List<String[]> rows = CsvRows.read(file);
            assertThat(rows.get(0)).containsExactly("timestamp", "value", "anomaly_score", "label");
            double[] scores =
                    rows.stream().skip(1).mapToDouble(row -> Cell.value(row[2])).toArray();
            files.add(new NabScore.File(data.labels().get(r.name()), scores));
        }
        return NabScore.optimised(files, profile).normalised();
    }

    @Test
    @DisplayName("Segmentation: a change of shape is found; a variant stands beside it")
    void segmentation() throws IOException {
        double[] x = Synthetic.NOISE.values(ROWS, 12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            double wave = i < 900 ? Math.sin(2 * Math.PI * i / 20) : i % 31 / 15.0 - 1;
            text.append(wave + 0.05 * x[i]).append('\n');
        }
        write("series/shape.txt", text);
        write("change_points.json", "{\"shape\": [900]}");
        JsonNode report = run("tssb", "--no-baselines", "--variant", "light: model.profile=light");
        JsonNode ours = figures(report, 0, "undercurrent, dated");
        assertThat(ours.path("found").asInt()).isEqualTo(1);
        assertThat(ours.path("delay").asInt()).isLessThanOrEqualTo(300);
        assertThat(figures(report, 0, "no change at all").path("covering").asDouble())
                .isCloseTo((900.0 * 900 + 700.0 * 700) / ROWS / ROWS, within(1e-12));
        JsonNode points = new ObjectMapper()
                .readTree(directory.resolve("out/results/undercurrent.json").toFile());
        assertThat(points.path("shape")).hasSize(ours.path("predicted").asInt());
        assertThat(figures(report, 0, "undercurrent (light), dated")
                        .path("changes")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("Several sensors: labels do not reach the job, and a broken sensor raises the score")
    void sensors() throws IOException {
        SplittableRandom random = new SplittableRandom(13);
        StringBuilder text = new StringBuilder("datetime;left;right;anomaly;changepoint\n");
        for (int i = 0; i < ROWS; i++) {
            boolean broken = i >= BURST && i < BURST + 200;
            text.append(String.format(Locale.ROOT, "2020-01-01 00:%02d:%02d;", i / 60, i % 60));
            text.append(random.nextGaussian()).append(';');
            text.append(random.nextGaussian() + (broken ? 20 : 0)).append(';').append(broken ? "1.0" : "0.0");
            text.append(';')
                    .append(i == BURST || i == BURST + 200 ? "1.0" : "0.0")
                    .append('\n');
        }
        write("data/valve1/0.csv", text);
        JsonNode report = run("skab", "--no-baselines");
        JsonNode ours = figures(report, 0, "undercurrent, incidents and changes of regime");
        assertThat(ours.path("changes").asInt()).isEqualTo(2);
        assertThat(ours.path("missed").asInt()).isLessThanOrEqualTo(1);
        assertThat(ours.path("far").asDouble()).isLessThan(20);
        assertThat(figures(report, 0, "always anomalous").path("far").asDouble())
                .isEqualTo(100);
        assertThat(Files.readString(directory.resolve("out/results/undercurrent/valve1/0.csv")))
                .startsWith("datetime,outlier,changepoint\n");
    }
}
