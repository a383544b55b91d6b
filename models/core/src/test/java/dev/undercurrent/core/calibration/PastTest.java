package dev.undercurrent.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.math.Draw;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PastTest {

    private static final int AT = 3;

    private static float[] learnt(ToDoubleFunction<SplittableRandom> source, int n, long seed) {
        float[] s = new float[AT + Past.LENGTH];
        var random = new SplittableRandom(seed);
        for (int t = 0; t < n; t++) {
            Past.learn(s, AT, source.applyAsDouble(random));
        }
        return s;
    }

    @Test
    @DisplayName(
            "of exponential values c is the log of the exact tail probability, in the body and far beyond all seen")
    void exponential() {
        double[] error = new double[3];
        double[] probabilities = {0.2, 1e-3, 1e-6};
        for (long seed = 1; seed <= 8; seed++) {
            float[] s = learnt(r -> 5 - 2 * Math.log(1 - r.nextDouble()), 20_000, seed);
            for (int i = 0; i < 3; i++) {
                double c = Past.rarity(s, AT, 5 - 2 * Math.log(probabilities[i]));
                error[i] += (c + Math.log10(probabilities[i])) / 8;
            }
        }
        assertThat(error[0]).isCloseTo(0, within(0.05));
        assertThat(error[1]).isCloseTo(0, within(0.2));
        assertThat(error[2]).isCloseTo(0, within(0.7));
    }

    @Test
    @DisplayName("of uniform and normal values too, once in ten and once in fifty are what they say")
    void quantiles() {
        for (ToDoubleFunction<SplittableRandom> source :
                java.util.List.<ToDoubleFunction<SplittableRandom>>of(SplittableRandom::nextDouble, Draw::normal)) {
            float[] s = learnt(source, 20_000, 5);
            var random = new SplittableRandom(6);
            int tenth = 0;
            int fiftieth = 0;
            for (int t = 0; t < 50_000; t++) {
                double c = Past.rarity(s, AT, source.applyAsDouble(random));
                tenth += c >= 1 ? 1 : 0;
                fiftieth += c >= 1.699 ? 1 : 0;
            }
            assertThat(tenth / 50_000.0).isBetween(0.08, 0.12);
            assertThat(fiftieth / 50_000.0).isBetween(0.012, 0.03);
        }
    }

    @Test
    @DisplayName("c never falls as the value rises")
    void monotone() {
        float[] s = learnt(Draw::normal, 500, 9);
        double before = 0;
        for (double x = -5; x < 40; x += 0.01) {
            double c = Past.rarity(s, AT, x);
            assertThat(c).isBetween(before - 1e-12, Rarity.MAX);
            before = c;
        }
        assertThat(before).isEqualTo(Rarity.MAX);
    }

    @Test
    @DisplayName("one value beyond any bound moves what later values mean by little")
    void boundedInfluence() {
        float[] s = learnt(Draw::normal, 2000, 4);
        double before = Past.rarity(s, AT, 4);
        Past.learn(s, AT, 1e30);
        assertThat(Past.rarity(s, AT, 4)).isCloseTo(before, within(0.8));
        assertThat(Past.rarity(s, AT, 0)).isLessThan(0.4);
    }

    @Test
    @DisplayName("a constant says nothing, and what differs from it everything")
    void constant() {
        float[] s = learnt(r -> 7, 500, 1);
        assertThat(Past.rarity(s, AT, 7)).isLessThan(0.2);
        assertThat(Past.rarity(s, AT, 8)).isEqualTo(Rarity.MAX);
    }
}
