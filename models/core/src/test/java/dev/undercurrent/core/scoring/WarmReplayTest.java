package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.attention.RecentRows;
import dev.undercurrent.core.attention.WindowMemory;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.scoring.ScorerSettings.Emission;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key whose model changes for one that cannot carry its state on, but whose last rows are remembered. */
class WarmReplayTest {

    private static final long SECOND = Fold.SECOND;

    private static ScorerSettings before(long interval) {
        return ScorerSettings.standard()
                .withGaps(interval, 30, 100_000 * SECOND, false)
                .withMemory(new MemorySettings(200));
    }

    private static ScorerSettings after(long interval) {
        return before(interval).withModel(Emission.AUTOREGRESSIVE, 3).withMemory(null);
    }

    /** Two levels, gaps and missing values. */
    private static List<Arrival> events(int n) {
        var random = new SplittableRandom(1);
        List<Arrival> events = new ArrayList<>();
        long time = 0;
        for (int t = 0; t < n; t++) {
            time += random.nextInt(40) == 0 ? random.nextInt(2, 6) : 1;
            double[] x = {Fold.lively(random, t)[0], random.nextDouble()};
            events.add(new Arrival(new Reading(time * SECOND, x), 0, t));
        }
        return events;
    }

    private static void change(Fold fold, ScorerSettings settings, boolean bytes) {
        if (bytes) {
            fold.restore(settings);
        } else {
            fold.states = new KeyStates(settings);
            fold.state = fold.states.carryOn(fold.state);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, SECOND})
    @DisplayName("the new model goes on as one that had seen the last rows from the start, through bytes or not")
    void replays(long interval) {
        List<Arrival> events = events(700);
        int from = 600;
        // what is remembered: the last 520 rows, missing ones of gaps included
        var memory = new Fold(before(interval), 2);
        events.subList(0, from).forEach(memory::accept);
        RecentRows rows = RecentRows.of(Ensemble.find(memory.state.model, WindowMemory.State.class));
        assertThat(rows.size()).isEqualTo(520);
        var oracle = new Fold(after(interval), 2);
        for (int i = 0; i < rows.size(); i++) {
            if (interval == 0 || !rows.get(i).missing()) {
                oracle.accept(new Arrival(rows.get(i), 0, 0));
            }
        }
        // draws for quantised values depend on these
        oracle.state.epoch = KeyState.NEVER;
        oracle.state.sequence = 0;
        Alarm.settle(oracle.state.alarm);
        int seen = oracle.verdicts.size();
        events.subList(from, 700).forEach(oracle::accept);
        List<Verdict> expected = oracle.verdicts.subList(seen, seen + 100);
        for (int way = 0; way < 4; way++) {
            var fold = new Fold(before(interval), 2);
            events.subList(0, from).forEach(fold::accept);
            change(fold, after(interval), way % 2 == 0);
            assertThat(fold.verdicts).hasSize(from);
            if (way > 1) {
                // written and read before the first event, and through a third model
                fold.restore(after(interval));
                change(fold, after(interval).withModel(Emission.GAUSSIAN, 2), way == 3);
                change(fold, after(interval), true);
            }
            events.subList(from, 700).forEach(fold::accept);
            List<Verdict> found = fold.verdicts.subList(from, 700);
            for (int t = 0; t < 100; t++) {
                assertThat(found.get(t).surprisal()).isEqualTo(expected.get(t).surprisal());
                assertThat(found.get(t).pValue()).isEqualTo(expected.get(t).pValue());
                assertThat(found.get(t).anomalyScore())
                        .isEqualTo(expected.get(t).anomalyScore());
                assertThat(found.get(t).regime()).isEqualTo(expected.get(t).regime());
                assertThat(found.get(t).sequence()).isEqualTo(t);
            }
            assertThat(found.get(0).epoch()).isEqualTo(found.get(0).time());
            assertThat(found.get(0).status()).isNotEqualTo(Verdict.Status.WARMING);
            assertThat(fold.state.restarts()).isEqualTo(way > 1 ? 3 : 1);
            assertThat(fold.state.before).isNull();
        }
    }

    @Test
    @DisplayName(
            "after a silence that starts a key again, nothing is heard of the past; nor where nothing was remembered")
    void forgets() {
        List<Arrival> events = events(400);
        for (boolean silence : new boolean[] {true, false}) {
            ScorerSettings old = silence ? before(0) : before(0).withMemory(null);
            var fold = new Fold(old, 2);
            events.subList(0, 300).forEach(fold::accept);
            change(fold, after(0), true);
            long later = silence ? 200_000 * SECOND : 0;
            var fresh = new Fold(after(0), 2);
            for (Arrival a : events.subList(300, 400)) {
                Arrival moved = new Arrival(
                        new Reading(a.reading().time() + later, a.reading().values()), 0, a.offset());
                fold.accept(moved);
                fresh.accept(moved);
            }
            Verdicts.assertSame(fold.verdicts.subList(300, 400), fresh.verdicts);
        }
    }

    @Test
    @DisplayName("an incident that the past would have opened is not open, and none is counted")
    void calm() {
        var fold = new Fold(before(0), 2);
        List<Arrival> events = new ArrayList<>(events(600));
        for (int t = 590; t < 600; t++) {
            Reading x = events.get(t).reading();
            events.set(t, new Arrival(new Reading(x.time(), new double[] {1e6 * t, -1e6 * t}), 0, t));
        }
        events.forEach(fold::accept);
        assertThat(fold.state.alarm.open()).isTrue();
        change(fold, after(0), true);
        fold.accept(events.get(599).reading().time() + SECOND, 11, 0.5);
        assertThat(fold.state.alarm.number()).isLessThanOrEqualTo(1);
        assertThat(fold.last().sequence()).isZero();
        assertThat(fold.last().incident() == null || fold.last().incident().number() == 1)
                .isTrue();
    }
}
