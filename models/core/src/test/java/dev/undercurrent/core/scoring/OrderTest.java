package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the order, the spacing and the repetition of arrivals do. */
class OrderTest {

    private static final long SECOND = Fold.SECOND;
    private static final ScorerSettings PLAIN = ScorerSettings.standard();

    @Test
    @DisplayName("arrivals permuted within the lateness give the verdicts of the sorted ones, bit for bit")
    void permutedEqualsSorted() {
        Seeded.check(8, (random, size) -> {
            var settings = PLAIN.withLateness(10 * SECOND, 1000);
            List<Arrival> sorted = new ArrayList<>();
            for (int t = 0; t < 60 * size; t++) {
                // some times are shared by two or three arrivals of two partitions
                long time = (t - t % (1 + t / 20 % 3)) * SECOND;
                sorted.add(new Arrival(new Reading(time, Fold.lively(random, t)), random.nextInt(2), t));
            }
            Comparator<Arrival> order = (a, b) -> a.before(b) ? -1 : b.before(a) ? 1 : 0;
            sorted.sort(order);
            List<Arrival> permuted = new ArrayList<>(sorted);
            // each arrives up to 10 seconds after its time
            long[] delay = new long[sorted.size()];
            for (int t = 0; t < delay.length; t++) {
                delay[t] = sorted.get(t).reading().time() + random.nextLong(10 * SECOND + 1);
            }
            permuted.sort(Comparator.comparingLong(a -> delay[sorted.indexOf(a)]));
            var straight = new Fold(settings, 1);
            sorted.forEach(straight::accept);
            straight.drain();
            var crooked = new Fold(settings, 1);
            for (Arrival arrival : permuted) {
                crooked.accept(arrival);
                if (random.nextInt(20) == 0) {
                    crooked.restore(settings);
                }
            }
            crooked.drain();
            assertThat(crooked.late).isEmpty();
            // a restored arrival is an equal one, not the same
            assertThat(crooked.scored)
                    .extracting(Arrival::offset)
                    .containsExactlyElementsOf(
                            sorted.stream().map(Arrival::offset).toList());
            Verdicts.assertSame(crooked.verdicts, straight.verdicts);
        });
    }

    @Test
    @DisplayName("without lateness an earlier event is late, an equal time is not; each arrival has one outcome")
    void lateIsReportedOnce() {
        var fold = new Fold(PLAIN, 1);
        fold.accept(10, 1);
        fold.accept(9, 1);
        fold.accept(10, 2);
        assertThat(fold.late).hasSize(1);
        assertThat(fold.verdicts).hasSize(2);
        var patient = new Fold(PLAIN.withLateness(5, 10), 1);
        patient.accept(10, 1);
        patient.accept(4, 1);
        patient.accept(5, 1);
        patient.accept(30, 1);
        patient.accept(24, 1);
        patient.drain();
        assertThat(patient.late).hasSize(2);
        assertThat(patient.scored).extracting(a -> a.reading().time()).containsExactly(5L, 10L, 30L);
    }

    @Test
    @DisplayName("a million events out of order do not grow the buffer beyond its capacity, and none is lost")
    void bufferIsBounded() {
        int capacity = 300;
        var fold = new Fold(PLAIN.withLateness(Long.MAX_VALUE / 4, capacity), 1);
        int n = 1_000_000;
        for (int t = 0; t < n; t++) {
            long time = (t ^ 1023) * SECOND;
            fold.accept(new Arrival(new Reading(time, new double[] {t % 7}), 0, t));
            assertThat(fold.state.waiting()).isLessThanOrEqualTo(capacity);
            if (fold.verdicts.size() > 10_000) {
                fold.verdicts.clear();
            }
        }
        fold.drain();
        assertThat(fold.state.waiting()).isZero();
        assertThat(fold.scored.size() + fold.late.size()).isEqualTo(n);
        for (int i = 1; i < fold.scored.size(); i++) {
            assertThat(fold.scored.get(i).before(fold.scored.get(i - 1))).isFalse();
        }
    }

