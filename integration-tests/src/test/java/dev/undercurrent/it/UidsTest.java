package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Savepoints hold on to uids: {@code uids.txt} changes only where a release breaks with them. */
class UidsTest {

    private static final PipelineConfig CONFIG = ConfigLoader.load("{}", List.of(), Map.of());

    @TempDir
    Path directory;

    private StreamGraph graph(Consumer<StreamExecutionEnvironment> job) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        job.accept(env);
        return env.getStreamGraph();
    }

    private StreamGraph kafka() {
        return graph(env -> ScoringJob.onKafka(env, CONFIG));
    }

    private StreamGraph files() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "timestamp,value\n");
        PipelineConfig csv = ConfigLoader.load("source: {format: csv}", List.of(), Map.of());
        return graph(env -> ScoringJob.onFiles(
                env, csv, directory, directory.resolveSibling("out"), Set.of(ScoringJob.Extra.values())));
    }

    private StreamGraph logs() {
        PipelineConfig config = ConfigLoader.load(
                "{kind: logs, source: {format: text}, logs: {parameters: {series: true}}}", List.of(), Map.of());
        return graph(env -> ScoringJob.onKafka(env, config));
    }

    private StreamGraph logFiles() throws IOException {
        Files.writeString(directory.resolve("a.log"), "");
        PipelineConfig config = ConfigLoader.load("{kind: logs, source: {format: text}}", List.of(), Map.of());
        return graph(env ->
                ScoringJob.onFiles(env, config, directory.resolve("a.log"), directory.resolveSibling("out"), Set.of()));
    }

    private static List<String> lines(String mode, StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(node -> mode + ": " + node.getTransformationUID() + " = " + node.getOperatorName())
                .sorted()
                .toList();
    }

    @Test
    @DisplayName("The uids of all modes are those of the golden file")
    void golden() throws IOException {
        try (InputStream in = UidsTest.class.getResourceAsStream("/uids.txt")) {
            List<String> golden = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            List<String> found = new java.util.ArrayList<>(lines("files", files()));
            found.addAll(lines("kafka", kafka()));
            found.addAll(lines("log files", logFiles()));
            found.addAll(lines("logs", logs()));
            assertThat(String.join("\n", found)).isEqualTo(String.join("\n", golden));
        }
    }

    @Test
    @DisplayName("No uid is generated, no type is left to Kryo, and the number of key groups is 1,024")
    void explicit() throws IOException {
        for (StreamGraph graph : List.of(kafka(), files(), logs(), logFiles())) {
            assertThat(graph.getJobConfiguration().get(PipelineOptions.AUTO_GENERATE_UIDS))
                    .isFalse();
            assertThat(graph.getJobConfiguration().get(PipelineOptions.GENERIC_TYPES))
                    .isFalse();
            assertThat(graph.getStreamNodes())
                    .allSatisfy(node -> assertThat(node.getTransformationUID()).isNotNull());
            assertThat(graph.getStreamNodes().stream()
                            .filter(node -> node.getOperatorName().startsWith("score")
                                    || node.getOperatorName().equals("mine")))
                    .isNotEmpty()
                    .allSatisfy(node -> assertThat(node.getMaxParallelism()).isEqualTo(1024));
            // refuses where a uid is missing
            assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
        }
    }
}
