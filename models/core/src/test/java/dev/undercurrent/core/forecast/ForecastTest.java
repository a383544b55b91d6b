package dev.undercurrent.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Special;
import dev.undercurrent.core.switching.Autoregressive;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.LocationScale;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final double[] LEVELS = {0.1, 0.5, 0.9};
    private static final int HORIZON = 4;

    private static Reading reading(double x) {
        return new Reading(0, new double[] {x});
    }

    private static <E> SwitchingState<E> walked(Switching<E> model, SplittableRandom random, int events) {
        var state = model.start();
        double x = 0;
        for (int t = 0; t < events; t++) {
            x = 0.6 * x + (t / 10 % 2 == 0 ? 0.3 : 1) * Draw.normal(random);
            model.observe(state, reading(x), 1);
        }
        return state;
    }

    /** belief · Aʰ with the power of the matrix written out. */
    private static <E> double[] ahead(Switching<E> model, SwitchingState<E> state, int h) {
        int k = model.count();
        float[] a = model.transition(state);
        double[][] power = new double[k][k];
        for (int i = 0; i < k; i++) {
            power[i][i] = 1;
        }
        for (int step = 0; step < h; step++) {
            double[][] next = new double[k][k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    for (int q = 0; q < k; q++) {
                        next[i][j] += power[i][q] * a[q * k + j];
                    }
                }
            }
            power = next;
        }
        double[] weights = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                weights[j] += model.belief(state).probability(i) * power[i][j];
            }
        }
        return weights;
    }

    @Test
    @DisplayName("memoryless experts: h steps ahead the law is their mixture under belief · A^h")
    void chain() {
        Seeded.check(20, (random, size) -> {
            var model = new Switching<>(LocationScale.standard(3, 1, 4, 0.01), Learning.filtered(100, 10, 3));
            var state = walked(model, random, 10 * size);
            double[][][] mixture = new double[1][HORIZON][LEVELS.length];
            double[][][] moments = new double[1][HORIZON][LEVELS.length];
            new ChainForecaster<>(model, ChainForecaster.Quantiles.MIXTURE).forecast(state, LEVELS, mixture);
            new ChainForecaster<>(model, ChainForecaster.Quantiles.MOMENTS).forecast(state, LEVELS, moments);
            for (int h = 0; h < HORIZON; h++) {
                double[] weights = ahead(model, state, h + 1);
                Components laws = model.experts().components(model.experts(state));
                double mean = 0;
                double square = 0;
                for (int i = 0; i < 3; i++) {
                    mean += weights[i] * laws.mean(i, 0);
                    square += weights[i] * (laws.variance(i, 0) + laws.mean(i, 0) * laws.mean(i, 0));
                }
                double deviation = Math.sqrt(square - mean * mean);
                for (int q = 0; q < LEVELS.length; q++) {
                    double cdf = 0;
                    for (int i = 0; i < 3; i++) {
                        cdf += weights[i] * laws.cdf(i, 0, mixture[0][h][q]);
                    }
                    // rows of floats sum to 1 within 1e-7
                    assertThat(cdf).isCloseTo(LEVELS[q], within(1e-6));
                    assertThat(moments[0][h][q])
                            .isCloseTo(mean + deviation * Special.normalQuantile(LEVELS[q]), within(1e-6));
                }
            }
        });
    }

    /** Mean and mean square of the value h steps ahead, summed over all regime paths. */
    private static double[] overAllPaths(
            Switching<Autoregressive.State> model,
            Autoregressive experts,
            SwitchingState<Autoregressive.State> s,
            int h) {
        int k = model.count();
        int p = experts.order();
        float[] a = model.transition(s);
        var parameters = model.experts(s);
        double[] moments = new double[3];
        int count = (int) Math.round(StrictMath.pow(k, h + 1));
        for (int number = 0; number < count; number++) {
            int rest = number / k;
            int before = number % k;
            double weight = model.belief(s).probability(before);
            // x_t = mean[t] + Σ_u noise[t][u] ε_u with unit ε
            double[] mean = new double[p + h];
            double[][] noise = new double[p + h][h];
            for (int l = 1; l <= p; l++) {
                mean[p - l] = experts.lag(parameters, 0, l);
            }
            for (int t = 0; t < h; t++) {
                int now = rest % k;
                rest /= k;
                weight *= a[before * k + now];
                before = now;
                mean[p + t] = experts.coefficient(parameters, now, 0, 0);
                for (int l = 1; l <= p; l++) {
                    double phi = experts.coefficient(parameters, now, 0, l);
                    mean[p + t] += phi * mean[p + t - l];
                    for (int u = 0; u < t; u++) {
                        noise[p + t][u] += phi * noise[p + t - l][u];
                    }
                }
                noise[p + t][t] = Math.sqrt(experts.noiseVariance(parameters, now, 0));
            }
            double square = mean[p + h - 1] * mean[p + h - 1];
            for (double n : noise[p + h - 1]) {
                square += n * n;
            }
            moments[0] += weight;
            moments[1] += weight * mean[p + h - 1];
            moments[2] += weight * square;
        }
        return moments;
    }

    @Test
    @DisplayName("autoregressive experts: mean and variance h steps ahead are those over all regime paths")
    void autoregressive() {
        Seeded.check(20, (random, size) -> {
            var experts = new Autoregressive(2 + size % 2, 1, 1 + size % 3, 4, 0.01);
            var model = new Switching<>(experts, Learning.filtered(100, 10, experts.count()));
            var state = walked(model, random, 10 * size);
            double[][][] out = new double[1][HORIZON][LEVELS.length];
            new AutoregressiveForecaster(model, experts).forecast(state, LEVELS, out);
            for (int h = 1; h <= HORIZON; h++) {
                double[] moments = overAllPaths(model, experts, state, h);
                double mean = moments[1] / moments[0];
                double deviation = Math.sqrt(moments[2] / moments[0] - mean * mean);
                for (int q = 0; q < LEVELS.length; q++) {
                    assertThat(out[0][h - 1][q])
                            .isCloseTo(
                                    mean + deviation * Special.normalQuantile(LEVELS[q]),
                                    within(1e-9 * (1 + deviation)));
                }
            }
        });
    }

    @Test
    @DisplayName("sampled paths agree with the exact mean and variance within four standard errors")
    void sampling() {
        var experts = new Autoregressive(2, 1, 2, Double.POSITIVE_INFINITY, 0.01);
        var model = new Switching<>(experts, Learning.filtered(100, 10, 2));
        var state = walked(model, new SplittableRandom(4), 300);
        int paths = 20_000;
        double[] grid = new double[999];
        for (int q = 0; q < grid.length; q++) {
            grid[q] = (q + 1) / 1000.0;
        }
        double[][][] sampled = new double[1][HORIZON][grid.length];
        new SamplingForecaster<>(model, paths, s -> 9).forecast(state, grid, sampled);
        for (int h = 1; h <= HORIZON; h++) {
            double[] moments = overAllPaths(model, experts, state, h);
            double deviation = Math.sqrt(moments[2] - moments[1] * moments[1]);
            double mean = 0;
            for (double x : sampled[0][h - 1]) {
                mean += x / grid.length;
            }
            double square = 0;
            for (double x : sampled[0][h - 1]) {
                square += (x - mean) * (x - mean) / grid.length;
            }
            assertThat(mean).isCloseTo(moments[1], within(4 * deviation / Math.sqrt(paths) + 2e-3 * deviation));
            assertThat(Math.sqrt(square)).isCloseTo(deviation, within(0.04 * deviation));
        }
        double[][][] again = new double[1][HORIZON][grid.length];
        new SamplingForecaster<>(model, paths, s -> 9).forecast(state, grid, again);
        assertThat(again).isDeepEqualTo(sampled);
    }

    @Test
    @DisplayName("dynamics that explode give finite quantiles in order, however far ahead")
    void explosionsStayFinite() {
        var experts = new Autoregressive(2, 1, 1, 4, 0.01);
        var model = new Switching<>(experts, Learning.filtered(100, 10, 2));
        var state = model.start();
        double x = 1;
        for (int t = 0; t < 60; t++) {
            model.observe(state, reading(x), 1);
            x *= t % 2 == 0 ? -1.5 : 1.6;
        }
        double[][][] out = new double[1][1000][LEVELS.length];
        new AutoregressiveForecaster(model, experts).forecast(state, LEVELS, out);
        for (double[] row : out[0]) {
            for (double quantile : row) {
                assertThat(quantile).isFinite();
            }
            assertThat(row).isSorted();
        }
    }
}
