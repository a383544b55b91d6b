package dev.undercurrent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.cli.Undercurrent;
import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Files in, files out: one row per row, in order, the same bytes in every run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoreFilesITCase {

    private static final String COMPUTED = "anomaly_score,p_value,surprisal,alarm,regime,regime_probability,"
            + "change_probability,regime_since,incident,incident_score";

    private static final String PIPELINE = """
            source: {format: csv, fields: {time-format: iso}}
            model: {regimes: 3}
            alarm: {budget: 100, per: 1d, warm-up: 16}
            """;

    private static final int ROWS = 600;

    @TempDir
    static Path directory;

    private final Map<String, List<String>> rows = new TreeMap<>();
    private Path input;

    @BeforeAll
    void generate() throws IOException {
        System.out.println("ScoreFilesITCase: seed 51");
        SplittableRandom random = new SplittableRandom(51);
        input = Files.createDirectories(directory.resolve("in/sub"));
        input = directory.resolve("in");
        List<String> plain = new ArrayList<>();
        List<String> wide = new ArrayList<>();
        List<String> keyed = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            String time = time(i);
            double level = i / 200 % 2 * 8.0;
            plain.add(time + "," + (i % 37 == 5 ? "" : level + random.nextGaussian()));
            wide.add(time + ";" + random.nextGaussian() + ";" + (i % 41 == 3 ? "NaN" : level + random.nextGaussian()));
            keyed.add(time + "," + "abc".charAt(random.nextInt(3)) + "," + random.nextGaussian());
        }
        List<String> faulty = new ArrayList<>(plain);
        faulty.set(100, time(100) + ",oops");
        faulty.set(101, "no time," + 1);
        faulty.set(102, time(102) + ",1,2,3");
        faulty.set(103, time(103) + ",Infinity");
        faulty.set(200, plain.get(150));
        faulty.set(201, plain.get(10));
        file("plain.csv", "timestamp,value", plain);
        file("sub/zipped.csv.gz", "timestamp,value", plain);
        file("sub/wide.csv", "timestamp;left;right", wide);
        file("faulty.csv", "timestamp,value", faulty);
        file("empty.csv", "timestamp,value", List.of());
        Path other = Files.createDirectories(directory.resolve("keyed"));
        Files.writeString(other.resolve("keyed.csv"), "timestamp,machine,value\n" + String.join("\n", keyed) + "\n");
        rows.put("keyed", keyed);
    }

    private static String time(int i) {
        return String.format(java.util.Locale.ROOT, "2026-01-01T%02d:%02d:00Z", i / 60, i % 60);
    }

    private void file(String path, String header, List<String> lines) throws IOException {
        Path file = input.resolve(path);
        String text = header + "\n" + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
        try (OutputStream out = path.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(text.getBytes(UTF_8));
        }
        rows.put(path.replace(".gz", ""), lines);
    }

    private Map<String, String> score(Path from, String name, String... sets) throws Exception {
        PipelineConfig config = ConfigLoader.load(PIPELINE, List.of(sets), Map.of());
        Path output = directory.resolve(name);
        try (EmbeddedCluster cluster = new EmbeddedCluster(
                config.flink().parallelism(), Stage.directory("files-" + name), new Configuration())) {
            StreamExecutionEnvironment env = cluster.environment();
            ScoringJob.onFiles(env, config, from, output, Set.of(ScoringJob.Extra.values()));
            Stage.await(cluster.start(env, name));
        }
        return read(output);
    }

    private static Map<String, String> read(Path output) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(output.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    /** Statuses of the rows; whether one was learnt from or frozen may hang on what was drawn. */
    private static List<String> statuses(String csv) {
        return csv.lines()
                .map(l -> l.substring(l.lastIndexOf(',') + 1))
                .map(status -> status.equals("FROZEN") ? "OK" : status)
                .toList();
    }

    @Test
    @DisplayName("Per input file a file of the same path: one row per row, in order, with the agreed columns")
    void rowPerRow() throws Exception {
        Map<String, String> out = score(input, "once");
        assertThat(out.keySet())
                .containsExactlyInAnyOrder(
                        "plain.csv",
                        "faulty.csv",
                        "empty.csv",
                        "sub/zipped.csv",
                        "sub/wide.csv",
                        "regimes.csv",
                        "forecasts.csv");
        String single = "timestamp,series,value," + COMPUTED + ",expected,lower,upper,status";
        String wide = "timestamp,series,left,right," + COMPUTED
                + ",expected_left,expected_right,lower_left,lower_right,upper_left,upper_right,status";
        for (String path : List.of("plain.csv", "faulty.csv", "empty.csv", "sub/zipped.csv", "sub/wide.csv")) {
            List<String> lines = out.get(path).lines().toList();
            assertThat(lines.get(0)).as(path).isEqualTo(path.contains("wide") ? wide : single);
            assertThat(lines).as(path).hasSize(1 + rows.get(path).size());
            for (int i = 1; i < lines.size(); i++) {
                String time = rows.get(path).get(i - 1).split("[,;]", -1)[0];
                assertThat(lines.get(i)).as(path + ", row " + i).startsWith(time + ",");
                assertThat(lines.get(i).chars().filter(c -> c == ',').count())
                        .as(path + ", row " + i)
                        .isEqualTo(lines.get(0).chars().filter(c -> c == ',').count());
            }
        }
        assertThat(out.get("plain.csv").lines().filter(l -> l.endsWith(",MISSING")))
                .hasSize(ROWS / 37 + 1);
        assertThat(out.get("plain.csv").lines().filter(l -> l.endsWith(",OK"))).hasSizeGreaterThan(ROWS / 2);
        // the same rows are the same series but for its name, and for what is drawn from that: values within a step of
        // rounding
        assertThat(statuses(out.get("sub/zipped.csv"))).containsExactlyElementsOf(statuses(out.get("plain.csv")));
        List<String> faulty = out.get("faulty.csv").lines().toList();
        assertThat(faulty.get(101)).startsWith(time(100) + ",").endsWith(",INVALID_BAD_VALUE");
        assertThat(faulty.get(102)).startsWith("no time,").endsWith(",INVALID_BAD_TIME");
        assertThat(faulty.get(103)).endsWith(",INVALID_MALFORMED");
        assertThat(faulty.get(104)).endsWith(",INVALID_INFINITE_VALUE");
        assertThat(faulty.get(201)).endsWith(",LATE");
        assertThat(faulty.get(202)).endsWith(",LATE");
        assertThat(faulty.get(203)).doesNotEndWith(",LATE");
    }

    @Test
    @DisplayName("Two runs, and runs of parallelism 1 and 2, give the same bytes")
    void sameBytes() throws Exception {
        Map<String, String> first = score(input, "first");
        assertThat(score(input, "again")).isEqualTo(first);
        assertThat(score(input, "two", "flink.parallelism=2")).isEqualTo(first);
    }

    @Test
    @DisplayName("With lateness, rows out of order are scored, and stand in the output where they stood in the input")
    void ordered() throws Exception {
        Map<String, String> out = score(input, "ordered", "series.lateness=2h", "flink.parallelism=2");
        List<String> faulty = out.get("faulty.csv").lines().toList();
        assertThat(faulty).hasSize(1 + ROWS);
        assertThat(faulty.get(201)).startsWith(time(150) + ",").endsWith(",OK");
        assertThat(faulty.get(202)).startsWith(time(10) + ",").endsWith(",LATE");
        assertThat(faulty.get(ROWS)).startsWith(time(ROWS - 1) + ",").endsWith(",OK");
    }

    @Test
    @DisplayName("Several series in one file, told apart by a column")
    void keyed() throws Exception {
        Map<String, String> out =
                score(directory.resolve("keyed"), "by-key", "source.fields.key=[machine]", "flink.parallelism=2");
        List<String> lines = out.get("keyed.csv").lines().toList();
        assertThat(lines).hasSize(1 + ROWS);
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = rows.get("keyed").get(i - 1).split(",", -1);
            assertThat(lines.get(i)).startsWith(cells[0] + "," + cells[1] + "," + cells[2] + ",");
        }
    }

    @Test
    @DisplayName("The command writes the same files as the job")
    void command() throws Exception {
        Path config = Files.writeString(directory.resolve("pipeline.yaml"), PIPELINE);
        Path output = directory.resolve("command");
        Path log = directory.resolve("command.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Undercurrent.class.getName(),
                        "score",
                        "--config",
                        config.toString(),
                        "--input",
                        input.toString(),
                        "--output",
                        output.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        Map<String, String> job = score(input, "job");
        job.remove("regimes.csv");
        job.remove("forecasts.csv");
        Map<String, String> written = read(output);
        written.remove("regimes.csv");
        written.remove("forecasts.csv");
        assertThat(written).isEqualTo(job);
    }
}
