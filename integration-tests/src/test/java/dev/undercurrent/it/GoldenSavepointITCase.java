package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Savepoints of earlier releases, found by walking a directory, go on with the verdicts that were written down with them.
 * Each holds {@code pipeline.yaml}, {@code events.csv} (the whole input; the savepoint stands after its first part), {@code
 * savepoint/} and {@code expected.jsonl} (the scores of the rest).
 *
 * <p>A release adds a directory and never touches the others. To write one anew, before its release only:
 *
 * <pre>
 * mvn verify -pl integration-tests -am -Dtest=None -Dit.test=GoldenSavepointITCase -Dgolden.write=v1 \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
 * </pre>
 */
class GoldenSavepointITCase {

    private static final Path GOLDENS = Path.of("src/test/resources/savepoints");
    private static final String WRITE = System.getProperty("golden.write", "");

    private static final String PIPELINE = """
            # at-least-once: a savepoint's open transactions are known to its own broker only
            sink: {format: json, kafka: {delivery: at-least-once}}
            series: {lateness: 10s, reorder-capacity: 32, drop-duplicates: true}
            model: {regimes: 3}
            alarm: {budget: 100, per: 1d, warm-up: 16}
            forecast: {horizon: 3, every: 5}
            """;

    @TestFactory
    @DisplayName("Every savepoint ever released is restored and goes on with the expected verdicts")
    Stream<DynamicTest> goldens() throws Throwable {
        return Goldens.tests(GOLDENS, WRITE, GoldenSavepointITCase::write, GoldenSavepointITCase::check);
    }

    private static PipelineConfig config(Path golden, String yaml, String... sets) {
        return Stage.config("golden-" + golden.getFileName(), yaml, sets);
    }

    private static void check(Path golden) throws Exception {
        String yaml = Files.readString(golden.resolve("pipeline.yaml"));
        List<String> expected = Files.readAllLines(golden.resolve("expected.jsonl"));
        PipelineConfig config = config(golden, yaml);
        Stage.topics(config, 1);
        Observations.produce(
                config,
                Files.readAllLines(golden.resolve("events.csv")).stream()
                        .map(GoldenSavepointITCase::event)
                        .toList());
        Unbounded.run(config, golden.resolve("savepoint").toAbsolutePath(), Feed.SCORES, expected.size(), null);
        Goldens.same(Goldens.json(config, Feed.SCORES), expected);
    }

    private static void write(Path golden) throws Exception {
        Files.createDirectories(golden);
        PipelineConfig config = config(golden, PIPELINE);
        Stage.topics(config, 1);
        RandomEvents random = new RandomEvents(71, 5, 15 * RandomEvents.SECOND);
        List<Event> events = new ArrayList<>(Observations.produce(config, random.next(600)));
        Fold fold = new Fold(config).accept(events);
        Path savepoint = Unbounded.run(config, null, Feed.SCORES, fold.scored, Stage.directory("golden"));
        List<String> before = Goldens.json(config, Feed.SCORES);
        List<Event> more = Observations.produce(config, random.next(300));
        events.addAll(more);
        fold.accept(more);
        Unbounded.run(config, savepoint, Feed.SCORES, fold.scored, null);
        assertThat(Fold.read(Stage.committed(config, Feed.SCORES))).isEqualTo(fold.written(Feed.SCORES));

        Files.writeString(golden.resolve("pipeline.yaml"), PIPELINE);
        Files.write(
                golden.resolve("events.csv"),
                events.stream().map(GoldenSavepointITCase::line).toList());
        List<String> after = Goldens.json(config, Feed.SCORES);
        after.removeAll(before);
        Files.write(golden.resolve("expected.jsonl"), after);
        Goldens.keep(savepoint, golden.resolve("savepoint"));
    }

    private static String line(Event e) {
        return e.series() + "," + e.time() + ","
                + DoubleStream.of(e.values()).mapToObj(Double::toString).collect(Collectors.joining(","));
    }

    private static Event event(String line) {
        String[] cells = line.split(",", -1);
        double[] values =
                Stream.of(cells).skip(2).mapToDouble(Double::parseDouble).toArray();
        return new Event(cells[0], Long.parseLong(cells[1]), values, 0, 0);
    }
}
