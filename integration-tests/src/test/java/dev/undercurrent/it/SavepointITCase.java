package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavepointITCase {

    private static final String PIPELINE = """
            series: {lateness: 10s, reorder-capacity: 32}
            model: {regimes: 3}
            alarm: {budget: 100, per: 1d, warm-up: 16}
            forecast: {horizon: 3, every: 5}
            """;

    @ParameterizedTest(name = "from {0} at parallelism {1} to {2} at {3}")
    @DisplayName(
            "Stopped with a savepoint and resumed, elsewhere and otherwise, the job writes what it would have written")
    @CsvSource({"heap, 1, rocksdb, 2", "rocksdb, 2, heap, 1"})
    void resumed(String backend, int parallelism, String nextBackend, int nextParallelism) throws Exception {
        String name = "savepoint-" + backend;
        PipelineConfig first =
                Stage.config(name, PIPELINE, "flink.state-backend=" + backend, "flink.parallelism=" + parallelism);
        PipelineConfig second = Stage.config(
                name, PIPELINE, "flink.state-backend=" + nextBackend, "flink.parallelism=" + nextParallelism);
        Stage.topics(first, 4);
        RandomEvents random = new RandomEvents(61, 20, 15 * RandomEvents.SECOND);
        List<Event> events = new ArrayList<>(Observations.produce(first, random.next(2000)));
        Fold fold = new Fold(first).accept(events);

        // stopped wherever it happens to be
        Path savepoint = Unbounded.run(first, null, Feed.SCORES, 500, Stage.directory(name));
        List<Event> more = Observations.produce(first, random.next(2000));
        fold.accept(more);
        Unbounded.run(second, savepoint, Feed.SCORES, fold.scored, null);

        for (Feed feed : List.of(Feed.SCORES, Feed.REGIMES, Feed.FORECASTS, Feed.INCIDENTS, Feed.LATE)) {
            assertThat(fold.written(feed)).as(feed + " of the fold").isNotEmpty();
            assertThat(Fold.read(Stage.committed(second, feed)))
                    .as(feed.toString())
                    .isEqualTo(fold.written(feed));
        }
    }
}
