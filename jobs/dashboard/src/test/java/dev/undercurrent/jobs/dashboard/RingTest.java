package dev.undercurrent.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.schemas.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RingTest {

    @Test
    @DisplayName("A ring holds the last points exactly, however often it went round, and finds them by time")
    void holdsTheLast() {
        SplittableRandom random = new SplittableRandom(7);
        for (int bound : new int[] {1, 2, 31, 32, 33, 100}) {
            Ring ring = new Ring(bound, 2, new String[0]);
            List<Score> all = new ArrayList<>();
            long time = 0;
            for (int n = 0; n < 250; n++) {
                time += 1 + random.nextInt(3);
                Double missing = random.nextInt(10) == 0 ? null : random.nextDouble();
                Score score = Made.score("s", time, random.nextDouble(), missing, random.nextDouble() * 1e9);
                all.add(score);
                ring.add(score, time);
                check(ring, all.subList(Math.max(0, all.size() - bound), all.size()), n + 1);
            }
        }
    }

    private static void check(Ring ring, List<Score> held, int end) {
        assertThat(ring.end()).isEqualTo(end);
        assertThat(ring.size()).isEqualTo(held.size());
        for (int i = 0; i < held.size(); i++) {
            Score score = held.get(i);
            long point = ring.begin() + i;
            assertThat(ring.time(point)).isEqualTo(Micros.of(score.getTime()));
            assertThat(ring.find(ring.time(point))).isEqualTo(point);
            Double first = score.getValues().get(0);
            assertThat(ring.value(point, 0)).isEqualTo(first == null ? Double.valueOf(Double.NaN) : first);
            assertThat(ring.value(point, 1)).isEqualTo(score.getValues().get(1));
            assertThat(ring.lower(point, 1)).isEqualTo(8);
            assertThat(ring.upper(point, 1)).isEqualTo(12.5);
            assertThat(ring.score(point)).isEqualTo((float) score.getAnomalyScore());
            assertThat(ring.alarm(point)).isEqualTo(score.getAlarm());
            assertThat(ring.status(point)).isEqualTo(score.getStatus());
            assertThat(ring.regime(point)).isEqualTo(score.getRegime());
            assertThat(ring.since(point)).isEqualTo(Micros.of(score.getRegimeSince()));
        }
        assertThat(ring.find(Long.MAX_VALUE)).isEqualTo(ring.end());
        assertThat(ring.find(Long.MIN_VALUE)).isEqualTo(ring.begin());
    }

    @Test
    @DisplayName(
            "Thinned points are points that were there, ascending, with every stretch's peak and extremes among them")
    void thins() {
        SplittableRandom random = new SplittableRandom(3);
        Ring ring = new Ring(5000, 1, new String[0]);
        for (int n = 0; n < 5000; n++) {
            ring.add(Made.score("s", n, n == 1234 ? 0.99 : 0.1, n == 2345 ? -50.0 : random.nextDouble()), n);
        }
        long[] chosen = Thinning.choose(ring, 0, 5000, 400);
        assertThat(chosen)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains(1234, 2345, 4999)
                .hasSizeLessThanOrEqualTo(401);
        assertThat(Thinning.choose(ring, 10, 20, 400)).containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
        assertThat(Thinning.choose(ring, 20, 20, 400)).isEmpty();
    }
}
