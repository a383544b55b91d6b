package dev.undercurrent.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RarityTest {

    private static final Rarity LAW = new Rarity(1, 0, 0);

    private static double exponential(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static double event(float[] s, double p, double surprisal) {
        return LAW.update(s, p, new double[] {surprisal}, null);
    }

    @Test
    @DisplayName(
            "of independent events, an episode of c = 2 begins once in a hundred, one of 3 once in a thousand, within a factor of three")
    void frequency() {
        int[] episodes = new int[4];
        int n = 0;
        for (long seed = 1; seed <= 30; seed++) {
            var random = new SplittableRandom(seed);
            float[] s = LAW.start();
            int[] last = new int[4];
            for (int t = 0; t < 10_000; t++) {
                double surprisal = exponential(random);
                double c = event(s, Math.exp(-surprisal), surprisal);
                assertThat(c).isBetween(0.0, Rarity.MAX);
                for (int i = 0; i < episodes.length; i++) {
                    if (c >= i) {
                        episodes[i] += t > 1000 && t - last[i] > 24 ? 1 : 0;
                        last[i] = t;
                    }
                }
                n += t > 1000 ? 1 : 0;
            }
        }
        assertThat(episodes[2] / (double) n).isBetween(0.01 / 3, 0.01 * 3);
        assertThat(episodes[3] / (double) n).isBetween(0.001 / 3, 0.001 * 3);
    }

    @Test
    @DisplayName("before histories begin, a p-value that is small for some events is rare already")
    void early() {
        float[] s = LAW.start();
        for (int t = 0; t < 100; t++) {
            assertThat(event(s, 0.4, 1)).isLessThan(1);
        }
        double c = 0;
        for (int t = 0; t < 3; t++) {
            c = event(s, 1e-9, 20);
        }
        assertThat(c).isGreaterThan(6);
    }

    @Test
    @DisplayName("many events that are each but a little surprising are rare together")
    void longHorizon() {
        var random = new SplittableRandom(3);
        float[] s = LAW.start();
        double healthy = 0;
        for (int t = 0; t < 3000; t++) {
            healthy = Math.max(t > 1000 ? healthy : 0, event(s, 0.5, exponential(random)));
        }
        double c = 0;
        for (int t = 0; t < 30; t++) {
            c = event(s, 0.5, 2.5 + 0.1 * exponential(random));
        }
        assertThat(c).isGreaterThan(healthy).isGreaterThan(4);
    }

    @Test
    @DisplayName("one impossible event is rare, for as long as the smoothing lasts, and spoils nothing after it")
    void impossible() {
        var random = new SplittableRandom(8);
        float[] s = LAW.start();
        double before = mean(s, random, 2000);
        assertThat(event(s, 1e-300, Double.POSITIVE_INFINITY)).isGreaterThan(5);
        mean(s, random, 300);
        assertThat(mean(s, random, 1000)).isLessThan(before + 0.3);
    }

    /** Mean c over n healthy events. */
    private static double mean(float[] s, SplittableRandom random, int n) {
        double sum = 0;
        for (int t = 0; t < n; t++) {
            sum += event(s, 0.5, exponential(random)) / n;
        }
        return sum;
    }

    @Test
    @DisplayName("a novelty without history has no voice; with one, it and the model are averaged")
    void novelty() {
        Rarity both = new Rarity(1, 1, 2);
        var random = new SplittableRandom(5);
        float[] s = both.start();
        double[][] near = {{-2, -3}};
        for (int t = 0; t < 2000; t++) {
            near[0][0] = -2 + 0.1 * exponential(random);
            near[0][1] = -3 + 0.1 * exponential(random);
            both.update(s, 0.5, new double[] {exponential(random)}, t < 300 ? null : near);
        }
        float[] alone = s.clone();
        float[] together = s.clone();
        double one = both.update(alone, 0.5, new double[] {0.5}, new double[][] {{3, 3}});
        double two = both.update(together, 0.5, new double[] {20}, new double[][] {{3, 3}});
        assertThat(one).isGreaterThan(1);
        assertThat(two).isGreaterThan(one + 0.5);
    }
}