    @Test
    @DisplayName("an event from the far future makes what waits due and what follows late, until time catches up")
    void farFuture() {
        var fold = new Fold(PLAIN.withLateness(5 * SECOND, 100), 1);
        for (int t = 0; t < 20; t++) {
            fold.accept(t * SECOND, 1);
        }
        long future = 1000 * SECOND;
        fold.accept(future, 1);
        assertThat(fold.verdicts).hasSize(20);
        fold.accept(20 * SECOND, 1);
        assertThat(fold.late).hasSize(1);
        fold.accept(future - SECOND, 1);
        fold.accept(future + 6 * SECOND, 1);
        assertThat(fold.scored).extracting(a -> a.reading().time()).endsWith(future - SECOND, future);
    }

    @Test
    @DisplayName("extreme times neither overflow nor stop the key")
    void extremeTimes() {
        var fold = new Fold(PLAIN, 1);
        fold.accept(Long.MIN_VALUE + 1, 1);
        fold.accept(0, 1);
        fold.accept(Long.MAX_VALUE, 1);
        assertThat(fold.verdicts).extracting(Verdict::epoch).containsExactly(Long.MIN_VALUE + 1, 0L, Long.MAX_VALUE);
    }

    @Test
    @DisplayName("a repetition of time and values is dropped where asked for, also of missing values")
    void duplicates() {
        var fold = new Fold(PLAIN.withGaps(0, 1000, Long.MAX_VALUE, true), 1);
        fold.accept(1, 5);
        fold.accept(1, 5);
        fold.accept(1, 6);
        fold.accept(2, 6);
        fold.accept(3, Double.NaN);
        fold.restore(PLAIN.withGaps(0, 1000, Long.MAX_VALUE, true));
        fold.accept(3, Double.NaN);
        assertThat(fold.verdicts).hasSize(4);
        assertThat(fold.duplicates).hasSize(2);
        assertThat(fold.verdicts).extracting(Verdict::sequence).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    @DisplayName("a gap above the expiry starts the key again in a new epoch, from sequence 0")
    void expiry() {
        var fold = new Fold(PLAIN.withGaps(0, 1000, 100 * SECOND, false), 1);
        for (int t = 0; t < 50; t++) {
            fold.accept(t * SECOND, t % 3);
        }
        fold.accept(149 * SECOND, 1);
        assertThat(fold.last().epoch()).isZero();
        fold.accept(250 * SECOND, 1);
        assertThat(fold.last().epoch()).isEqualTo(250 * SECOND);
        assertThat(fold.state.restarts()).isEqualTo(1);
        assertThat(fold.last().sequence()).isZero();
        assertThat(fold.last().pValue()).isEqualTo(1);
        assertThat(fold.state.sequence()).isEqualTo(1);
    }

    @Test
    @DisplayName("a gap in a series of declared spacing is stepped as missing events; a long one starts the key again")
    void gapsAreStepped() {
        var settings = PLAIN.withGaps(SECOND, 20, 1_000_000 * SECOND, false);
        var gap = new Fold(settings, 1);
        var missing = new Fold(settings, 1);
        for (int t = 0; t < 200; t++) {
            boolean there = t < 100 || t > 110;
            if (there) {
                gap.accept(t * SECOND, StrictMath.sin((double) t * t));
            }
            missing.accept(t * SECOND, there ? StrictMath.sin((double) t * t) : Double.NaN);
        }
        // the first verdict after the gap; those after it hear values drawn by sequence number, which the gap does not
        // use
        assertThat(gap.verdicts.get(100).surprisal())
                .isEqualTo(missing.verdicts.get(111).surprisal());
        assertThat(gap.verdicts.get(100).expected())
                .isEqualTo(missing.verdicts.get(111).expected());
        assertThat(gap.last().epoch()).isZero();
        gap.accept(221 * SECOND, 1);
        assertThat(gap.last().epoch()).isEqualTo(221 * SECOND);
    }
}
