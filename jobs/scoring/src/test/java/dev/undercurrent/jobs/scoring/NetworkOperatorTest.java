package dev.undercurrent.jobs.scoring;

import static dev.undercurrent.jobs.scoring.RandomEvents.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.jobs.scoring.Rig.Backend;
import dev.undercurrent.jobs.scoring.format.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks step many keys at once, later than their events: nobody can tell from what is written. */
class NetworkOperatorTest {

    private static ScorerSettings settings(Kind kind, long lateness) {
        NetworkSpec spec = RandomWeights.tiny(kind);
        var network = new TrainedNetwork(new ModelId("tiny", "00", "tiny"), spec, RandomWeights.of(spec, 3));
        return Rig.settings(lateness).withMembers(new Seasons(4, 9), true, network);
    }

    private static Event event(String series, long time, long offset, double... values) {
        return new Event(series, time, values, 0, offset);
    }

    @ParameterizedTest(name = "{0}, {1}, lateness {2} s")
    @DisplayName("The operator writes what the plain fold writes, bit for bit and in the same order")
    @CsvSource({
        "LSTM, HEAP, 0",
        "LSTM, HEAP, 20",
        "LSTM, ROCKSDB, 0",
        "LSTM, ROCKSDB, 20",
        "ELMAN, HEAP, 0",
        "GRU, ROCKSDB, 0",
        "SEQ2SEQ, HEAP, 20",
        "TRANSFORMER, ROCKSDB, 0"
    })
    void equalsTheFold(Kind kind, Backend backend, long lateness) throws Exception {
        ScorerSettings settings = settings(kind, lateness * SECOND);
        List<Event> events = new RandomEvents(31, 150, 30 * SECOND).next(1500);
        Fold fold = new Fold(settings).accept(events);
        assertThat(fold.late).isPositive();
        try (Rig rig = Rig.Plan.of(settings).on(backend).open()) {
            int most = 0;
            for (Event event : events) {
                rig.accept(event);
                most = Math.max(most, rig.pending());
            }
            assertThat(rig.lines()).isEqualTo(fold.lines());
            assertThat(most).isBetween(2, PutOff.MOST - 1);
        }
    }

