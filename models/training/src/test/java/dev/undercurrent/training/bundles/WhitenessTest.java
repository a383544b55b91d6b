package dev.undercurrent.training.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.math.Special;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import smile.timeseries.BoxTest;

class WhitenessTest {

    private static double[] uniform(int n, double memory, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] pits = new double[n];
        double z = 0;
        for (int t = 0; t < n; t++) {
            z = memory * z + Math.sqrt(1 - memory * memory) * Special.normalQuantile(random.nextDouble(1e-9, 1));
            pits[t] = Special.normalCdf(z);
        }
        return pits;
    }

    @Test
    @DisplayName("of one series it is the test of Ljung and Box as another library has it")
    void oracle() {
        for (double memory : new double[] {0, .1, .6}) {
            double[] pits = uniform(500, memory, 3);
            double[] z = new double[pits.length];
            for (int t = 0; t < z.length; t++) {
                z[t] = Special.normalQuantile(pits[t]);
            }
            BoxTest expected = BoxTest.ljung(z, 24);
            Whiteness found = Whiteness.of(List.of(pits));
            assertThat(found.statistic()).isCloseTo(expected.q, within(1e-6 * expected.q));
            assertThat(found.pValue()).isCloseTo(expected.pvalue, within(1e-8));
            assertThat(found.count()).isEqualTo(500);
            assertThat(found.autocorrelation()[0]).isCloseTo(memory, within(.1));
        }
    }

    @Test
    @DisplayName(
            "statistics of several series add up, short and constant ones take no part, missing ones count as average")
    void several() {
        double[] a = uniform(300, 0, 1);
        double[] b = uniform(200, 0, 2);
        Whiteness alone = Whiteness.of(List.of(a));
        Whiteness both = Whiteness.of(List.of(a, b, uniform(95, 0, 4), new double[200]));
        assertThat(both.statistic())
                .isCloseTo(alone.statistic() + Whiteness.of(List.of(b)).statistic(), within(1e-9));
        assertThat(both.degrees()).isEqualTo(48);
        assertThat(both.count()).isEqualTo(500);
        assertThat(Whiteness.of(List.of(new double[10])).pValue()).isEqualTo(1);
        a[7] = Double.NaN;
        assertThat(Whiteness.of(List.of(a)).statistic()).isFinite().isNotEqualTo(alone.statistic());
    }
}
