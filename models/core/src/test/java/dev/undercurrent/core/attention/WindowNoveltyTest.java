package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WindowNoveltyTest {

    private static final int WINDOWS = 300;
    private static final double[] FADING = {0, 0.6, 0.8, 0.9, 0.97};
    private static final int[] NEAR = {1, 4, 8, 32, 100};
    private static final int[] SPANS = {1, 6, 24};

    private static double[][] series(int n, int channels, long seed) {
        var random = new SplittableRandom(seed);
        double[][] x = new double[n][channels];
        for (int t = 0; t < n; t++) {
            for (int c = 0; c < channels; c++) {
                x[t][c] = 1000 * (c + 1) + 10 * Math.sin(t * 0.2 + c) + Draw.normal(random);
            }
        }
        return x;
    }

    /** Written out: median and spread of the first events, moving means, all sums of all windows. */
    private static double reference(double[][] x, int t, int span, int fading, int settling) {
        int channels = x[0].length;
        double[][] u = new double[t + 1][channels];
        for (int c = 0; c < channels; c++) {
            double[] first = new double[settling];
            for (int i = 0; i < settling; i++) {
                first[i] = x[i][c];
            }
            Arrays.sort(first);
            double median = first[settling / 2];
            double mean = Arrays.stream(first).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(first)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
            double range = (first[(int) (0.98 * (settling - 1))] - first[(int) (0.02 * (settling - 1))]) / 2;
            double scale = Math.max(Math.max(range, deviation), 1e-3 * Math.abs(median) + 1e-9);
            for (int i = 0; i <= t; i++) {
                u[i][c] = (x[i][c] - median) / scale;
            }
        }
        double[][] smooth = new double[t + 1][channels];
        for (int i = 0; i <= t; i++) {
            for (int c = 0; c < channels; c++) {
                int from = Math.max(0, i - span + 1);
                for (int k = from; k <= i; k++) {
                    smooth[i][c] += u[k][c] / (i - from + 1);
                }
            }
        }
        double[] distances = new double[Math.max(0, Math.min(t, WINDOWS) - NEAR[fading])];
        for (int i = 0; i < distances.length; i++) {
            int lag = NEAR[fading] + 1 + i;
            double weight = 1;
            for (int k = 0; t - k - lag >= 0 && weight > 1e-12; k++) {
                for (int c = 0; c < channels; c++) {
                    double e = smooth[t - k][c] - smooth[t - k - lag][c];
                    distances[i] += weight * e * e;
                }
                weight *= FADING[fading];
            }
        }
        Arrays.sort(distances);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += Math.sqrt(distances[i] * (1 - FADING[fading])) / 3;
        }
        return Math.log(sum + 1e-3);
    }

    @Test
    @DisplayName(
            "equals the definition written out, for one channel and three, also when the past is full and the ring turns")
    void definition() {
        for (int channels : new int[] {1, 3}) {
            double[][] x = series(900, channels, 3);
            var novelty = new WindowNovelty(WINDOWS, channels);
            var s = novelty.start();
            for (int t = 0; t < x.length; t++) {
                double[][] told = novelty.update(s, x[t]);
                if (t < WindowNovelty.SETTLING - 1) {
                    assertThat(told).isNull();
                } else if (t % 97 == 0 || t == x.length - 1) {
                    for (int g = 0; g < SPANS.length; g++) {
                        for (int i = 0; i < FADING.length; i++) {
                            assertThat(told[g][i])
                                    .as("event %d, span %d, fading %s", t, SPANS[g], FADING[i])
                                    .isCloseTo(reference(x, t, SPANS[g], i, WindowNovelty.SETTLING), within(2e-3));
                        }
                    }
                }
            }
        }
    }

    @Test
    @DisplayName("through bytes and copies at any point it goes on bit for bit")
    void codec() {
        double[][] x = series(800, 2, 5);
        var novelty = new WindowNovelty(WINDOWS, 2);
        for (int cut : new int[] {0, 1, 100, 224, 225, 226, 300, 480, 601, 750}) {
            var whole = novelty.start();
            for (int t = 0; t < cut; t++) {
                novelty.update(whole, x[t]);
            }
            var sink = new ByteSink(16);
            novelty.write(whole, sink);
            var restored = novelty.read(new ByteSource(sink.toBytes()));
            var copy = novelty.copy(whole);
            for (int t = cut; t < x.length; t++) {
                double[][] expected = deep(novelty.update(whole, x[t]));
                assertThat(deep(novelty.update(restored, x[t]))).isDeepEqualTo(expected);
                assertThat(deep(novelty.update(copy, x[t]))).isDeepEqualTo(expected);
            }
        }
    }

    private static double[][] deep(double[][] told) {
        return told == null ? null : Arrays.stream(told).map(double[]::clone).toArray(double[][]::new);
    }

    @Test
    @DisplayName("a pattern never seen is far, one that comes back is near")
    void patterns() {
        double[][] x = series(1500, 1, 7);
        for (int t = 1000; t < 1040; t++) {
            x[t][0] = 1000 + (t % 2 == 0 ? 8 : -8);
            x[t + 250][0] = x[t][0];
        }
        var novelty = new WindowNovelty(1000, 1);
        var s = novelty.start();
        double[] longest = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            double[][] told = novelty.update(s, x[t]);
            longest[t] = told == null ? 0 : told[0][3];
        }
        assertThat(longest[1030]).isGreaterThan(longest[950] + 1);
        assertThat(longest[1280]).isLessThan(longest[1030] - 1);
    }

    @Test
    @DisplayName("missing and absurd values tell no NaN, and a scale that was too small widens")
    void robust() {
        var random = new SplittableRandom(2);
        var novelty = new WindowNovelty(WINDOWS, 2);
        var s = novelty.start();
        double told = 0;
        for (int t = 0; t < 2000; t++) {
            double[] x = {
                random.nextInt(5) == 0 ? Double.NaN : random.nextInt(50) == 0 ? -Double.MAX_VALUE : Draw.normal(random),
                t < 400 ? 0 : 100 * Draw.normal(random)
            };
            double[][] now = novelty.update(s, x);
            if (now != null) {
                for (double[] group : now) {
                    for (double v : group) {
                        assertThat(v).isFinite();
                    }
                }
                told = now[0][0];
            }
        }
        assertThat(s.scale[1]).isBetween(1.0, 1000.0);
        assertThat(told).isLessThan(2);
    }

    @Test
    @DisplayName("lengths out of range are refused")
    void lengths() {
        assertThatThrownBy(() -> new WindowNovelty(10, 1)).hasMessageContaining("256 to 100000");
    }
}
