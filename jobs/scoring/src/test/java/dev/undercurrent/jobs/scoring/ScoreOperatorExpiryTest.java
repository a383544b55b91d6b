package dev.undercurrent.jobs.scoring;

import static dev.undercurrent.jobs.scoring.RandomEvents.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.schemas.Incident;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When the state of a silent key is freed. Leaks are asserted: entries and timers after each step. */
class ScoreOperatorExpiryTest {

    private static final long EXPIRE = 100 * SECOND;

    private static ScorerSettings settings(long lateness) {
        return Rig.settings(lateness).withGaps(0, 1000, EXPIRE, false);
    }

    private static List<Event> series(String name, long fromSeconds, int n) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            events.add(new Event(name, (fromSeconds + i) * SECOND, new double[] {Math.sin(i)}, 0, i));
        }
        return events;
    }

    private static void assertHeld(Rig rig, int keys, int timers) {
        assertThat(rig.keys()).as("keys").isEqualTo(keys);
        assertThat(rig.timers()).as("timers").isEqualTo(timers);
    }

    @Test
    @DisplayName("A silent key is freed once stream time is past its last event by more than expire")
    void freed() throws Exception {
        try (Rig rig = Rig.Plan.of(settings(0)).open()) {
            rig.accept(series("a", 0, 11));
            assertHeld(rig, 1, 1);
            rig.watermark(10 * SECOND + EXPIRE);
            assertHeld(rig, 1, 1);
            rig.watermark(10 * SECOND + EXPIRE + SECOND);
            assertHeld(rig, 0, 0);
            assertThat(rig.count("keys_expired")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "An incident that is open when its series falls silent is closed once, by the timer or by what comes after")
    void incidentEnds() throws Exception {
        ScorerSettings settings = settings(0);
        List<Event> before = series("a", 0, 200);
        for (int i = 0; i < 4; i++) {
            before.add(new Event("a", (200 + i) * SECOND, new double[] {50}, 0, 200 + i));
        }
        List<Event> after = series("a", 1000, 20);
        Fold fold = new Fold(settings).accept(before);
        assertThat(phases(fold.lines())).containsExactly(OPEN);
        fold.accept(after);
        assertThat(phases(fold.lines())).containsExactly(OPEN, CLOSE);
        try (Rig rig = Rig.Plan.of(settings).open()) {
            rig.accept(before).watermark(204 * SECOND + EXPIRE);
            assertThat(phases(rig.lines())).containsExactly(OPEN, CLOSE);
            rig.accept(after);
            assertThat(rig.lines()).isEqualTo(fold.lines());
        }
    }

    private static final String OPEN = "OPEN";
    private static final String CLOSE = "CLOSE";

    private static List<String> phases(List<String> lines) throws IOException {
        List<String> phases = new ArrayList<>();
        for (String line : lines) {
            if (line.contains(" INCIDENTS ")) {
                byte[] body = HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1));
                Incident incident = new SpecificDatumReader<Incident>(Incident.getClassSchema())
                        .read(null, DecoderFactory.get().binaryDecoder(body, null));
                phases.add(incident.getPhase().name());
            }
        }
        phases.removeIf("UPDATE"::equals);
        return phases;
    }

    @Test
    @DisplayName("A key that is heard of keeps its state and one timer, however often its timer comes due")
    void kept() throws Exception {
        ScorerSettings settings = settings(0);
        List<Event> events = series("a", 0, 2000);
        try (Rig rig = Rig.Plan.of(settings).open()) {
            for (Event event : events) {
                rig.accept(event).watermark(event.time());
                assertHeld(rig, 1, 1);
            }
            assertThat(rig.lines()).isEqualTo(new Fold(settings).accept(events).lines());
            assertThat(rig.count("keys_expired")).isZero();
        }
    }

    @Test
    @DisplayName("Old data replayed under a watermark long past it is scored as ever; its state is freed afterwards")
    void replayUnderAnAdvancedWatermark() throws Exception {
        ScorerSettings settings = settings(0);
        List<Event> events = series("a", 0, 1000);
        long now = 1_000_000 * SECOND;
        try (Rig rig = Rig.Plan.of(settings).open()) {
            rig.watermark(now);
            for (Event event : events) {
                now += SECOND / 2;
                rig.accept(event).watermark(now);
                assertHeld(rig, 1, 1);
            }
            assertThat(rig.lines()).isEqualTo(new Fold(settings).accept(events).lines());
            rig.watermark(now + EXPIRE - SECOND);
            assertHeld(rig, 1, 1);
            rig.watermark(now + EXPIRE + SECOND);
            assertHeld(rig, 0, 0);
        }
    }

    @Test
    @DisplayName("What waits for order in a key that falls silent is scored before the key is freed")
    void drainedBeforeFreed() throws Exception {
        ScorerSettings settings = settings(20 * SECOND);
        List<Event> events = series("a", 0, 50);
        try (Rig rig = Rig.Plan.of(settings).open()) {
            rig.accept(events);
            assertThat(rig.count("events_scored")).isBetween(25L, 35L);
            rig.watermark(50 * SECOND + EXPIRE + SECOND);
            assertHeld(rig, 0, 0);
            assertThat(rig.lines())
                    .isEqualTo(new Fold(settings).accept(events).drain().lines());
        }
    }

    @Test
    @DisplayName("The end of time frees nothing, since some of the input may still come")
    void endOfTime() throws Exception {
        ScorerSettings settings = settings(20 * SECOND);
        List<Event> events = series("a", 0, 200);
        try (Rig rig = Rig.Plan.of(settings).open()) {
            rig.accept(events.subList(0, 100)).endOfTime();
            assertHeld(rig, 1, 1);
            rig.accept(events.subList(100, 200)).endInput();
            assertThat(rig.lines())
                    .isEqualTo(new Fold(settings).accept(events).drain().lines());
        }
    }

    @Test
    @DisplayName("After a gap above expire the verdicts are the same, whether the key was freed or not")
    void freedOrNot() throws Exception {
        ScorerSettings settings = settings(20 * SECOND);
        List<Event> events = series("a", 0, 80);
        events.addAll(series("a", 1000, 80));
        events.addAll(series("a", 5000, 80));
        try (Rig rig = Rig.Plan.of(settings).open()) {
            for (int life = 0; life < 3; life++) {
                rig.accept(events.subList(80 * life, 80 * (life + 1)));
                assertHeld(rig, 1, 1);
                rig.watermark(events.get(80 * life + 79).time() + EXPIRE + SECOND);
                assertHeld(rig, 0, 0);
            }
            assertThat(rig.lines())
                    .isEqualTo(new Fold(settings).accept(events).drain().lines());
        }
    }

    @Test
    @DisplayName("Timers outlive a restore")
    void timersOutliveRestore() throws Exception {
        Rig.Plan plan = Rig.Plan.of(settings(0));
        try (Rig first = plan.open()) {
            first.accept(series("a", 0, 5)).accept(series("b", 1000, 5)).watermark(2 * SECOND);
            try (Rig second = plan.restore(first.snapshot())) {
                assertHeld(second, 2, 2);
                second.watermark(10 * SECOND + EXPIRE);
                assertHeld(second, 1, 1);
            }
        }
    }

    @Test
    @DisplayName("A freed key makes room for another under max-series")
    void room() throws Exception {
        try (Rig rig = Rig.Plan.of(settings(0)).admitting(1).open()) {
            rig.accept(series("a", 0, 5)).accept(series("b", 5, 5));
            assertThat(rig.count("events_refused")).isEqualTo(5);
            rig.watermark(10 * SECOND + EXPIRE);
            rig.accept(series("b", 200, 5));
            assertThat(rig.count("events_refused")).isEqualTo(5);
            assertHeld(rig, 1, 1);
        }
    }
}
