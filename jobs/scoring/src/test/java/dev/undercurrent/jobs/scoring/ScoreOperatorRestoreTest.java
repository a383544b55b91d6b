package dev.undercurrent.jobs.scoring;

import static dev.undercurrent.jobs.scoring.RandomEvents.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.Rig.Backend;
import dev.undercurrent.jobs.scoring.format.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreOperatorRestoreTest {

    private static final ScorerSettings SETTINGS = Rig.settings(20 * SECOND);

    private final RandomEvents random = new RandomEvents(21, 20, 30 * SECOND);

    @ParameterizedTest
    @DisplayName("Killed and restored at random points, the operator writes what it would have written")
    @EnumSource(Backend.class)
    void restored(Backend backend) throws Exception {
        Rig.Plan plan = Rig.Plan.of(SETTINGS).on(backend);
        SplittableRandom kills = new SplittableRandom(22);
        Fold fold = new Fold(SETTINGS);
        List<String> lines = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (int life = 0; life < 8; life++) {
            try (Rig rig = state == null ? plan.open() : plan.restore(state)) {
                List<Event> events = random.next(kills.nextInt(1, 600));
                rig.accept(events);
                fold.accept(events);
                lines.addAll(rig.lines());
                state = rig.snapshot();
                // scored after the snapshot and lost with the task: must leave no trace in the state that was snapshot
                rig.accept(events.subList(0, events.size() / 2));
            }
        }
        assertThat(lines).isEqualTo(fold.lines());
    }

    @ParameterizedTest
    @DisplayName("One task, then three, then two: every key goes on where it was")
    @EnumSource(Backend.class)
    void rescaled(Backend backend) throws Exception {
        Rig.Plan plan = Rig.Plan.of(SETTINGS).on(backend);
        Fold fold = new Fold(SETTINGS);
        List<String> lines = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (int tasks : new int[] {1, 3, 2}) {
            List<Event> events = random.next(700);
            fold.accept(events);
            OperatorSubtaskState[] parts = new OperatorSubtaskState[tasks];
            int busy = 0;
            for (int i = 0; i < tasks; i++) {
                Rig.Plan task = plan.task(i, tasks);
                try (Rig rig = state == null ? task.open() : task.restore(state)) {
                    rig.accept(of(events, i, tasks));
                    busy += rig.timers() > 0 ? 1 : 0;
                    lines.addAll(rig.lines());
                    parts[i] = rig.snapshot();
                }
            }
            assertThat(busy).isEqualTo(tasks);
            state = Rig.union(parts);
        }
        assertThat(Fold.byKey(lines)).isEqualTo(Fold.byKey(fold.lines()));
    }

    private static List<Event> of(List<Event> events, int task, int tasks) {
        return events.stream()
                .filter(e -> KeyGroupRangeAssignment.assignKeyToParallelOperator(e.series(), Rig.MAX_PARALLELISM, tasks)
                        == task)
                .toList();
    }

    @ParameterizedTest
    @DisplayName("Other thresholds on restore keep every state")
    @EnumSource(Backend.class)
    void thresholdsKeepStates(Backend backend) throws Exception {
        ScorerSettings other = Rig.withBudget(SETTINGS, 1).withForecast(5, 2);
        assertThat(other.modelId()).isNotEqualTo(SETTINGS.modelId());
        Fold fold = new Fold(SETTINGS);
        List<Event> before = random.next(1500);
        List<Event> after = random.next(1500);
        try (Rig first = Rig.Plan.of(SETTINGS).on(backend).open()) {
            fold.accept(before);
            first.accept(before);
            try (Rig second = Rig.Plan.of(other).on(backend).restore(first.snapshot())) {
                fold.lines().clear();
                fold.changeTo(other);
                assertThat(second.accept(after).lines())
                        .isEqualTo(fold.accept(after).lines());
                assertThat(second.count("keys_restarted")).isZero();
            }
        }
    }

    @ParameterizedTest
    @DisplayName("What waited under a lateness that was taken away is scored, at the end of input at the latest")
    @EnumSource(Backend.class)
    void latenessTakenAway(Backend backend) throws Exception {
        ScorerSettings none = Rig.settings(0);
        List<Event> before = random.next(500);
        Fold fold = new Fold(SETTINGS).accept(before);
        try (Rig first = Rig.Plan.of(SETTINGS).on(backend).open()) {
            first.accept(before);
            fold.lines().clear();
            fold.changeTo(none);
            try (Rig second = Rig.Plan.of(none).on(backend).restore(first.snapshot())) {
                second.endInput();
                assertThat(Fold.byKey(second.lines()))
                        .isNotEmpty()
                        .isEqualTo(Fold.byKey(fold.drain().lines()));
            }
        }
    }

    @ParameterizedTest
    @DisplayName(
            "Another number of regimes on restore starts every key again, once, under the next epoch, and counts it")
    @EnumSource(Backend.class)
    void anotherLineageStartsAgain(Backend backend) throws Exception {
        ScorerSettings before = Rig.settings(0);
        ScorerSettings other = before.withModel(ScorerSettings.Emission.STUDENT_T, 5);
        List<Event> old = random.next(1500);
        List<Event> next = random.next(1500);
        List<Event> last = random.next(1500);
        Fold fold = new Fold(before).accept(old);
        try (Rig first = Rig.Plan.of(before).on(backend).open()) {
            first.accept(old);
            // the second life ends before most keys were heard of, and its snapshot holds states of the old lineage
            Event single = next.get(0);
            OperatorSubtaskState state;
            fold.lines().clear();
            fold.changeTo(other);
            List<String> lines = new ArrayList<>();
            long restarted;
            try (Rig second = Rig.Plan.of(other).on(backend).restore(first.snapshot())) {
                second.accept(single);
                restarted = second.count("keys_restarted");
                lines.addAll(second.lines());
                state = second.snapshot();
            }
            fold.accept(List.of(single));
            try (Rig third = Rig.Plan.of(other).on(backend).restore(state)) {
                third.accept(last);
                restarted += third.count("keys_restarted");
                lines.addAll(third.lines());
            }
            fold.accept(last);
            assertThat(lines).isEqualTo(fold.lines());
            assertThat(restarted).isEqualTo(scoredKeys(fold.lines()));
        }
    }

    private static long scoredKeys(List<String> lines) {
        return Fold.byKey(lines.stream().filter(l -> l.contains(" SCORES ")).toList())
                .size();
    }
}
