package dev.undercurrent.core.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.state.ByteSink;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeasonalAutoregressiveTest {

    private static int bytes(SeasonalAutoregressive model, SeasonalAutoregressive.State state) {
        var out = new ByteSink(64);
        model.codec().write(state, out);
        return out.size();
    }

    @Test
    @DisplayName("state bytes per channel with S = 24, W = 168: 20 before the first event, at most 4,712, then 2,100")
    void stateBytes() {
        var model = new SeasonalAutoregressive(1, 24, 168);
        var state = model.start();
        assertThat(bytes(model, state)).isEqualTo(20);
        int most = 0;
        double[] x = Series.weekly(new SplittableRandom(1), 1000, 24, 0.2);
        for (double value : x) {
            model.observe(state, Series.reading(value), 1);
            most = Math.max(most, bytes(model, state));
        }
        assertThat(most).isEqualTo(4712);
        assertThat(bytes(model, state)).isEqualTo(2100);
        assertThat(model.warmUp()).isEqualTo(340);
        var two = new SeasonalAutoregressive(2, 24, 168);
        var both = two.start();
        for (double value : x) {
            two.observe(both, Series.reading(value, -value), 1);
        }
        assertThat(bytes(two, both)).isEqualTo(4200);
    }

    @Test
    @DisplayName("a state that starts again is as new")
    void startsAgain() {
        var model = new SeasonalAutoregressive(2, 5, 0);
        var state = model.start();
        for (int t = 0; t < 100; t++) {
            model.observe(state, Series.reading(t % 5, t % 7), 1);
        }
        model.restart(state);
        var out = new ByteSink(64);
        var expected = new ByteSink(64);
        model.codec().write(state, out);
        model.codec().write(model.start(), expected);
        assertThat(out.toBytes()).isEqualTo(expected.toBytes());
    }

    @Test
    @DisplayName("learning 0 changes no parameter after the warm-up, and fits nothing before it, however long")
    void freezes() {
        Seeded.check(12, (random, size) -> {
            var model = new SeasonalAutoregressive(1, 6, 0);
            int known = 30 + 10 * size;
            var state = Series.heard(model, Series.weekly(random, known, 6, 0.3));
            Track before = state.tracks[0].copy();
            for (int t = 0; t < 100; t++) {
                model.observe(state, Series.reading(1e3 * Draw.normal(random)), 0);
            }
            Track after = state.tracks[0];
            assertThat(after.coefficients).isEqualTo(before.coefficients);
            assertThat(after.sums).isEqualTo(before.sums);
            assertThat(new double[] {after.offset, after.scale, after.variance})
                    .containsExactly(before.offset, before.scale, before.variance);
            assertThat(after.ago(1)).isNotEqualTo(before.ago(1));
        });
        var model = new SeasonalAutoregressive(1, 6, 0);
        var state = model.start();
        for (int t = 0; t < 200; t++) {
            model.observe(state, Series.reading(t % 5), 0);
        }
        assertThat(state.tracks[0].fitted()).isFalse();
        for (int t = 0; t < 100; t++) {
            model.observe(state, Series.reading(t % 5), 1);
        }
        assertThat(model.predict(state).mean(0)).isCloseTo(0, within(0.1));
    }

    @Test
    @DisplayName("verdicts on a series do not depend on its unit, from the second event on")
    void unitsDoNotMatter() {
        Seeded.check(5, (random, size) -> {
            double unit = StrictMath.pow(2, 5.0 * size);
            var model = new SeasonalAutoregressive(1, 5, 0);
            var plain = model.start();
            var large = model.start();
            double[] x = Series.weekly(random, 400, 5, 0.3);
            for (int t = 0; t < x.length; t++) {
                double expected = model.predict(plain).surprisal(Series.reading(x[t])) + StrictMath.log(unit);
                if (t > 0) {
                    assertThat(model.predict(large).surprisal(Series.reading(unit * x[t])))
                            .isCloseTo(expected, within(1e-9));
                }
                model.observe(plain, Series.reading(x[t]), 1);
                model.observe(large, Series.reading(unit * x[t]), 1);
            }
        });
    }

    @Test
    @DisplayName("the law of moved values is the moved law")
    void rescales() {
        Seeded.check(20, (random, size) -> {
            var model = new SeasonalAutoregressive(2, 3 + size % 3, 0);
            var before = model.start();
            for (int t = 0; t < 10 * size; t++) {
                model.observe(before, Series.reading(Draw.normal(random), Draw.normal(random)), 1);
            }
            var after = model.codec().copy(before);
            double factor = (random.nextBoolean() ? 1 : -1) * (0.5 + 2 * random.nextDouble());
            double shift = 4 * random.nextDouble() - 2;
            model.rescale(after, 1, factor, shift);
            for (int t = 0; t < 200; t++) {
                double a = Draw.normal(random);
                double b = Draw.normal(random);
                var x = Series.reading(a, b);
                var moved = Series.reading(a, factor * b + shift);
                assertThat(model.predict(after).surprisal(moved))
                        .isCloseTo(model.predict(before).surprisal(x) + StrictMath.log(Math.abs(factor)), within(1e-9));
                model.observe(before, x, 1);
                model.observe(after, moved, 1);
            }
        });
    }

    /** Mean surprisal over the last values of a series, of which one is replaced. */
    private static double late(double[] x, int at, double glitch) {
        var model = new SeasonalAutoregressive(1, 12, 0);
        var state = model.start();
        double sum = 0;
        for (int t = 0; t < x.length; t++) {
            var value = Series.reading(t == at ? glitch : x[t]);
            sum += t < x.length - 500 ? 0 : model.predict(state).surprisal(value) / 500;
            model.observe(state, value, 1);
        }
        return sum;
    }

    @Test
    @DisplayName("one glitch of any size, early or late, costs the law less than 0.05 nats two thousand events later")
    void forgetsGlitches() {
        double[] x = Series.weekly(new SplittableRandom(3), 3000, 12, 0.3);
        double clean = late(x, -1, 0);
        for (int at : new int[] {0, 5, 20, 400}) {
            for (double glitch : new double[] {1e6, -1e30, Double.MAX_VALUE}) {
                assertThat(late(x, at, glitch))
                        .as("glitch %s at %s", glitch, at)
                        .isLessThan(clean + 0.05);
            }
        }
    }

    @Test
    @DisplayName("a level shift of a thousand deviations costs less than 0.4 nats two thousand events later")
    void followsLevelShifts() {
        double[] x = Series.weekly(new SplittableRandom(4), 4000, 12, 0.3);
        double clean = late(x, -1, 0);
        for (int t = 1500; t < x.length; t++) {
            x[t] += 1e4;
        }
        assertThat(late(x, -1, 0)).isLessThan(clean + 0.4);
    }

    @Test
    @DisplayName(
            "a constant series has a law of a small positive scale around it; what recurs exactly is expected exactly")
    void constant() {
        for (double level : new double[] {0, 1, -1e9, 1e-9}) {
            var model = new SeasonalAutoregressive(1, 4, 0);
            var state = model.start();
            for (int t = 0; t < 300; t++) {
                model.observe(state, Series.reading(level), 1);
            }
            var law = model.predict(state);
            double unit = level == 0 ? 1 : Math.abs(level);
            assertThat(law.mean(0)).isCloseTo(level, within(1e-9 * unit));
            assertThat(law.variance(0)).isBetween(1e-14 * unit * unit, 1e-4 * unit * unit);
        }
        var model = new SeasonalAutoregressive(1, 7, 0);
        var state = model.start();
        for (int t = 0; t < 700; t++) {
            model.observe(state, Series.reading(t * t % 7), 1);
        }
        for (int t = 700; t < 707; t++) {
            assertThat(model.predict(state).mean(0)).isCloseTo(t * t % 7, within(1e-2));
            model.observe(state, Series.reading(Double.NaN), 1);
        }
    }

    @Test
    @DisplayName("p-values of the series' own law are near uniform at the tails after the warm-up")
    void calibrated() {
        var model = new SeasonalAutoregressive(1, 12, 84);
        var state = model.start();
        double[] x = Series.weekly(new SplittableRandom(5), 6000, 12, 0.3);
        int below = 0;
        int half = 0;
        for (int t = 0; t < x.length; t++) {
            double tail = model.predict(state).tail(Series.reading(x[t]));
            below += t >= 1000 && tail < 0.05 ? 1 : 0;
            half += t >= 1000 && tail < 0.5 ? 1 : 0;
            model.observe(state, Series.reading(x[t]), 1);
        }
        // the noise is Gaussian, the law has four degrees of freedom: lighter tails than the law says
        assertThat(below / 5000.0).isBetween(0.01, 0.06);
        assertThat(half / 5000.0).isBetween(0.45, 0.6);
    }

    @Test
    @DisplayName("periods that cannot be are named")
    void periods() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeasonalAutoregressive(1, 1, 0))
                .withMessageContaining("season 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeasonalAutoregressive(1, 24, 24))
                .withMessageContaining("longer period 24");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SeasonalAutoregressive(0, 24, 168))
                .withMessageContaining("channels 0");
    }
}
