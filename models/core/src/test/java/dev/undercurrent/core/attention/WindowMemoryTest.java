package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.state.ByteSink;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the law and the forecasts of a window memory are worth where the right answer is known. */
class WindowMemoryTest {

    private final WindowMemory memory = new WindowMemory(new MemorySettings(1000), 1);

    private void hear(WindowMemory.State s, int t, double x) {
        memory.observe(s, new Reading(t, new double[] {x}), 1);
    }

    @Test
    @DisplayName("A saw tooth, which no linear law foresees, is foreseen from what followed the like")
    void nonlinear() {
        SplittableRandom random = new SplittableRandom(3);
        WindowMemory.State s = memory.start();
        double surprisal = 0;
        for (int t = 0; t < 3000; t++) {
            double x = t % 17 + 0.1 * random.nextGaussian();
            if (t >= 1000) {
                surprisal += memory.predict(s).surprisal(new Reading(t, new double[] {x})) / 2000;
            }
            hear(s, t, x);
        }
        // the noise alone has −0.88 nats, the values without their order 2.8
        assertThat(surprisal).isLessThan(0);
    }

    @Test
    @DisplayName("On noise its surprisal is within 0.15 nats of the entropy, and its tails are uniform to 0.1")
    void noise() {
        SplittableRandom random = new SplittableRandom(1);
        WindowMemory.State s = memory.start();
        double surprisal = 0;
        int[] below = new int[3];
        for (int t = 0; t < 4000; t++) {
            Reading x = new Reading(t, new double[] {7 + 2 * random.nextGaussian()});
            if (t >= 1000) {
                surprisal += memory.predict(s).surprisal(x) / 3000;
                double tail = memory.predict(s).tail(x);
                for (int i = 0; i < 3; i++) {
                    below[i] += tail < 0.25 * (i + 1) ? 1 : 0;
                }
            }
            memory.observe(s, x, 1);
        }
        double entropy = 0.5 * Math.log(2 * Math.PI * Math.E * 4);
        assertThat(surprisal).isCloseTo(entropy, within(0.15));
        for (int i = 0; i < 3; i++) {
            assertThat(below[i] / 3000.0).isCloseTo(0.25 * (i + 1), within(0.1));
        }
    }

    @Test
    @DisplayName("Forecasts follow the season, 80 % bands hold about as many values, and asking changes nothing")
    void forecasts() {
        SplittableRandom random = new SplittableRandom(2);
        AnalogueForecaster forecaster = new AnalogueForecaster();
        WindowMemory.State s = memory.start();
        double[] x = new double[1500];
        for (int t = 0; t < x.length; t++) {
            x[t] = 50 + 10 * Math.sin(2 * Math.PI * t / 24) + random.nextGaussian();
        }
        double error = 0;
        int inside = 0;
        int asked = 0;
        for (int t = 0; t < x.length - 30; t++) {
            hear(s, t, x[t]);
            if (t > 400 && t % 10 == 0) {
                byte[] before = bytes(s);
                double[][][] out = new double[1][30][3];
                forecaster.forecast(s, new double[] {0.1, 0.5, 0.9}, out);
                assertThat(bytes(s)).isEqualTo(before);
                for (int h = 0; h < 30; h++) {
                    double[] q = out[0][h];
                    assertThat(q).isSorted();
                    error += Math.abs(x[t + 1 + h] - q[1]);
                    inside += x[t + 1 + h] >= q[0] && x[t + 1 + h] <= q[2] ? 1 : 0;
                    asked++;
                }
            }
        }
        // the noise alone has a mean absolute error of 0.80, the season's mean one of 6.4
        assertThat(error / asked).isLessThan(1.3);
        assertThat(inside / (double) asked).isBetween(0.7, 0.97);
    }

    @Test
    @DisplayName("Before the first row and after one it has a law, and forecasts that widen")
    void beginnings() {
        WindowMemory.State s = memory.start();
        double[][][] out = new double[1][5][3];
        for (int rows = 0; rows < 3; rows++) {
            assertThat(memory.predict(s).variance(0)).isPositive().isFinite();
            new AnalogueForecaster().forecast(s, new double[] {0.1, 0.5, 0.9}, out);
            assertThat(out[0][4][2] - out[0][4][0]).isPositive().isFinite();
            hear(s, rows, 42);
        }
        assertThat(out[0][4][1]).isEqualTo(42);
    }

    private byte[] bytes(WindowMemory.State s) {
        return bytes(memory, s);
    }

    private static byte[] bytes(WindowMemory memory, WindowMemory.State s) {
        var out = new ByteSink(64);
        memory.codec().write(s, out);
        return out.toBytes();
    }

    @Test
    @DisplayName("Without regimes its law is the same bit for bit, its state smaller and its regime one")
    void withoutRegimes() {
        SplittableRandom random = new SplittableRandom(4);
        WindowMemory told = new WindowMemory(new MemorySettings(400), 2);
        WindowMemory untold = new WindowMemory(new MemorySettings(400), 2, false);
        WindowMemory.State a = told.start();
        WindowMemory.State b = untold.start();
        for (int t = 0; t < 1500; t++) {
            double wave = t < 700 ? Math.sin(0.4 * t) : t % 17 / 8.0;
            double[] values = {wave + 0.1 * random.nextGaussian(), wave + 0.1 * random.nextGaussian()};
            Reading x = new Reading(t, values);
            assertThat(untold.predict(b).surprisal(x)).isEqualTo(told.predict(a).surprisal(x));
            told.observe(a, x, 1);
            untold.observe(b, x, 1);
        }
        assertThat(a.regime()).isPositive();
        assertThat(b.regime()).isZero();
        assertThat(bytes(untold, b)).hasSizeLessThan(bytes(told, a).length);
    }
}
