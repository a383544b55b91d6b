package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.scoring.ScorerSettings.Emission;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bytes of a key's state: complete, guarded, and as many as planned. */
class KeyStatesTest {

    private static final long SECOND = Fold.SECOND;

    @Test
    @DisplayName("through bytes at random points, with another instance each time, verdicts are the same bit for bit")
    void roundTrip() {
        Seeded.check(9, (random, size) -> {
            var settings = ScorerSettings.standard()
                    .withModel(List.of(Emission.values()).get(size % 3), 1 + size % 4)
                    .withLateness(size % 2 == 0 ? 0 : 5 * SECOND, 50)
                    .withForecast(3, 5)
                    .withGaps(0, 1000, 1_000_000 * SECOND, size % 4 == 0);
            List<Arrival> arrivals = Fold.series(Fold::lively, size, 120 * size);
            var straight = new Fold(settings, 1);
            arrivals.forEach(straight::accept);
            straight.drain();
            var broken = new Fold(settings, 1);
            for (Arrival arrival : arrivals) {
                broken.accept(arrival);
                if (random.nextInt(10) == 0) {
                    byte[] before = broken.bytes();
                    broken.restore(settings);
                    assertThat(broken.bytes()).isEqualTo(before);
                } else if (random.nextInt(10) == 0) {
                    broken.state = broken.states.copy(broken.state);
                }
            }
            broken.drain();
            Verdicts.assertSame(broken.verdicts, straight.verdicts);
        });
    }

    @Test
    @DisplayName("under another model a key starts again in a new epoch; its clock and waiting arrivals stay")
    void lineageChange() {
        var alarm = new AlarmSettings(1, 1000 * SECOND, 64, 150, 8, 64);
        var old = ScorerSettings.standard().withAlarm(alarm).withLateness(5 * SECOND, 50);
        var other = old.withModel(Emission.AUTOREGRESSIVE, 2);
        for (boolean throughBytes : new boolean[] {true, false}) {
            var fold = new Fold(old, 1);
            for (int t = 0; t < 400; t++) {
                fold.accept(t * SECOND, t > 300 ? 50 + t % 7 : t % 7);
            }
            assertThat(fold.state.alarm.number()).isPositive();
            int waiting = fold.state.waiting();
            assertThat(waiting).isPositive();
            long clock = fold.state.clock();
            fold.state.touch(42);
            if (throughBytes) {
                fold.restore(other);
            } else {
                fold.states = new KeyStates(other);
                fold.state = fold.states.carryOn(fold.state);
            }
            assertThat(fold.state.clock()).isEqualTo(clock);
            assertThat(fold.state.touched()).isEqualTo(42);
            assertThat(fold.state.waiting()).isEqualTo(waiting);
            fold.accept(clock - 6 * SECOND, 1);
            assertThat(fold.late).hasSize(1);
            int before = fold.verdicts.size();
            fold.drain();
            Verdict first = fold.verdicts.get(before);
            assertThat(first.epoch()).isEqualTo(first.time());
            assertThat(first.sequence()).isZero();
            assertThat(fold.verdicts).hasSize(400);
        }
    }

    @Test
    @DisplayName("thresholds, budgets and lateness may change without a new start, and nothing that waits is lost")
    void settingsChange() {
        var fold = new Fold(ScorerSettings.standard().withLateness(5 * SECOND, 50), 1);
        for (int t = 0; t < 100; t++) {
            fold.accept(t * SECOND, t % 7);
        }
        fold.restore(ScorerSettings.standard());
        fold.accept(100 * SECOND, 1);
        assertThat(fold.verdicts).hasSize(101);
        assertThat(fold.last().epoch()).isZero();
        assertThat(fold.scored).extracting(a -> a.reading().time()).isSorted();
    }

    @Test
    @DisplayName("bytes that end early or are of another version are refused with a reason")
    void refusesWhatIsDamaged() {
        var fold = new Fold(ScorerSettings.standard().withLateness(5 * SECOND, 50), 2);
        for (int t = 0; t < 40; t++) {
            fold.accept(t * SECOND, t % 7, t % 3);
        }
        byte[] bytes = fold.bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> fold.states.read(new ByteSource(part)))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching(".*(state ends early|allowed).*");
        }
        byte[] flipped = bytes.clone();
        flipped[0] = 77;
        assertThatThrownBy(() -> fold.states.read(new ByteSource(flipped)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version of a key's state is 77; readable: 1");
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        int at = 3 + 4 + fold.state.lineage.length();
        java.nio.ByteBuffer.wrap(longer).putInt(at, bytes.length - at - 4 + 1);
        assertThatThrownBy(() -> fold.states.read(new ByteSource(longer)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not understood");
    }

    @Test
    @DisplayName("settings survive their bytes")
    void settingsRoundTrip() {
        var settings =
                ScorerSettings.standard().withModel(Emission.AUTOREGRESSIVE, 3).withLateness(7, 9);
        var out = new ByteSink(16);
        settings.write(out);
        var again = ScorerSettings.read(new ByteSource(out.toBytes()));
        assertThat(again.modelId()).isEqualTo(settings.modelId());
        assertThat(again).usingRecursiveComparison().isEqualTo(settings);
    }

    /** Bytes of the parts of a Student-t state of one channel, nothing waiting, no duplicates dropped. */
    private static int planned(int k, String lineage) {
        int header = 1 + 2 + 4 + lineage.length() + 4;
        int times = 8 + 4 + 8 + 8 + 8 + 8 + 8 + 1;
        int alarm = 3 * 8 + 1 + 3 * 4 + 3 * 8 + 8 + 8 + 4;
        int waiting = 4;
        int regimes = 4 + 8 + 4 + 8 + 4;
        int calibration = 4 * (28 + 2 + (2 + 3 * 6) + 1) + 8 * 5;
        int scale = 8 * 8 + 4;
        int belief = 8 * k + 4 * k * k + 4 * k;
        int novelty = 4 * 3 + 4;
        int counters = 4 + 8 + 8;
        int experts = 4 * k * (1 + 3);
        return header + times + alarm + waiting + regimes + calibration + scale + belief + novelty + counters + experts;
    }

    @Test
    @DisplayName("a key of one channel takes 726 bytes with four Student-t regimes and 1,030 with eight")
    void bytesPerKey() {
        int[] expected = {726, 1030};
        for (int i = 0; i < 2; i++) {
            int k = 4 + 4 * i;
            var fold = new Fold(ScorerSettings.standard().withModel(Emission.STUDENT_T, k), 1);
            for (int t = 0; t < 100; t++) {
                fold.accept(t * SECOND, t % 7);
            }
            assertThat(fold.bytes()).hasSize(planned(k, fold.state.lineage)).hasSize(expected[i]);
        }
    }

    @Test
    @DisplayName("copies are independent, also of what waits")
    void copies() {
        var fold = new Fold(ScorerSettings.standard().withLateness(5 * SECOND, 50), 1);
        for (int t = 0; t < 30; t++) {
            fold.accept(t * SECOND, t % 7);
        }
        byte[] before = fold.bytes();
        KeyState copy = fold.states.copy(fold.state);
        fold.states.accept(copy, new Arrival(new Reading(100 * SECOND, new double[] {1}), 0, 0), fold);
        assertThat(fold.bytes()).isEqualTo(before);
    }
}
