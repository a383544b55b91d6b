package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {

    private static final int MEMORY = 2000;

    private static double[] series(int rows, IntToDoubleFunction of) {
        double[] x = new double[rows];
        for (int t = 0; t < rows; t++) {
            x[t] = of.applyAsDouble(t);
        }
        return x;
    }

    private static List<int[]> changes(double[] x) {
        List<int[]> changes = new ArrayList<>();
        RegimeStudy.segment(x, MEMORY, changes);
        return changes;
    }

    private static double[] walk(int rows, SplittableRandom random, double memory) {
        double[] x = new double[rows];
        for (int t = 1; t < rows; t++) {
            x[t] = memory * x[t - 1] + random.nextGaussian();
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    @DisplayName(
            "A jump by three deviations of the noise, and one back, are found within 100 rows and dated to within 5")
    void noise(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> found = changes(series(2500, t -> (t >= 1100 && t < 1800 ? 3 : 0) + random.nextGaussian()));
        assertThat(found).hasSize(2);
        assertThat(found.get(0)[0]).isCloseTo(1100, within(5));
        assertThat(found.get(0)[1]).isBetween(1100, 1200);
        assertThat(found.get(1)[0]).isCloseTo(1800, within(5));
        assertThat(found.get(1)[1]).isBetween(1800, 1900);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @DisplayName("So is a jump of a season that goes on as before")
    void season(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> found = changes(series(
                2000, t -> (t >= 1300 ? -6 : 0) + 3 * Math.sin(2 * Math.PI * t / 24) + 0.5 * random.nextGaussian()));
        assertThat(found).hasSize(1);
        assertThat(found.get(0)[0]).isCloseTo(1300, within(24));
        assertThat(found.get(0)[1]).isBetween(1300, 1400);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    @DisplayName("A random walk, a slow process, a trend, a pattern longer than the segment, and glitches are no jumps")
    void nothingToFind(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = 6000;
        double[] glitches = series(rows, t -> random.nextGaussian() + (random.nextInt(300) == 0 ? 30 : 0));
        for (double[] x : List.of(
                walk(rows, random, 1),
                walk(rows, random, 0.98),
                series(rows, t -> 0.01 * t + random.nextGaussian()),
                series(rows, t -> 3 * Math.sin(2 * Math.PI * t / 2500) + 0.3 * random.nextGaussian()),
                glitches)) {
            assertThat(jumps(x)).isZero();
        }
    }

    /** How often the level would be said to have jumped, were all rows held one segment. */
    private static int jumps(double[] x) {
        Past past = new Past(1, Segmentation.WIDTH, MEMORY);
        Levels levels = new Levels(MEMORY);
        int jumps = 0;
        for (int t = 0; t < x.length; t++) {
            past.push(t, new double[] {x[t]});
            if (t % Segmentation.STRIDE == 0 && levels.jumped(past, t + 1)) {
                jumps++;
            }
        }
        return jumps;
    }
}
