package dev.undercurrent.core.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.switching.Autoregressive;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.LocationScale;
import dev.undercurrent.core.switching.Switching;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RescalingTest {

    /** After a change of units the surprisal of the same values differs by the log of the factor, now and later. */
    private static <S> void lawMoves(Rescalable<S> model, SplittableRandom random, int size, double tolerance) {
        S before = model.start();
        for (int t = 0; t < 10 * size; t++) {
            model.observe(before, reading(Draw.normal(random), Draw.normal(random)), 1);
        }
        S after = model.codec().copy(before);
        double factor = (random.nextBoolean() ? 1 : -1) * (0.5 + 2 * random.nextDouble());
        double shift = 4 * random.nextDouble() - 2;
        model.rescale(after, 1, factor, shift);
        for (int t = 0; t < 5; t++) {
            double a = Draw.normal(random);
            double b = Draw.normal(random);
            double expected = model.step(before, reading(a, b)) + StrictMath.log(Math.abs(factor));
            assertThat(model.step(after, reading(a, factor * b + shift))).isCloseTo(expected, within(tolerance));
        }
    }

    private static Reading reading(double... values) {
        return new Reading(0, values);
    }

    @Test
    @DisplayName(
            "the law of moved values is the moved law, for Gaussian and Student-t experts as exactly as floats are")
    void locationScale() {
        Seeded.check(20, (random, size) -> {
            for (double nu : new double[] {4, Double.POSITIVE_INFINITY}) {
                var experts = LocationScale.standard(3, 2, nu, 0.01);
                lawMoves(new Switching<>(experts, Learning.filtered(100, 20, 3)), random, size, 1e-5);
            }
        });
    }

    @Test
    @DisplayName("the law of moved values is the moved law, for autoregressive experts within 1e-9")
    void autoregressive() {
        Seeded.check(20, (random, size) -> {
            var experts = new Autoregressive(3, 2, 1 + size % 3, 4, 0.01);
            lawMoves(new Switching<>(experts, Learning.filtered(100, 20, 3)), random, size, 1e-9);
        });
    }

    @Test
    @DisplayName("verdicts on a series do not depend on its unit")
    void unitsDoNotMatter() {
        Seeded.check(5, (random, size) -> {
            double unit = StrictMath.pow(2, 3.0 * size);
            var model = new Standardised<>(
                    new Switching<>(new Autoregressive(2, 1, 1, 4, 0.01), Learning.filtered(100, 20, 2)), 1);
            var plain = model.start();
            var large = model.start();
            for (int t = 0; t < 1500; t++) {
                double x = 3 + Draw.normal(random);
                double expected = model.predict(plain).surprisal(reading(x)) + StrictMath.log(unit);
                if (t > 0) {
                    assertThat(model.predict(large).surprisal(reading(unit * x)))
                            .isCloseTo(expected, within(1e-9));
                }
                model.observe(plain, reading(x), 1);
                model.observe(large, reading(unit * x), 1);
            }
        });
    }

    @Test
    @DisplayName("one glitch of a million deviations does not set the scale: a thousand events later it is forgotten")
    void forgetsGlitches() {
        var random = new SplittableRandom(1);
        var model = new Standardised<>(
                new Switching<>(LocationScale.standard(4, 1, 4, 0.01), Learning.filtered(500, 50, 4)), 1);
        for (double glitch : new double[] {1e6, -1e30, Double.MAX_VALUE}) {
            var state = model.start();
            double late = 0;
            for (int t = 0; t < 3000; t++) {
                double x = 5 + Draw.normal(random);
                late += t < 2000 ? 0 : model.predict(state).surprisal(reading(x)) / 1000;
                model.observe(state, reading(t == 70 ? glitch : x), 1);
            }
            assertThat(model.scale(state, 0)).isBetween(0.5, 8.0);
            // the entropy of the source is 1.42 nats
            assertThat(late).isLessThan(1.55);
        }
    }

    @Test
    @DisplayName("a level shift of a thousand deviations becomes the new scale in time")
    void followsLevelShifts() {
        var random = new SplittableRandom(2);
        var model = new Standardised<>(
                new Switching<>(LocationScale.standard(4, 1, 4, 0.01), Learning.filtered(500, 50, 4)), 1);
        var state = model.start();
        double late = 0;
        for (int t = 0; t < 12_000; t++) {
            double x = (t < 1500 ? 5 : 1005) + Draw.normal(random);
            late += t < 11_000 ? 0 : model.predict(state).surprisal(reading(x)) / 1000;
            model.observe(state, reading(x), 1);
        }
        assertThat(late).isLessThan(1.5);
    }

    @Test
    @DisplayName("the count of events never overflows: anchors stay at multiples of 1,024")
    void countsWithoutOverflow() {
        var model = new Standardised<>(
                new Switching<>(LocationScale.standard(1, 1, 4, 0.01), Learning.filtered(500, 50, 1)), 1);
        var state = model.start();
        for (int t = 0; t < 10_000; t++) {
            model.observe(state, reading(t % 10), 1);
            assertThat(state.events).isBetween(0, 2048);
        }
    }
}
