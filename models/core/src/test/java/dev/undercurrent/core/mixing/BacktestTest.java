package dev.undercurrent.core.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BacktestTest {

    private static final int HORIZON = 4;

    private final Backtest backtest = new Backtest(3, 1, HORIZON);
    private final Backtest.State state = backtest.start();
    private final double[] weights = new double[3];

    /** One test in which member m errs by errors[m] at every step. */
    private void test(double... errors) {
        assertThat(backtest.waits(state)).isTrue();
        for (int m = 0; m < errors.length; m++) {
            double[][][] quantiles = new double[1][HORIZON][3];
            for (double[] row : quantiles[0]) {
                Arrays.fill(row, 100);
                row[1] = 7 + (m % 2 == 0 ? 1 : -1) * errors[m];
            }
            backtest.enter(state, m, quantiles, 1);
        }
        for (int h = 0; h < HORIZON; h++) {
            assertThat(backtest.waits(state)).isFalse();
            backtest.observe(state, new Reading(h, new double[] {7}));
        }
    }

    private void expect(double... relative) {
        double[] expected = Arrays.stream(relative).map(r -> Math.pow(r, -6)).toArray();
        double sum = Arrays.stream(expected).sum();
        backtest.weights(state, 0, weights);
        for (int m = 0; m < expected.length; m++) {
            assertThat(weights[m]).as("member %s", m).isCloseTo(expected[m] / sum, within(1e-6));
        }
    }

    @Test
    @DisplayName("Weights are the inverse sixth power of the mean error relative to the best member of each test")
    void weigh() {
        expect(1, 1, 1);
        test(2, 3, 4);
        expect(1, 1.5, 2);
        test(30, 20, 20);
        expect(1.25, 1.25, 1.5);
        // a test a thousand times as large counts no more than any other, and none counts more than eightfold
        test(1, 100_000, 2);
        expect((1 + 1.5 + 1) / 3, (1.5 + 1 + 8) / 3, (2 + 1 + 2) / 3.0);
    }

    @Test
    @DisplayName("Past five tests the newest has a fifth of the say")
    void forget() {
        for (int i = 0; i < 9; i++) {
            test(1, 2, 2);
        }
        expect(1, 2, 2);
        test(2, 1, 2);
        expect(1.2, 1.8, 2);
    }

    @Test
    @DisplayName("Members without any error are equal; one with some is an eighth as good to the sixth power")
    void perfect() {
        test(0, 0, 5);
        expect(1, 1, 8);
    }

    @Test
    @DisplayName("Missing values are left out, and a test of nothing else says nothing")
    void missing() {
        test(1, 2, 2);
        for (int m = 0; m < 3; m++) {
            backtest.enter(state, m, new double[1][HORIZON][3], 1);
        }
        for (int h = 0; h < HORIZON; h++) {
            backtest.observe(state, new Reading(h, new double[] {Double.NaN}));
        }
        expect(1, 2, 2);
        assertThat(backtest.waits(state)).isTrue();
    }

    @Test
    @DisplayName("A gap is a run of missing events, of any length")
    void gap() {
        test(1, 2, 2);
        for (int steps : new int[] {HORIZON, Integer.MAX_VALUE}) {
            for (int m = 0; m < 3; m++) {
                backtest.enter(state, m, new double[1][HORIZON][3], 1);
            }
            backtest.advance(state, steps);
            backtest.advance(state, 3);
            expect(1, 2, 2);
            assertThat(backtest.waits(state)).isTrue();
        }
    }

    @Test
    @DisplayName("A state that was written and read carries on in the middle of a test, in as many bytes as documented")
    void bytes() {
        test(1, 2, 3);
        for (int m = 0; m < 3; m++) {
            backtest.enter(state, m, new double[1][HORIZON][3], 1);
        }
        backtest.observe(state, new Reading(0, new double[] {5}));
        ByteSink out = new ByteSink(16);
        backtest.write(state, out);
        byte[] bytes = out.toBytes();
        assertThat(bytes).hasSize(1 + 3 * 4 + 1 + 4 + 4 + 3 * 4 + 4 + 3 * HORIZON * 4);
        Backtest.State read = backtest.read(new ByteSource(bytes));
        Backtest.State copy = backtest.copy(state);
        for (Backtest.State s : new Backtest.State[] {read, copy}) {
            ByteSink again = new ByteSink(16);
            backtest.write(s, again);
            assertThat(again.toBytes()).isEqualTo(bytes);
        }
        bytes[0] = 77;
        assertThatThrownBy(() -> backtest.read(new ByteSource(bytes))).hasMessageContaining("77; readable: 0 to 5");
    }
}
