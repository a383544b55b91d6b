package dev.undercurrent.core.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Special;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeasonalForecasterTest {

    private static final double[] LEVELS = {0.1, 0.5, 0.9};
    private static final int HORIZON = 20;

    private static double[][] forecast(SeasonalAutoregressive model, SeasonalAutoregressive.State state, int horizon) {
        double[][][] out = new double[1][horizon][LEVELS.length];
        new SeasonalForecaster(model).forecast(state, LEVELS, out);
        return out[0];
    }

    @Test
    @DisplayName("one step ahead the forecast is the predictive law")
    void oneStep() {
        Seeded.check(40, (random, size) -> {
            var model = new SeasonalAutoregressive(1, 4, 9);
            var state = Series.heard(model, Series.weekly(random, 7 + size, 4, 0.3));
            var law = model.predict(state);
            double[] row = forecast(model, state, 1)[0];
            boolean fitted = size > 1;
            for (int q = 0; q < LEVELS.length && fitted; q++) {
                assertThat(row[q]).isCloseTo(law.quantile(0, LEVELS[q]), within(1e-9 * Math.sqrt(law.variance(0))));
            }
            assertThat(row[1]).isCloseTo(law.mean(0), within(1e-9));
        });
    }

    @Test
    @DisplayName(
            "means and deviations are those of the companion matrix; shapes lie between Student's t and the Gaussian")
    void companion() {
        Seeded.check(10, (random, size) -> {
            var model = new SeasonalAutoregressive(1, 4, 9);
            var state = Series.heard(model, Series.weekly(random, 100 + size, 4, 0.3));
            Track t = state.tracks[0];
            int p = model.lags().longest();
            double[][] f = new double[p][p];
            for (int i = 0; i < model.lags().count(); i++) {
                f[0][model.lags().get(i) - 1] = t.coefficients[i + 1];
            }
            for (int i = 1; i < p; i++) {
                f[i][i - 1] = 1;
            }
            double[] x = new double[p];
            for (int i = 0; i < p; i++) {
                x[i] = (t.ago(i + 1) - t.offset) / t.scale;
            }
            double[][] covariance = new double[p][p];
            double[][] out = forecast(model, state, HORIZON);
            for (int h = 0; h < HORIZON; h++) {
                double[] next = new double[p];
                for (int i = 0; i < p; i++) {
                    next[i] = i == 0 ? t.coefficients[0] : 0;
                    for (int j = 0; j < p; j++) {
                        next[i] += f[i][j] * x[j];
                    }
                }
                x = next;
                covariance = sandwich(f, covariance);
                covariance[0][0] += 2 * t.variance;
                double deviation = t.scale * Math.sqrt(covariance[0][0]);
                assertThat(out[h][1]).isCloseTo(t.offset + t.scale * x[0], within(1e-9 * t.scale));
                double width = (out[h][2] - out[h][1]) / deviation;
                double student = Special.studentQuantile(0.9, 4) / Math.sqrt(2);
                assertThat(width).isBetween(student - 1e-9, Special.normalQuantile(0.9) + 1e-9);
                assertThat(out[h][1] - out[h][0]).isCloseTo(out[h][2] - out[h][1], within(1e-9 * deviation));
            }
        });
    }

    private static double[][] sandwich(double[][] f, double[][] c) {
        int p = f.length;
        double[][] out = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b < p; b++) {
                        out[i][j] += f[i][a] * c[a][b] * f[j][b];
                    }
                }
            }
        }
        return out;
    }

    @Test
    @DisplayName(
            "of a Gaussian series eight to nine of ten values fall between the first and the last decile, ten steps ahead as one")
    void coverage() {
        double[] inside = new double[HORIZON];
        int series = 150;
        Seeded.check(series, (random, size) -> {
            double[] x = Series.weekly(random, 400 + HORIZON, 6, 0.4);
            var model = new SeasonalAutoregressive(1, 6, 42);
            double[][] out = forecast(model, Series.heard(model, Series.head(x, 400)), HORIZON);
            for (int h = 0; h < HORIZON; h++) {
                inside[h] += x[400 + h] > out[h][0] && x[400 + h] < out[h][2] ? 1.0 / series : 0;
            }
        });
        double mean = 0;
        for (double share : inside) {
            assertThat(share).isBetween(0.7, 0.98);
            mean += share / HORIZON;
        }
        // a law of four degrees of freedom and a season that may drift are wider than this series needs
        assertThat(mean).isBetween(0.8, 0.9);
    }

    @Test
    @DisplayName(
            "dynamics that explode give finite quantiles in order, however far ahead; so does a key without a past")
    void explosionsStayFinite() {
        var model = new SeasonalAutoregressive(1, 3, 0);
        var state = model.start();
        double x = 1;
        for (int t = 0; t < 100; t++) {
            check(forecast(model, state, 300));
            model.observe(state, Series.reading(x), 1);
            x *= t % 2 == 0 ? -1.5 : 1.6;
        }
        check(forecast(model, state, 1000));
    }

    private static void check(double[][] out) {
        for (double[] row : out) {
            assertThat(row).isSorted();
            assertThat(row[0]).isFinite();
            assertThat(row[2]).isFinite();
        }
    }

    @Test
    @DisplayName("a forecast leaves the state as it is, and values to come that are missing are its medians")
    void fillsGaps() {
        var model = new SeasonalAutoregressive(1, 5, 0);
        var random = new SplittableRandom(6);
        double[] past = Series.weekly(random, 200, 5, 0.2);
        past[150] = Draw.normal(random);
        var state = Series.heard(model, past);
        double[][] out = forecast(model, state, HORIZON);
        assertThat(forecast(model, state, HORIZON)).isDeepEqualTo(out);
        for (int h = 0; h < HORIZON; h++) {
            model.advance(state, 1);
            assertThat(state.tracks[0].ago(1)).isCloseTo(out[h][1], within(1e-9));
        }
    }
}
