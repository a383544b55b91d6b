package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Savepoints of the job that reads logs, as {@link GoldenSavepointITCase} keeps those of readings: states of sources, with
 * templates and a line that is held, and of keys, with lines that wait, trained laws, laws of their own and regimes. Each
 * directory holds {@code pipeline.yaml}, {@code bundle.zip}, {@code lines.txt} (the whole input; the savepoint stands after its
 * first part), {@code savepoint/} and {@code expected.jsonl} (scores of the lines of the rest, then of the sequences).
 *
 * <pre>
 * mvn verify -pl integration-tests -am -Dtest=None -Dit.test=GoldenLogSavepointITCase -Dgolden.write.logs=v1 \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
 * </pre>
 */
class GoldenLogSavepointITCase {

    private static final Path GOLDENS = Path.of("src/test/resources/log-savepoints");
    private static final String WRITE = System.getProperty("golden.write.logs", "");
    private static final int BEFORE = 500;

    private static final String PIPELINE = """
            # at-least-once: a savepoint's open transactions are known to its own broker only
            kind: logs
            source: {format: text}
            sink: {format: json, kafka: {delivery: at-least-once}}
            series: {lateness: 1s, reorder-capacity: 8}
            logs:
              key: 'req-\\d+'
              multi-line: {mode: indent}
              sequence: {end: 'request done'}
              model: {adaptation: 0.25, keep-chars: 0, top: 2}
            alarm: {budget: 100, per: 1d, warm-up: 16, refractory: 10, hold: 4, freeze: 16}
            """;

    @TestFactory
    @DisplayName(
            "Every savepoint ever released is restored and goes on with the expected verdicts on lines and sequences")
    Stream<DynamicTest> goldens() throws Throwable {
        return Goldens.tests(GOLDENS, WRITE, GoldenLogSavepointITCase::write, GoldenLogSavepointITCase::check);
    }

    private static PipelineConfig config(Path golden, String yaml) {
        return Stage.config(
                "golden-logs-" + golden.getFileName(),
                yaml,
                "logs.model.bundle=" + golden.resolve("bundle.zip").toAbsolutePath());
    }

    private static List<RawRecord> produce(PipelineConfig config, List<String> lines) throws Exception {
        String topic = config.source().kafka().topic();
        List<ProducerRecord<byte[], byte[]>> records = lines.stream()
                .map(line -> new ProducerRecord<byte[], byte[]>(
                        topic, 0, Observations.WRITTEN_MS, null, line.getBytes(StandardCharsets.UTF_8)))
                .toList();
        List<RecordMetadata> places = Stage.produce(records);
        List<RawRecord> placed = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            long offset = places.get(i).offset();
            placed.add(RawRecord.ofKafka(null, records.get(i).value(), topic, 0, offset, Observations.WRITTEN_MS));
        }
        return placed;
    }

    private static Map<Feed, Integer> written(LineFold fold) {
        return Map.of(
                Feed.LINE_SCORES, written(fold, Feed.LINE_SCORES),
                Feed.SEQUENCE_SCORES, written(fold, Feed.SEQUENCE_SCORES));
    }

    private static int written(LineFold fold, Feed feed) {
        return fold.written(feed).values().stream().mapToInt(List::size).sum();
    }

    private static List<String> json(PipelineConfig config) throws IOException {
        List<String> all = new ArrayList<>(Goldens.json(config, Feed.LINE_SCORES));
        all.addAll(Goldens.json(config, Feed.SEQUENCE_SCORES));
        return all;
    }

    private static void check(Path golden) throws Exception {
        List<String> expected = Files.readAllLines(golden.resolve("expected.jsonl"));
        PipelineConfig config = config(golden, Files.readString(golden.resolve("pipeline.yaml")));
        Stage.topics(config, 1);
        produce(config, Files.readAllLines(golden.resolve("lines.txt")));
        int lines = (int) expected.stream().filter(e -> e.contains("\"rank\":")).count();
        Map<Feed, Integer> wanted = Map.of(Feed.LINE_SCORES, lines, Feed.SEQUENCE_SCORES, expected.size() - lines);
        Path again = Unbounded.run(
                config, golden.resolve("savepoint").toAbsolutePath(), wanted, Stage.directory("golden-logs-again"));
        Goldens.same(json(config), expected);
        assertThat(again.resolve("_metadata")).isNotEmptyFile();
    }

    private static void write(Path golden) throws Exception {
        Files.createDirectories(golden);
        List<String> all = LogJobITCase.lines(5, BEFORE + 100);
        PipelineConfig plain = Stage.config("golden-logs-learnt", PIPELINE);
        LogBundles.write(plain, LogJobITCase.lines(6, 400), golden.resolve("bundle.zip"));
        PipelineConfig config = config(golden, PIPELINE);
        Stage.topics(config, 1);
        List<String> first = all.subList(0, BEFORE);
        LineFold fold = new LineFold(config).accept(produce(config, first));
        Path savepoint = Unbounded.run(config, null, written(fold), Stage.directory("golden-logs"));
        List<String> before = json(config);
        fold.accept(produce(config, all.subList(BEFORE, all.size())));
        Unbounded.run(config, savepoint, written(fold), null);
        for (Feed feed : List.of(Feed.LINE_SCORES, Feed.SEQUENCE_SCORES)) {
            assertThat(Fold.read(Stage.committed(config, feed))).isEqualTo(Map.copyOf(fold.written(feed)));
        }

        Files.writeString(golden.resolve("pipeline.yaml"), PIPELINE);
        Files.write(golden.resolve("lines.txt"), all);
        List<String> after = json(config);
        after.removeAll(before);
        Files.write(golden.resolve("expected.jsonl"), after);
        Goldens.keep(savepoint, golden.resolve("savepoint"));
    }
}