    @ParameterizedTest
    @DisplayName("However many keys are heard of, at most 63 wait after an event, and none after a snapshot or the end")
    @EnumSource(Backend.class)
    void bounded(Backend backend) throws Exception {
        try (Rig rig = Rig.Plan.of(settings(Kind.LSTM, 0)).on(backend).open()) {
            for (int i = 0; i < 500; i++) {
                rig.accept(event("key-" + i, i * SECOND, i, i % 7));
                assertThat(rig.pending()).isEqualTo((i + 1) % PutOff.MOST);
            }
            rig.snapshot();
            assertThat(rig.pending()).isZero();
            rig.accept(event("key-1", 600 * SECOND, 500, 1), event("key-2", 600 * SECOND, 501, 1));
            assertThat(rig.pending()).isEqualTo(2);
            // a key that is pending is settled before its next event, and all that wait with it
            rig.accept(event("key-1", 601 * SECOND, 502, 1));
            assertThat(rig.pending()).isEqualTo(1);
            rig.endInput();
            assertThat(rig.pending()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}, lateness {1} s")
    @DisplayName("Snapshots, kills, restores and watermarks at random points while keys are pending change nothing")
    @CsvSource({"HEAP, 0", "HEAP, 20", "ROCKSDB, 0", "ROCKSDB, 20"})
    void restored(Backend backend, long lateness) throws Exception {
        ScorerSettings settings = settings(Kind.LSTM, lateness * SECOND);
        Rig.Plan plan = Rig.Plan.of(settings).on(backend);
        var random = new RandomEvents(32, 40, 15 * SECOND);
        var points = new SplittableRandom(33);
        Fold fold = new Fold(settings);
        List<String> lines = new ArrayList<>();
        OperatorSubtaskState state = null;
        int killedWhilePending = 0;
        long stream = 0;
        for (int life = 0; life < 10; life++) {
            try (Rig rig = state == null ? plan.open() : plan.restore(state)) {
                for (int part = 0; part < 3; part++) {
                    List<Event> events = random.next(points.nextInt(1, 60));
                    rig.accept(events);
                    fold.accept(events);
                    if (points.nextBoolean()) {
                        stream = Math.max(stream, events.get(0).time());
                        rig.watermark(stream);
                    } else {
                        rig.snapshot();
                    }
                }
                // again some that may be pending
                List<Event> events = random.next(points.nextInt(5, 30));
                rig.accept(events);
                fold.accept(events);
                killedWhilePending += rig.pending() > 0 ? 1 : 0;
                lines.addAll(rig.lines());
                state = rig.snapshot();
                rig.accept(events.subList(0, events.size() / 2));
            }
        }
        assertThat(killedWhilePending).isGreaterThan(3);
        try (Rig rig = plan.restore(state)) {
            rig.endInput();
            lines.addAll(rig.lines());
        }
        assertThat(Fold.byKey(lines)).isEqualTo(Fold.byKey(fold.drain().lines()));
    }

    @ParameterizedTest
    @DisplayName(
            "Keys that find seasons of their own, each another one, score as in the fold, whenever killed and restored")
    @EnumSource(Backend.class)
    void ownSeasons(Backend backend) throws Exception {
        ScorerSettings settings = settings(Kind.LSTM, 0)
                .withMembers(Seasons.NONE, true, settings(Kind.LSTM, 0).network());
        Rig.Plan plan = Rig.Plan.of(settings.withDetection(120)).on(backend);
        var random = new SplittableRandom(36);
        List<Event> events = new ArrayList<>();
        for (int t = 0; t < 250; t++) {
            for (int key = 0; key < 4; key++) {
                double wave = 5 * Math.sin(2 * Math.PI * t / (7 + 4 * key));
                double value = (key == 3 ? 0 : wave) + random.nextGaussian();
                events.add(event("key-" + key, t * SECOND, events.size(), value));
            }
        }
        List<String> lines = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (int from = 0; from < events.size(); from += 50) {
            try (Rig rig = state == null ? plan.open() : plan.restore(state)) {
                rig.accept(events.subList(from, from + 50));
                lines.addAll(rig.lines());
                state = rig.snapshot();
                rig.accept(events.subList(from, from + 20));
            }
        }
        try (Rig rig = plan.restore(state)) {
            rig.endInput();
            lines.addAll(rig.lines());
        }
        Fold own = new Fold(settings.withDetection(120)).accept(events);
        assertThat(Fold.byKey(lines)).isEqualTo(Fold.byKey(own.drain().lines()));
        Fold never = new Fold(settings).accept(events);
        assertThat(Fold.byKey(lines)).isNotEqualTo(Fold.byKey(never.drain().lines()));
    }

    @Test
    @DisplayName("Restored under another model, keys start from the rows they remember, alike on both backends")
    void warmReplay() throws Exception {
        ScorerSettings old = Rig.settings(0);
        ScorerSettings now = settings(Kind.GRU, 0)
                .withMembers(Seasons.NONE, false, settings(Kind.GRU, 0).network());
        List<Event> before = new RandomEvents(37, 8, 15 * SECOND).next(800);
        List<Event> after = before.stream()
                .map(e -> new Event(e.series(), e.time() + 1000 * SECOND, e.values(), 0, e.offset() + 1000))
                .toList();
        List<List<String>> told = new ArrayList<>();
        for (ScorerSettings remembering : List.of(old, old.withMemory(new MemorySettings(200)))) {
            for (Backend backend : Backend.values()) {
                OperatorSubtaskState state;
                try (Rig rig = Rig.Plan.of(remembering).on(backend).open()) {
                    rig.accept(before);
                    state = rig.snapshot();
                }
                List<String> lines = new ArrayList<>();
                try (Rig rig = Rig.Plan.of(now).on(backend).restore(state)) {
                    state = rig.snapshot();
                }
                try (Rig rig = Rig.Plan.of(now).on(backend).restore(state)) {
                    rig.accept(after);
                    lines.addAll(rig.lines());
                }
                told.add(lines);
            }
        }
        assertThat(told.get(0)).isEqualTo(told.get(1)).isNotEmpty();
        assertThat(told.get(2)).isEqualTo(told.get(3)).isNotEqualTo(told.get(0));
    }

    @ParameterizedTest(name = "{0}, lateness {1} s")
    @DisplayName("A key that falls silent while it is pending is freed, and starts anew when it is heard of again")
    @CsvSource({"HEAP, 0", "HEAP, 20", "ROCKSDB, 0", "ROCKSDB, 20"})
    void expires(Backend backend, long lateness) throws Exception {
        ScorerSettings settings = settings(Kind.LSTM, lateness * SECOND);
        List<Event> before = new RandomEvents(34, 20, 15 * SECOND).next(300);
        long later = 50_000 * SECOND;
        List<Event> after = new ArrayList<>();
        for (Event e : new RandomEvents(35, 20, 15 * SECOND).next(300)) {
            after.add(new Event(e.series(), e.time() + later, e.values(), 0, e.offset() + 1000));
        }
        try (Rig rig = Rig.Plan.of(settings).on(backend).open()) {
            rig.accept(before);
            assertThat(rig.pending()).isPositive();
            rig.watermark(later - 100 * SECOND);
            assertThat(rig.pending()).isZero();
            assertThat(rig.timers()).isZero();
            assertThat(rig.count("keys_expired")).isPositive();
            rig.accept(after).endInput();
            Fold fold = new Fold(settings).accept(before).drain().accept(after).drain();
            assertThat(Fold.byKey(rig.lines())).isEqualTo(Fold.byKey(fold.lines()));
        }
    }

    @ParameterizedTest
    @DisplayName("Events refused while keys are pending leave no trace in those that are not")
    @EnumSource(Backend.class)
    void refusals(Backend backend) throws Exception {
        ScorerSettings settings = settings(Kind.GRU, 0);
        List<Event> good = new RandomEvents(36, 6, 0).next(600);
        List<Event> first = good.subList(0, 300);
        assertThat(first).extracting(Event::series).contains("key-0", "key-1", "key-2", "key-3", "key-4", "key-5");
        try (Rig rig = Rig.Plan.of(settings).on(backend).admitting(6).open()) {
            var random = new SplittableRandom(37);
            rig.accept(first);
            for (Event event : good.subList(300, 600)) {
                rig.accept(event);
                if (random.nextInt(3) == 0) {
                    // of a key that is pending now, with too many values
                    rig.accept(event(event.series(), event.time(), 5000, 1, 2, 3, 4));
                }
                if (random.nextInt(3) == 0) {
                    rig.accept(event("stranger", event.time(), 6000, 1));
                }
            }
            assertThat(rig.count("events_refused")).isGreaterThan(80);
            assertThat(rig.lines().stream().filter(line -> !line.contains(" DEAD_LETTERS ")))
                    .containsExactlyElementsOf(new Fold(settings).accept(good).lines());
        }
    }
}
