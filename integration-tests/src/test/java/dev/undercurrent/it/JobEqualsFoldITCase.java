package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobEqualsFoldITCase {

    private static final int EVENTS = 10_000;
    private static final int KEYS = 60;
    private static final int FAILURES = 5;

    private static final String PIPELINE = """
            source: {kafka: {until: latest}}
            series: {reorder-capacity: 32, drop-duplicates: true}
            model: {regimes: 3, emission: student-t}
            alarm: {budget: 100, per: 1d, warm-up: 16, refractory: 10, hold: 4, freeze: 16}
            forecast: {horizon: 3, every: 5}
            flink:
              properties:
                restart-strategy.type: fixed-delay
                restart-strategy.fixed-delay.attempts: "20"
                restart-strategy.fixed-delay.delay: 50 ms
            """;

    @ParameterizedTest(name = "parallelism {0}, {1}, lateness {2}")
    @DisplayName("Killed at seeded points and restarted, the job writes exactly what the plain fold writes")
    @CsvSource({"1, heap, 0s", "2, heap, 20s", "2, rocksdb, 20s"})
    void jobEqualsFold(int parallelism, String backend, String lateness) throws Exception {
        long disorder = lateness.equals("0s") ? 0 : 30 * RandomEvents.SECOND;
        PipelineConfig config = Stage.config(
                "fold-" + parallelism + "-" + backend + "-" + lateness,
                PIPELINE,
                "flink.parallelism=" + parallelism,
                "flink.state-backend=" + backend,
                "series.lateness=" + lateness);
        Stage.topics(config, 4);
        List<Event> events =
                Observations.produce(config, new RandomEvents(31 + parallelism, KEYS, disorder).next(EVENTS));

        Stage.run(config, FailingEncoder.around(new FeedEncoder(config), 41, FAILURES, 1500));

        assertThat(Failures.count()).isEqualTo(FAILURES);
        assertThat(Failures.tasks()).isGreaterThan(FAILURES);
        Fold fold = new Fold(config).accept(events).drain();
        assertThat(fold.scored + fold.late + fold.duplicates).isEqualTo(events.size());
        assertThat(fold.written(Feed.SCORES)).hasSizeGreaterThanOrEqualTo(40);
        for (Feed feed : List.of(Feed.SCORES, Feed.REGIMES, Feed.FORECASTS, Feed.INCIDENTS, Feed.LATE)) {
            assertThat(fold.written(feed)).as(feed + " of the fold").isNotEmpty();
            assertSame(feed, Fold.read(Stage.committed(config, feed)), fold.written(feed));
        }
        assertThat(Stage.committed(config, Feed.DEAD_LETTERS)).isEmpty();
        assertThat(Stream.of(fold.late, fold.duplicates)).allMatch(n -> n > 0);
    }

    private static void assertSame(Feed feed, Map<String, List<String>> found, Map<String, List<String>> expected) {
        assertThat(found.keySet()).as(feed + ": keys").isEqualTo(expected.keySet());
        expected.forEach((key, records) -> {
            List<String> read = found.get(key);
            int same = 0;
            while (same < Math.min(read.size(), records.size())
                    && read.get(same).equals(records.get(same))) {
                same++;
            }
            if (same < Math.max(read.size(), records.size())) {
                fail(
                        "%s of %s: %d records instead of %d, the first %d are equal, then%n%s%ninstead of%n%s",
                        feed, key, read.size(), records.size(), same, text(read, same), text(records, same));
            }
        });
    }

    private static String text(List<String> records, int i) {
        return i < records.size() ? Observations.text(records.get(i)) : "nothing";
    }
}
