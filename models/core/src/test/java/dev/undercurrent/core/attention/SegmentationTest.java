package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SegmentationTest {

    private static List<int[]> changes(double[] x, int memory) {
        List<int[]> changes = new ArrayList<>();
        RegimeStudy.segment(x, memory, changes);
        return changes;
    }

    /** Two shapes of the same level, spread and period, or what the functions make of a row, in turns of {@code length} rows. */
    private static double[] turns(int seed, int length, IntToDoubleFunction... shapes) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[length * shapes.length];
        for (int t = 0; t < x.length; t++) {
            x[t] = shapes[t / length].applyAsDouble(t) + 0.2 * random.nextGaussian();
        }
        return x;
    }

    private static double sine(int t) {
        return Math.sin(2 * Math.PI * t / 31);
    }

    private static double saw(int t) {
        return 2.4 * (t % 31 / 31.0 - 0.5);
    }

    private static double fast(int t) {
        return Math.sin(2 * Math.PI * t / 13);
    }

    @Test
    @DisplayName("A change of shape alone is found within 200 rows and dated to within 60")
    void shape() {
        List<int[]> found = changes(turns(1, 700, SegmentationTest::sine, SegmentationTest::saw), 1000);
        assertThat(found).hasSize(1);
        assertThat(found.get(0)[0]).isCloseTo(700, within(60));
        assertThat(found.get(0)[1]).isBetween(700, 900);
    }

    @Test
    @DisplayName("A change of frequency alone is found, also where the memory has long forgotten the segment's start")
    void frequency() {
        List<int[]> found = changes(turns(2, 2000, SegmentationTest::sine, SegmentationTest::fast), 400);
        assertThat(found).hasSize(1);
        assertThat(found.get(0)[0]).isCloseTo(2000, within(40));
        assertThat(found.get(0)[1]).isBetween(2000, 2200);
    }

    @Test
    @DisplayName("10,000 rows of noise, of a smooth random process, of a noisy season or of one value hold no change")
    void nothingToFind() {
        for (int memory : new int[] {300, 1000}) {
            SplittableRandom random = new SplittableRandom(memory);
            double[] noise = random.doubles(10_000).toArray();
            double[] smooth = new double[10_000];
            double[] season = new double[10_000];
            double level = 0;
            for (int t = 0; t < smooth.length; t++) {
                level = 0.95 * level + random.nextGaussian();
                smooth[t] = level;
                season[t] = sine(t) + 0.5 * random.nextGaussian();
            }
            double[] one = new double[10_000];
            Arrays.fill(one, 21.5);
            for (double[] x : new double[][] {noise, smooth, season, one}) {
                assertThat(changes(x, memory)).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("The likelihood ratio is that of neighbours and votes counted by hand, while all is held and after")
    void equalsDefinition() {
        int memory = 260;
        double[] x = turns(3, 350, SegmentationTest::sine, SegmentationTest::sine, t -> 1.4 * sine(t) + 0.5 * fast(t));
        double[][] windows = new double[x.length - Segmentation.WIDTH + 1][];
        for (int p = 0; p < windows.length; p++) {
            windows[p] = normal(x, p);
        }
        Segmentation segmentation = new Segmentation(1, memory);
        Segmentation.State s = segmentation.start();
        int begin = 0;
        int looks = 0;
        for (int t = 0; t < x.length; t++) {
            int age = segmentation.push(s, t, new double[] {x[t]});
            if (age >= 0) {
                begin = t - age;
                continue;
            }
            int i = t - Segmentation.WIDTH + 1;
            if (t == Past.SETTLED - 1) {
                // windows in new units are compared anew, and only those at hand
                begin = Math.max(begin, i - memory + 1);
            }
            if (i > 0 && i % Segmentation.STRIDE == 0 && t % 5 == 4 && s.neighbours.size > 2 * Segmentation.MARGIN) {
                assertThat(s.ratio).as("row %d", t).isCloseTo(byHand(windows, begin, i, memory), within(1e-6));
                looks++;
            }
        }
        assertThat(looks).isGreaterThan(50);
    }

    private static double byHand(double[][] x, int begin, int now, int memory) {
        int first = Math.max(begin, now - memory + 1);
        int[][] votes = new int[now + 1][];
        for (int p = first; p <= now; p++) {
            votes[p] = nearest(x, p, Math.max(begin, p - memory + 1), Math.min(now, p + memory - 1));
        }
        double best = 0;
        for (int tau = first + Segmentation.MARGIN; tau <= now + 1 - Segmentation.MARGIN; tau++) {
            double[] crossing = new double[2];
            double[] expected = new double[2];
            double[] cast = new double[2];
            for (int p = first; p <= now; p++) {
                int side = p < tau ? 0 : 1;
                int from = Math.max(begin, p - memory + 1);
                double beyond = side == 0 ? now - tau + 1 : tau - from;
                expected[side] += Segmentation.NEAREST * beyond / (now - from + 1);
                cast[side] += Segmentation.NEAREST;
                for (int q : votes[p]) {
                    crossing[side] += q < tau == p < tau ? 0 : 1;
                }
            }
            double ratio = 0;
            for (int side = 0; side < 2; side++) {
                double p = expected[side] / cast[side];
                double e = (crossing[side] + 0.5) / (cast[side] + 1);
                if (e < p) {
                    ratio += crossing[side] * Math.log(e / p)
                            + (cast[side] - crossing[side]) * Math.log((1 - e) / (1 - p));
                }
            }
            best = Math.max(best, ratio / (Segmentation.NEAREST * Segmentation.WIDTH));
        }
        return best;
    }

    private static int[] nearest(double[][] x, int p, int from, int to) {
        return java.util.stream.IntStream.rangeClosed(from, to)
                .filter(q -> Math.abs(p - q) >= Segmentation.EXCLUSION)
                .boxed()
                .sorted((a, b) -> Double.compare(distance(x, p, a), distance(x, p, b)))
                .limit(Segmentation.NEAREST)
                .mapToInt(q -> q)
                .toArray();
    }

    private static double distance(double[][] x, int p, int q) {
        double[] a = x[p];
        double[] b = x[q];
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    private static double[] normal(double[] x, int from) {
        double[] w = Arrays.copyOfRange(x, from, from + Segmentation.WIDTH);
        double mean = Arrays.stream(w).average().orElseThrow();
        double variance =
                Arrays.stream(w).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return Arrays.stream(w).map(v -> (v - mean) / Math.sqrt(variance)).toArray();
    }

    @Test
    @DisplayName("Restored in the middle it goes on bit for bit, with missing rows too")
    void restored() {
        double[] x = turns(4, 500, SegmentationTest::sine, SegmentationTest::saw, SegmentationTest::fast);
        SplittableRandom random = new SplittableRandom(5);
        for (int t = 0; t < x.length; t++) {
            if (random.nextInt(30) == 0) {
                x[t] = Double.NaN;
            }
        }
        Segmentation one = new Segmentation(1, 300);
        Segmentation other = new Segmentation(1, 300);
        Segmentation.State a = one.start();
        Segmentation.State b = other.start();
        for (int t = 0; t < x.length; t++) {
            if (random.nextInt(40) == 0) {
                b = random.nextBoolean() ? other.read(new ByteSource(bytes(other, b))) : other.copy(b);
            }
            assertThat(other.push(b, t, new double[] {x[t]})).isEqualTo(one.push(a, t, new double[] {x[t]}));
            assertThat(b.ratio).isEqualTo(a.ratio);
        }
        assertThat(bytes(other, b)).isEqualTo(bytes(one, a));
    }

    private static byte[] bytes(Segmentation segmentation, Segmentation.State s) {
        var out = new ByteSink(64);
        segmentation.write(s, out);
        return out.toBytes();
    }

    @Test
    @DisplayName(
            "Of several channels one that changes its shape is enough, and a channel that is never there takes no part")
    void channels() {
        double[] x = turns(6, 700, SegmentationTest::sine, SegmentationTest::saw);
        double[] y = turns(7, 700, SegmentationTest::fast, SegmentationTest::fast);
        assertThat(of(x, y)).hasSize(1);
        double[] never = new double[x.length];
        Arrays.fill(never, Double.NaN);
        assertThat(of(x, never))
                .isEqualTo(changes(x, 1000).stream().map(c -> c[0]).toList());
        assertThat(of(y, y)).isEmpty();
    }

    private static List<Integer> of(double[] x, double[] y) {
        Segmentation segmentation = new Segmentation(2, 1000);
        Segmentation.State s = segmentation.start();
        List<Integer> onsets = new ArrayList<>();
        for (int t = 0; t < x.length; t++) {
            int age = segmentation.push(s, t, new double[] {x[t], y[t]});
            if (age >= 0) {
                onsets.add(t - age);
            }
        }
        return onsets;
    }
}
