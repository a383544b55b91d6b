package dev.undercurrent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of lines in, rows of lines and of sequences out, the same bytes in every run. */
class ScoreLogFilesITCase {

    private static final int LINES = 1_000;

    private static final PipelineConfig CONFIG = ConfigLoader.load("""
            kind: logs
            source: {format: text}
            logs: {key: 'job-\\d+', sequence: {end: 'finished'}}
            """, List.of(), Map.of());

    @TempDir
    Path directory;

    private static List<String> lines(int seed) {
        System.out.println("ScoreLogFilesITCase: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            String time =
                    String.format(java.util.Locale.ROOT, "2026-01-01 %02d:%02d:%02d", i / 3600, i / 60 % 60, i % 60);
            String what = List.of("started", "loaded, \"quoted\"", "stored", "finished")
                    .get(random.nextInt(4));
            lines.add(time + " INFO job-" + random.nextInt(40) + " " + what + " in " + random.nextInt(99) + " ms");
        }
        lines.set(7, "no time at all job-1");
        lines.set(8, "2026-01-01 00:00:08 \u0000 job-1");
        lines.set(9, "2026-01-01 00:00:09 moved job-1 to job-2");
        lines.set(10, "2026-01-01 00:00:10 no key");
        return lines;
    }

    private Path run(String name, Path input) throws Exception {
        return run(name, input, CONFIG);
    }

    private Path run(String name, Path input, PipelineConfig config) throws Exception {
        Path output = directory.resolve(name);
        try (EmbeddedCluster cluster =
                new EmbeddedCluster(1, Stage.directory("log-files-" + name), new Configuration())) {
            StreamExecutionEnvironment env = cluster.environment();
            ScoringJob.onFiles(env, config, input, output, Set.of());
            Stage.await(cluster.start(env, "log-files"));
        }
        return output;
    }

    private static Path write(Path path, List<String> lines) throws IOException {
        Files.createDirectories(path.getParent());
        try (OutputStream raw = Files.newOutputStream(path);
                OutputStream out = path.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write((String.join("\n", lines) + "\n").getBytes(UTF_8));
        }
        return path;
    }

    @Test
    @DisplayName("Every line has a row per key in its file's order, every sequence one; two runs write the same bytes")
    void rows() throws Exception {
        Path input = directory.resolve("in");
        List<String> plain = lines(81);
        write(input.resolve("a.log"), plain);
        write(input.resolve("sub/b.log.gz"), lines(82));
        write(input.resolve("empty.txt"), List.of());

        Path first = run("first", input);
        Path second = run("second", input);

        List<String> names = List.of("a.log.csv", "sub/b.log.csv", "empty.txt.csv", "sequences.csv", "rejected.csv");
        for (String name : names) {
            assertThat(first.resolve(name)).hasSameBinaryContentAs(second.resolve(name));
        }
        List<String> rows = Files.readAllLines(first.resolve("a.log.csv"));
        assertThat(rows.get(0)).startsWith("line,timestamp,key,source,template,text,anomaly_score");
        // one line names two jobs, one none, two cannot be used
        assertThat(rows).hasSize(1 + LINES - 2);
        assertThat(Files.readAllLines(first.resolve("rejected.csv")))
                .containsExactly(
                        "file,line,status",
                        "a.log,8,INVALID_BAD_TIME",
                        "a.log,9,INVALID_BINARY",
                        "sub/b.log.gz,8,INVALID_BAD_TIME",
                        "sub/b.log.gz,9,INVALID_BINARY");
        assertThat(rows.stream().filter(r -> r.startsWith("10,")).map(r -> r.split(",", -1)[2]))
                .containsExactly("job-1", "job-2");
        long last = 0;
        for (String row : rows.subList(1, rows.size())) {
            long number = Long.parseLong(row.substring(0, row.indexOf(',')));
            assertThat(number).isGreaterThanOrEqualTo(last);
            last = number;
        }
        List<String> sequences = Files.readAllLines(first.resolve("sequences.csv"));
        long marked = sequences.stream().filter(r -> r.contains(",MARKER,")).count();
        assertThat(sequences.get(0)).startsWith("key,score,anomaly_score,p_value");
        assertThat(marked).isEqualTo(finished(plain) + finished(lines(82)));
        assertThat(sequences.stream().filter(r -> r.contains(",INPUT_END,")).count())
                .isBetween(1L, 40L);
    }

    @Test
    @DisplayName("Numbers in lines are scored as series of their own: every one has a row with its place and value")
    void numbers() throws Exception {
        PipelineConfig config = ConfigLoader.load(
                "{kind: logs, source: {format: text}, logs: {key: 'job-\\d+', parameters: {series: true}}}",
                List.of(),
                Map.of());
        List<String> lines = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 600; i++) {
            int took = i == 590 ? 4000 : 80 + random.nextInt(20);
            lines.add(String.format(
                    java.util.Locale.ROOT, "2026-01-01 00:%02d:%02d job-1 took %d ms", i / 60, i % 60, took));
        }
        write(directory.resolve("numbers/a.log"), lines);

        Path scored = run("numbers-out", directory.resolve("numbers"), config);

        List<String> rows = Files.readAllLines(scored.resolve("numbers.csv"));
        int columns = rows.get(0).split(",", -1).length;
        assertThat(rows.get(0))
                .startsWith("file,line,timestamp,series,value,anomaly_score,p_value")
                .endsWith(",status");
        assertThat(rows).hasSize(601).allMatch(r -> r.split(",", -1).length == columns);
        for (int i = 0; i < 600; i++) {
            String[] cells = rows.get(i + 1).split(",", -1);
            assertThat(cells[0] + ":" + cells[1]).isEqualTo("a.log:" + (i + 1));
            assertThat(cells[3]).matches("a\\.log/[0-9a-f]{16}/\\d+");
            assertThat(lines.get(i)).contains("took " + (int) Double.parseDouble(cells[4]) + " ms");
            assertThat(Double.parseDouble(cells[5])).isBetween(0.0, 1.0);
        }
        assertThat(rows.stream()
                        .skip(1)
                        .max(java.util.Comparator.comparingDouble(r -> Double.parseDouble(r.split(",", -1)[5]))))
                .hasValueSatisfying(r -> assertThat(r).startsWith("a.log,591,"));
        assertThat(scored.resolve("a.log.csv")).exists();
        assertThat(run("without", directory.resolve("numbers")).resolve("numbers.csv"))
                .doesNotExist();
    }

    private static long finished(List<String> lines) {
        return lines.stream().filter(l -> l.contains("finished")).count();
    }
}
