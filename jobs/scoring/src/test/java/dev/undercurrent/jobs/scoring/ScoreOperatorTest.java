package dev.undercurrent.jobs.scoring;

import static dev.undercurrent.jobs.scoring.RandomEvents.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreOperatorTest {

    private static Event event(String series, long time, long offset, double... values) {
        return new Event(series, time, values, 0, offset);
    }

    @ParameterizedTest(name = "{0}, lateness {1} s")
    @DisplayName("The operator writes what the plain fold writes, bit for bit and in the same order")
    @CsvSource({"HEAP,0", "HEAP,20", "ROCKSDB,0", "ROCKSDB,20"})
    void equalsTheFold(Rig.Backend backend, long lateness) throws Exception {
        ScorerSettings settings = Rig.settings(lateness * SECOND);
        List<Event> events = new RandomEvents(11, 20, 30 * SECOND).next(4000);
        Fold fold = new Fold(settings).accept(events);
        assertThat(fold.scored).isGreaterThan(1000);
        assertThat(fold.late).isPositive();
        assertThat(fold.duplicates).isPositive();
        assertThat(fold.lines())
                .anyMatch(line -> line.contains(" INCIDENTS "))
                .anyMatch(line -> line.contains(" FORECASTS "));
        try (Rig rig = Rig.Plan.of(settings).on(backend).open()) {
            rig.accept(events);
            assertThat(rig.lines()).isEqualTo(fold.lines());
            assertThat(rig.count("events_scored")).isEqualTo(fold.scored);
            assertThat(rig.count("events_late")).isEqualTo(fold.late);
            assertThat(rig.count("events_duplicate")).isEqualTo(fold.duplicates);
            assertThat(rig.timers()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @DisplayName("The end of input scores what still waits")
    @CsvSource({"HEAP", "ROCKSDB"})
    void drains(Rig.Backend backend) throws Exception {
        ScorerSettings settings = Rig.settings(60 * SECOND);
        List<Event> events = new RandomEvents(12, 10, 30 * SECOND).next(1000);
        Fold waiting = new Fold(settings).accept(events);
        int before = waiting.scored;
        waiting.drain();
        assertThat(waiting.scored).isGreaterThan(before);
        try (Rig rig = Rig.Plan.of(settings).on(backend).open()) {
            rig.accept(events).endInput();
            assertThat(Fold.byKey(rig.lines())).isEqualTo(Fold.byKey(waiting.lines()));
            assertThat(rig.count("events_scored") + rig.count("events_late") + rig.count("events_duplicate"))
                    .isEqualTo(events.size());
        }
    }

    @Test
    @DisplayName("A late record names the clock of its series less the lateness")
    void lateClock() throws Exception {
        ScorerSettings settings = Rig.settings(10 * SECOND);
        try (Rig rig = Rig.Plan.of(settings).open()) {
            rig.accept(event("a", 100 * SECOND, 0, 1), event("a", 89 * SECOND, 1, 1));
            Fold fold =
                    new Fold(settings).accept(List.of(event("a", 100 * SECOND, 0, 1), event("a", 89 * SECOND, 1, 1)));
            assertThat(rig.records()).hasSize(1).allMatch(r -> r.feed() == Feed.LATE);
            assertThat(rig.lines()).isEqualTo(fold.lines());
        }
    }

    @Test
    @DisplayName("Series beyond max-series are refused with their cause, counted, and leave no state behind")
    void refusesTooManySeries() throws Exception {
        try (Rig rig = Rig.Plan.of(Rig.settings(0)).admitting(2).open()) {
            rig.accept(event("a", 1, 0, 1), event("b", 1, 1, 1), event("c", 1, 2, 1), event("c", 2, 3, 1));
            rig.accept(event("a", 2, 4, 1));
            List<OutRecord> refused = refused(rig);
            assertThat(refused).hasSize(2);
            assertThat(refused.get(0).headers())
                    .containsSequence("error.class", "too-many-series")
                    .containsSequence("stage", "score")
                    .containsSequence("source.partition", "0", "source.offset", "2");
            assertThat(rig.count("events_refused")).isEqualTo(2);
            assertThat(rig.count("events_scored")).isEqualTo(3);
            assertThat(rig.keys()).isEqualTo(2);
            assertThat(rig.timers()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("After a restore, the series that are there count towards max-series")
    void admissionOutlivesRestore() throws Exception {
        Rig.Plan plan = Rig.Plan.of(Rig.settings(0)).admitting(2);
        try (Rig first = plan.open()) {
            first.accept(event("a", 1, 0, 1), event("b", 1, 1, 1));
            try (Rig second = plan.restore(first.snapshot())) {
                second.accept(event("c", 1, 2, 1), event("b", 2, 3, 1));
                assertThat(refused(second)).hasSize(1);
                assertThat(second.count("events_scored")).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("An event with another number of values than its series is refused and changes nothing")
    void refusesWrongNumberOfValues() throws Exception {
        ScorerSettings settings = Rig.settings(0);
        List<Event> good = List.of(event("a", 1, 0, 1, 2), event("a", 3, 2, 1, 2), event("a", 4, 3, 2, 2));
        try (Rig rig = Rig.Plan.of(settings).open()) {
            rig.accept(good.get(0), event("a", 2, 1, 1), good.get(1), good.get(2));
            assertThat(refused(rig)).hasSize(1);
            assertThat(refused(rig).get(0).headers())
                    .containsSequence("error.class", "wrong-number-of-values")
                    .containsSequence("source.partition", "0", "source.offset", "1");
            assertThat(rig.lines().stream().filter(line -> !line.contains(" DEAD_LETTERS ")))
                    .containsExactlyElementsOf(new Fold(settings).accept(good).lines());
        }
    }

    @ParameterizedTest
    @DisplayName("A key whose 100,000 events come in no order holds back at most reorder-capacity of them")
    @CsvSource({"descending", "shuffled"})
    void boundedDisorder(String order) throws Exception {
        int capacity = 64;
        SplittableRandom random = new SplittableRandom(13);
        try (Rig rig = Rig.Plan.of(Rig.settings(1_000_000 * SECOND)).open()) {
            for (int i = 0; i < 100_000; i++) {
                long time = order.equals("descending") ? 200_000 - i : random.nextInt(100_000);
                rig.accept(event("a", time * SECOND, i, random.nextDouble()));
                long settled = rig.count("events_scored") + rig.count("events_late") + rig.count("events_duplicate");
                assertThat(i + 1 - settled).isLessThanOrEqualTo(capacity);
            }
            assertThat(rig.count("events_scored")).isPositive();
            assertThat(rig.keys()).isEqualTo(1);
            assertThat(rig.timers()).isEqualTo(1);
            rig.endInput();
            assertThat(rig.count("events_scored") + rig.count("events_late") + rig.count("events_duplicate"))
                    .isEqualTo(100_000);
        }
    }

    @Test
    @DisplayName("An event of the far future in one key changes nothing for the others")
    void farFutureStaysAlone() throws Exception {
        ScorerSettings settings = Rig.settings(5 * SECOND);
        List<Event> events = new RandomEvents(14, 5, 8 * SECOND).next(1500);
        Event future = event("wrong-clock", 8_000_000_000_000_000L, 0, 1);
        try (Rig rig = Rig.Plan.of(settings).open()) {
            rig.accept(events.subList(0, 700)).accept(future).accept(events.subList(700, 1500));
            assertThat(rig.lines()).isEqualTo(new Fold(settings).accept(events).lines());
        }
    }

    @Test
    @DisplayName("Timers never decide: any watermarks, the same verdicts")
    void watermarksDecideNothing() throws Exception {
        ScorerSettings settings = Rig.settings(5 * SECOND);
        List<Event> events = new RandomEvents(15, 5, 8 * SECOND).next(1500);
        SplittableRandom random = new SplittableRandom(16);
        try (Rig rig = Rig.Plan.of(settings).open()) {
            long watermark = 0;
            for (Event event : events) {
                rig.accept(event);
                watermark = Math.max(watermark, event.time() + random.nextLong(-60, 600) * SECOND);
                rig.watermark(watermark);
            }
            assertThat(rig.lines()).isEqualTo(new Fold(settings).accept(events).lines());
            assertThat(rig.keys()).isEqualTo(5);
            assertThat(rig.timers()).isEqualTo(5);
        }
    }

    private static List<OutRecord> refused(Rig rig) {
        List<OutRecord> refused = rig.records().stream()
                .filter(r -> r.feed() == Feed.DEAD_LETTERS)
                .toList();
        assertThat(refused).allMatch(r -> Arrays.asList(r.headers()).contains("error.message"));
        return refused;
    }
}
