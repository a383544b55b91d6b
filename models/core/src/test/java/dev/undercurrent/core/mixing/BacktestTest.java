package dev.undercurrent.core.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Backtests against figures computed by hand: two members, forecasts of two steps. */
class BacktestTest {

    private final Backtest one = new Backtest(2, 1, 2);

    /** [channels = 1][2][3], medians in the middle. */
    private static double[][][] forecast(double first, double second) {
        return new double[][][] {{{-99, first, 99}, {-99, second, 99}}};
    }

    private static void enter(Backtest backtest, Backtest.State s, double[][][] a, double[][][] b) {
        assertThat(backtest.waits(s)).isTrue();
        backtest.enter(s, 0, a, 1);
        backtest.enter(s, 1, b, 1);
        assertThat(backtest.waits(s)).isFalse();
    }

    private static Reading at(double... values) {
        return new Reading(0, values);
    }

    private static double[] weights(Backtest backtest, Backtest.State s, int channel) {
        double[] weights = new double[2];
        backtest.weights(s, channel, weights);
        assertThat(weights[0] + weights[1]).isCloseTo(1, within(1e-15));
        return weights;
    }

    /** Errors 1/2 and 2 of the first forecast. */
    private Backtest.State tested() {
        Backtest.State s = one.start();
        assertThat(weights(one, s, 0)).containsExactly(0.5, 0.5);
        enter(one, s, forecast(1, 2), forecast(3, 5));
        one.observe(s, at(2));
        assertThat(weights(one, s, 0)).containsExactly(0.5, 0.5);
        one.observe(s, at(2));
        assertThat(one.waits(s)).isTrue();
        return s;
    }

    @Test
    @DisplayName("weights are inverse squares of mean absolute errors, each new test counting a half")
    void byHand() {
        Backtest.State s = tested();
        // (|2 − 1| + |2 − 2|) / 2 = 1/2, (|2 − 3| + |2 − 5|) / 2 = 2: as 4 to 1/4
        assertThat(weights(one, s, 0)[0]).isCloseTo(16.0 / 17, within(1e-7));
        // between tests nothing changes
        one.observe(s, at(1000));
        assertThat(weights(one, s, 0)[0]).isCloseTo(16.0 / 17, within(1e-7));
        enter(one, s, forecast(0, 0), forecast(1, 1));
        one.observe(s, at(3));
        one.observe(s, at(1));
        // errors 2 and 1: means (1/2 + 2) / 2 = 5/4 and (2 + 1) / 2 = 3/2
        assertThat(weights(one, s, 0)[0]).isCloseTo(36.0 / (36 + 25), within(1e-7));
    }

    @Test
    @DisplayName("a missing value is a step of which nothing is known; so is each of a gap")
    void missing() {
        Backtest.State s = one.start();
        enter(one, s, forecast(1, 2), forecast(3, 5));
        one.observe(s, at(Double.NaN));
        one.observe(s, at(3));
        // |3 − 2| and |3 − 5|
        assertThat(weights(one, s, 0)[0]).isCloseTo(0.8, within(1e-7));
        byte[] before = bytes(one, s);
        enter(one, s, forecast(1, 2), forecast(3, 5));
        one.observe(s, at(Double.NaN));
        one.advance(s, 1);
        assertThat(one.waits(s)).isTrue();
        assertThat(bytes(one, s)).isEqualTo(before);
        enter(one, s, forecast(1, 2), forecast(3, 5));
        one.advance(s, Integer.MAX_VALUE);
        one.advance(s, 3);
        assertThat(bytes(one, s)).isEqualTo(before);
    }

    @Test
    @DisplayName("channels are judged apart")
    void channels() {
        var two = new Backtest(2, 2, 1);
        Backtest.State s = two.start();
        two.enter(s, 0, new double[][][] {{{1}}, {{1}}}, 0);
        two.enter(s, 1, new double[][][] {{{2}}, {{2}}}, 0);
        two.observe(s, at(5, Double.NaN));
        assertThat(weights(two, s, 0)[0]).isCloseTo(9.0 / 25, within(1e-7));
        assertThat(weights(two, s, 1)).containsExactly(0.5, 0.5);
    }

    @Test
    @DisplayName("a perfect member has almost all the weight, a forecast that was none or overflows almost none")
    void extremes() {
        Backtest.State s = one.start();
        enter(one, s, forecast(Double.NaN, 2), forecast(3, 3));
        one.observe(s, at(3));
        one.observe(s, at(3));
        assertThat(weights(one, s, 0)[1]).isGreaterThan(1 - 1e-11);
        enter(one, s, forecast(1e300, 2), forecast(3, 3));
        one.observe(s, at(-Double.MAX_VALUE));
        one.observe(s, at(3));
        assertThat(weights(one, s, 0)[1]).isBetween(0.5, 1.0);
        assertThat(weights(one, s, 0)[0]).isPositive();
    }

    private static byte[] bytes(Backtest backtest, Backtest.State s) {
        var out = new ByteSink(16);
        backtest.write(s, out);
        return out.toBytes();
    }

    @Test
    @DisplayName("a test goes on after bytes and copies; under another horizon its weights stay and a new one begins")
    void bytesAndCopies() {
        Backtest.State s = tested();
        enter(one, s, forecast(0, 0), forecast(1, 1));
        one.observe(s, at(3));
        byte[] bytes = bytes(one, s);
        // two errors, flag, H, steps, two sums, count, medians
        assertThat(bytes).hasSize(8 + 1 + 4 + 4 + 8 + 4 + 16);
        Backtest.State copy = one.copy(s);
        Backtest.State read = one.read(new ByteSource(bytes));
        one.observe(s, at(1));
        for (Backtest.State other : new Backtest.State[] {copy, read}) {
            assertThat(bytes(one, other)).isEqualTo(bytes);
            one.observe(other, at(1));
            assertThat(bytes(one, other)).isEqualTo(bytes(one, s));
        }
        var longer = new Backtest(2, 1, 3);
        var source = new ByteSource(bytes);
        Backtest.State moved = longer.read(source);
        assertThat(source.remaining()).isZero();
        assertThat(weights(longer, moved, 0)[0]).isCloseTo(16.0 / 17, within(1e-7));
        double[][][] perfect = {{{1}, {1}, {1}}};
        double[][][] off = {{{2}, {3}, {4}}};
        assertThat(longer.waits(moved)).isTrue();
        longer.enter(moved, 0, off, 0);
        longer.enter(moved, 1, perfect, 0);
        for (int h = 0; h < 3; h++) {
            longer.observe(moved, at(1));
        }
        // means (1/2 + 2) / 2 and (2 + 0) / 2
        assertThat(weights(longer, moved, 0)[0]).isCloseTo(16.0 / (16 + 25), within(1e-7));
        bytes[8 + 1 + 3] = 0;
        assertThatThrownBy(() -> one.read(new ByteSource(bytes)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("horizon of a backtest is 0");
    }
}
