package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShiftsTest {

    private static Past past(double... x) {
        Past past = new Past(1, Segmentation.WIDTH, 1000);
        for (int t = 0; t < x.length; t++) {
            past.push(t, new double[] {x[t]});
        }
        return past;
    }

    private static List<int[]> changes(double[] x) {
        List<int[]> changes = new ArrayList<>();
        RegimeStudy.segment(x, 500, changes);
        return changes;
    }

    /**
     * log p(z_i .. z_(j−1)) by the chain rule: one Student-t law after another, each with the posterior before it; of laws with
     * and without a trend the mean.
     */
    private static double chain(double[] z, int i, int j, int rows) {
        double without = chain(z, i, j, rows, 2);
        double with = chain(z, i, j, rows, 3);
        return with + Math.log(0.5 + 0.5 * Math.exp(without - with));
    }

    private static double chain(double[] z, int i, int j, int rows, int d) {
        double[][] precision = new double[d][d];
        double[] h = new double[d];
        for (int r = 0; r < d; r++) {
            precision[r][r] = 1;
        }
        h[1] = 0.5;
        double a = 1;
        double b = 1;
        double sum = 0;
        for (int t = i; t < j; t++) {
            double[] f = {1, z[Math.max(0, t - 1)], 1 - 2.0 * (z.length - 1 - t) / rows};
            double leverage = 0;
            double error = z[t];
            double[] mean = solve(precision, h);
            double[] spread = solve(precision, Arrays.copyOf(f, d));
            for (int r = 0; r < d; r++) {
                leverage += f[r] * spread[r];
                error -= f[r] * mean[r];
            }
            double scale = b / a * (1 + leverage);
            double nu = 2 * a;
            sum += logGamma((nu + 1) / 2)
                    - logGamma(nu / 2)
                    - 0.5 * Math.log(nu * Math.PI * scale)
                    - (nu + 1) / 2 * Math.log1p(error * error / (nu * scale));
            for (int r = 0; r < d; r++) {
                for (int q = 0; q < d; q++) {
                    precision[r][q] += f[r] * f[q];
                }
                h[r] += f[r] * z[t];
            }
            a += 0.5;
            b += 0.5 * error * error / (1 + leverage);
        }
        return sum;
    }

    /** By Gauss and Jordan. */
    private static double[] solve(double[][] matrix, double[] right) {
        int d = right.length;
        double[][] m = new double[d][];
        for (int r = 0; r < d; r++) {
            m[r] = Arrays.copyOf(matrix[r], d + 1);
            m[r][d] = right[r];
        }
        for (int p = 0; p < d; p++) {
            for (int r = 0; r < d; r++) {
                double factor = r == p ? 0 : m[r][p] / m[p][p];
                for (int q = 0; q <= d; q++) {
                    m[r][q] -= factor * m[p][q];
                }
            }
        }
        double[] x = new double[d];
        for (int r = 0; r < d; r++) {
            x[r] = m[r][d] / m[r][r];
        }
        return x;
    }

    private static double logGamma(double x) {
        double sum = 0;
        double y = x;
        for (; y < 20; y++) {
            sum -= Math.log(y);
        }
        return sum + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * y) - 1 / (360 * y * y * y);
    }

    @Test
    @DisplayName("The Bayes factor is the mean over all boundaries of what the chain rule gives for each")
    void equalsChainRule() {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = IntStream.range(0, 60)
                .mapToDouble(t -> (t < 40 ? 5 : 9) + 2 * random.nextDouble())
                .toArray();
        double mean = IntStream.range(0, 60).mapToDouble(t -> x[t]).average().orElseThrow();
        double deviation = Math.sqrt(IntStream.range(0, 60)
                .mapToDouble(t -> (x[t] - mean) * (x[t] - mean))
                .average()
                .orElseThrow());
        double[] z = IntStream.range(0, 60)
                .mapToDouble(t -> (x[t] - mean) / deviation)
                .toArray();
        for (int from : new int[] {0, 13}) {
            double[] segment = Arrays.copyOfRange(z, from, 60);
            double[] after = from == 0 ? segment : Arrays.copyOfRange(z, from - 1, 60);
            int shift = after.length - segment.length;
            int n = segment.length;
            double one = chain(after, shift, shift + n, 60);
            double sum = 0;
            int places = n - Shifts.LEAST - Shifts.LAST + 1;
            for (int p = Shifts.LEAST; p <= n - Shifts.LAST; p++) {
                sum += Math.exp(chain(after, shift, shift + p, 60) + chain(after, shift + p, shift + n, 60) - one)
                        / places;
            }
            Shifts shifts = new Shifts();
            assertThat(shifts.weigh(past(x), n)).isTrue();
            assertThat(shifts.best()).isCloseTo(Math.log(sum), within(1e-6));
            assertThat(60 - 1 - shifts.age()).isCloseTo(40, within(1));
        }
    }

    @Test
    @DisplayName("A young series' level shift is found within 20 rows and dated to the row or its neighbour")
    void level() {
        SplittableRandom random = new SplittableRandom(2);
        double[] x = IntStream.range(0, 200)
                .mapToDouble(t -> (t < 120 ? 10 : 14) + random.nextGaussian())
                .toArray();
        List<int[]> found = changes(x);
        assertThat(found).hasSize(1);
        assertThat(found.get(0)[0]).isCloseTo(120, within(1));
        assertThat(found.get(0)[1]).isBetween(129, 140);
    }

    @Test
    @DisplayName(
            "In 200 young series without a change, 64,000 rows, none is found: noise, random walks, trends, jumps in one row")
    void nothingToFind() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] x = new double[Shifts.YOUNG];
            double level = 0;
            for (int t = 0; t < x.length; t++) {
                double e = random.nextGaussian();
                level += e;
                x[t] = switch (seed % 4) {
                    case 0 -> e;
                    case 1 -> level;
                    case 2 -> 0.05 * t + e;
                    // one in fifty is a glitch
                    default -> random.nextInt(50) == 0 ? 10 * e : e;
                };
            }
            found += changes(x).isEmpty() ? 0 : 1;
        }
        assertThat(found).isZero();
    }
}
