package dev.undercurrent.evaluation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.math.Special;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DetectorsTest {

    private static double tail(double z) {
        return 2 * Special.normalCdf(-Math.abs(z));
    }

    private static double[] tails(Detector detector, double[] values) {
        return Arrays.stream(values).map(v -> detector.tail(new double[] {v})).toArray();
    }

    @Test
    @DisplayName("The windowed Gaussian is the plain mean and deviation of what came before, while its window fills")
    void windowedGaussian() {
        double[] x = Synthetic.NOISE.values(200, 3);
        double[] tails = tails(Baseline.WINDOWED_GAUSSIAN.start(1, 1), x);
        for (int i = 16; i < x.length; i++) {
            double[] past = Arrays.copyOf(x, i);
            double mean = Arrays.stream(past).average().orElseThrow();
            double variance = Arrays.stream(past)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
            assertThat(tails[i]).isCloseTo(tail((x[i] - mean) / Math.sqrt(variance)), within(1e-9));
        }
        assertThat(Arrays.copyOf(tails, 16)).containsOnly(1);
    }

    @Test
    @DisplayName("The seasonal naive detector sees nothing in a perfect season, and the one value that breaks it")
    void seasonalNaive() {
        double[] x = new double[240];
        Arrays.setAll(x, i -> i % 24 + 0.001 * Math.sin(i * i));
        x[200] += 1;
        double[] tails = tails(Baseline.SEASONAL_NAIVE.start(1, 24), x);
        double[] before = Arrays.copyOfRange(tails, 60, 200);
        assertThat(Arrays.stream(before).min().orElseThrow()).isGreaterThan(1e-5);
        assertThat(tails[200]).isLessThan(1e-12);
    }

    @Test
    @DisplayName("The EWMA follows a level shift and forgets it")
    void ewma() {
        double[] x = Synthetic.NOISE.values(600, 4);
        for (int i = 300; i < 600; i++) {
            x[i] += 12;
        }
        double[] tails = tails(Baseline.EWMA.start(1, 1), x);
        assertThat(tails[300]).isLessThan(1e-9);
        assertThat(Arrays.stream(tails, 330, 600).min().orElseThrow()).isGreaterThan(1e-7);
    }

    @Test
    @DisplayName(
            "A detector of several channels has the rarest one's tail times their number; missing ones do not count")
    void channels() {
        Detector one = Baseline.EWMA.start(1, 1);
        Detector two = Baseline.EWMA.start(2, 1);
        Detector gap = Baseline.EWMA.start(2, 1);
        double[] x = Synthetic.NOISE.values(100, 5);
        for (int i = 0; i < 100; i++) {
            double alone = one.tail(new double[] {x[i]});
            assertThat(two.tail(new double[] {x[i], x[i]})).isCloseTo(Math.min(1, 2 * alone), within(1e-15));
            assertThat(gap.tail(new double[] {Double.NaN, x[i]})).isEqualTo(alone);
        }
    }

    @Test
    @DisplayName(
            "The product's incident logic over a detector opens one incident at a burst, hardly any in the noise before")
    void incidents() {
        double[] x = Synthetic.NOISE.values(3000, 6);
        for (int i = 2500; i < 2510; i++) {
            x[i] += 15;
        }
        double[][] rows = Arrays.stream(x).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
        long[] micros = new long[x.length];
        Arrays.setAll(micros, i -> i * 60_000_000L);
        AlarmSettings weekly = new AlarmSettings(1, 7 * 86_400_000_000L, 64, 150, 8, 64);
        Track track = Track.of(Baseline.WINDOWED_GAUSSIAN.start(1, 1), rows, micros, weekly);
        assertThat(track.incident()[2500]).isGreaterThan(0.25);
        assertThat(Arrays.stream(track.incident(), 200, 2500).filter(s -> s > 0).count())
                .as("chance incidents within 1.6 days at one a week, from a detector whose tails are not its own")
                .isLessThanOrEqualTo(3);
        assertThat(Arrays.stream(track.incident(), 2501, 3000)
                        .filter(s -> s > 0)
                        .count())
                .isZero();
        assertThat(track.alarm()[2505]).isTrue();
        assertThat(track.alarm()[2700]).isFalse();
        assertThat(track.score()[2500]).isGreaterThan(0.9);
    }
}
