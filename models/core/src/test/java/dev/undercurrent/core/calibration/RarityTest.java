package dev.undercurrent.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.math.Draw;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RarityTest {

    /** Runs of events with c ≥ level per million, a run counting once while c stays above half the level. */
    private static double[] ratesPerMillion(double level, int n) {
        var random = new SplittableRandom(8);
        float[] s = Rarity.start();
        int rows = 0;
        int runs = 0;
        boolean above = false;
        for (int t = 0; t < n; t++) {
            double c = Rarity.update(s, Draw.uniform(random), true);
            rows += c >= level ? 1 : 0;
            runs += c >= level && !above ? 1 : 0;
            above = c >= level || (above && c >= level / 2);
        }
        return new double[] {rows * 1e6 / n, runs * 1e6 / n};
    }

    @Test
    @DisplayName(
            "on independent uniform p-values c ≥ 3 opens a run up to twice as often as one in a thousand, and c ≥ 4 one in ten thousand")
    void rateOfThree() {
        double[] rates = ratesPerMillion(3, 1_000_000);
        assertThat(rates[1]).isBetween(1000.0, 2000.0);
        assertThat(ratesPerMillion(4, 1_000_000)[1]).isBetween(100.0, 250.0);
    }

    @Test
    @DisplayName("whatever p-values come, state and c stay finite, and c in [0, 12]")
    void staysBounded() {
        var random = new SplittableRandom(9);
        float[] s = Rarity.start();
        for (int t = 0; t < 100_000; t++) {
            double p = t / 1000 % 3 == 0 ? 0 : t / 1000 % 3 == 1 ? 1 : StrictMath.pow(random.nextDouble(), 50);
            assertThat(Rarity.update(s, p, true)).isBetween(0.0, Rarity.MAX);
            for (float value : s) {
                assertThat(value).isFinite();
            }
        }
        double[] healthy = new double[2000];
        for (int t = 0; t < 20_000; t++) {
            double c = Rarity.update(s, Draw.uniform(random), true);
            healthy[t % 2000] = c;
        }
        assertThat(java.util.Arrays.stream(healthy).filter(c -> c > 3).count()).isLessThan(40);
    }

    @Test
    @DisplayName("many events that are each a little unusual are rare together")
    void accumulates() {
        float[] s = Rarity.start();
        double c = 0;
        for (int t = 0; t < 30; t++) {
            c = Rarity.update(s, 0.08, false);
        }
        assertThat(c).isGreaterThan(3);
    }
}
