package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models from bundles, end to end: stepped for many keys at once in the job, key by key in the fold. */
class NetworkJobITCase {

    private static final int EVENTS = 2000;
    private static final int KEYS = 90;
    private static final int FAILURES = 2;

    private static final String PIPELINE = """
            source: {kafka: {until: latest}}
            series: {reorder-capacity: 32, season: 5, cycle: 12}
            model: {regimes: 3, seasonal: true}
            alarm: {budget: 100, per: 1d, warm-up: 16}
            forecast: {horizon: 3, every: 4}
            flink:
              parallelism: 2
              properties:
                restart-strategy.type: fixed-delay
                restart-strategy.fixed-delay.attempts: "20"
                restart-strategy.fixed-delay.delay: 50 ms
            """;

    @TempDir
    private static Path bundles;

    @ParameterizedTest(name = "{0}, {1}, lateness {2}")
    @DisplayName("Killed at seeded points and restarted, the job writes what the plain fold writes, members and all")
    @CsvSource({
        "ELMAN, heap, 0s",
        "LSTM, rocksdb, 20s",
        "GRU, heap, 20s",
        "SEQ2SEQ, rocksdb, 0s",
        "TRANSFORMER, heap, 20s"
    })
    void jobEqualsFold(Kind kind, String backend, String lateness) throws Exception {
        List<String> busiest = jobEqualsFold(
                kind.label(),
                "model.network=" + NetworkBundles.write(kind, bundles),
                "flink.state-backend=" + backend,
                "series.lateness=" + lateness);
        assertThat(Observations.text(busiest.get(busiest.size() / 2)))
                .contains("\"name\": \"hmm\"", "\"name\": \"seasonal\"", "\"name\": \"" + kind.label() + "\"")
                .contains("hmm+seasonal+tiny-" + kind.label());
    }

    @Test
    @DisplayName("Regimes that start from a bundle of a hidden Markov model keep its ids, through failures too")
    void chain() throws Exception {
        List<String> busiest = jobEqualsFold(
                "hmm",
                "model.hmm=" + NetworkBundles.writeHmm(bundles),
                "flink.state-backend=heap",
                "series.lateness=0s");
        assertThat(Observations.text(busiest.get(0)))
                .contains("tiny-hmm+seasonal")
                .containsAnyOf("\"regime\": 7", "\"regime\": 4");
    }

    @Test
    @DisplayName("Regimes that are networks are those of the fold, through failures too")
    void experts() throws Exception {
        List<String> busiest = jobEqualsFold(
                "experts",
                "model.experts=[" + NetworkBundles.write(Kind.LSTM, bundles) + ", "
                        + NetworkBundles.write(Kind.TRANSFORMER, bundles) + ", base]",
                "flink.state-backend=rocksdb",
                "series.lateness=20s");
        assertThat(Observations.text(busiest.get(busiest.size() / 2)))
                .contains("\"name\": \"experts\"", "hmm+seasonal+experts")
                .containsAnyOf("\"regime\": 0", "\"regime\": 1", "\"regime\": 2");
    }

    /** Runs the job with failures, compares its feeds with those of the fold; the scores of the first series. */
    private static List<String> jobEqualsFold(String name, String... overrides) throws Exception {
        PipelineConfig config = Stage.config("network-" + name, PIPELINE, overrides);
        long disorder = config.series().lateness().isZero() ? 0 : 30 * RandomEvents.SECOND;
        Stage.topics(config, 4);
        List<Event> events =
                Observations.produce(config, new RandomEvents(51 + name.length(), KEYS, disorder).next(EVENTS));

        Stage.run(config, FailingEncoder.around(new FeedEncoder(config), 61 + name.length(), FAILURES, 600));

        assertThat(Failures.count()).isEqualTo(FAILURES);
        Fold fold = new Fold(config).accept(events).drain();
        assertThat(fold.scored + fold.late).isEqualTo(events.size());
        for (Feed feed : List.of(Feed.SCORES, Feed.REGIMES, Feed.FORECASTS)) {
            Map<String, List<String>> found = Fold.read(Stage.committed(config, feed));
            assertThat(fold.written(feed)).as(feed + " of the fold").isNotEmpty();
            assertThat(found.keySet())
                    .as(feed + ": keys")
                    .isEqualTo(fold.written(feed).keySet());
            fold.written(feed)
                    .forEach((key, records) ->
                            assertThat(found.get(key)).as(feed + " of " + key).isEqualTo(records));
        }
        assertThat(Stage.committed(config, Feed.DEAD_LETTERS)).isEmpty();
        return fold.written(Feed.SCORES).get("line/0");
    }
}
