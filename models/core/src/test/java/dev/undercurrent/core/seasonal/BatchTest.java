package dev.undercurrent.core.seasonal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Seeded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The online fit against weighted ridge regression over all rows at once. */
class BatchTest {

    /**
     * Ridge regression over the rows themselves: intercept, then one coefficient per lag.
     *
     * @param first of the rows
     * @param w [n] learning weight of each value; a row decays by 0.998 for each later unit of weight
     */
    static double[] ridge(double[] z, double[] w, int[] lags, int first) {
        int m = lags.length + 1;
        double[][] a = new double[m][m + 1];
        double decay = 1;
        for (int t = z.length - 1; t >= first; t--) {
            double[] v = new double[m + 1];
            v[0] = 1;
            for (int i = 1; i < m; i++) {
                v[i] = z[t - lags[i - 1]];
            }
            v[m] = z[t];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j <= m; j++) {
                    a[i][j] += decay * w[t] * v[i] * v[j];
                }
            }
            decay *= 1 - w[t] * (1 - 0.998);
        }
        for (int i = 1; i < m; i++) {
            a[i][i] += 1e-2;
        }
        return eliminate(a);
    }

    private static double[] eliminate(double[][] a) {
        int m = a.length;
        for (int c = 0; c < m; c++) {
            int pivot = c;
            for (int r = c; r < m; r++) {
                pivot = Math.abs(a[r][c]) > Math.abs(a[pivot][c]) ? r : pivot;
            }
            double[] row = a[c];
            a[c] = a[pivot];
            a[pivot] = row;
            for (int r = 0; r < m; r++) {
                double f = r == c ? 0 : a[r][c] / a[c][c];
                for (int q = c; q <= m; q++) {
                    a[r][q] -= f * a[c][q];
                }
            }
        }
        double[] solution = new double[m];
        for (int c = 0; c < m; c++) {
            solution[c] = a[c][m] / a[c][c];
        }
        return solution;
    }

    static int[] lags(int season, int longer, int below) {
        int[] all = {1, 2, 3, season - 1, season, season + 1, 2 * season, longer - 1, longer, longer + 1};
        return java.util.Arrays.stream(all)
                .sorted()
                .distinct()
                .filter(l -> l < below)
                .toArray();
    }

    @Test
    @DisplayName(
            "coefficients are those of the batch with the same weights, in the warm-up and long after it, with gaps,"
                    + " partial learning and new units")
    void coefficients() {
        Seeded.check(6, (random, size) -> {
            int season = 4 + size % 4;
            int longer = 3 * season + 1;
            var model = new SeasonalAutoregressive(1, season, longer);
            var s = model.start();
            Track track = s.tracks[0];
            List<Double> filled = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            double[] x = Series.weekly(random, 2400, season, 0.3);
            int compared = 0;
            double unit = 0;
            for (int t = 0; t < x.length; t++) {
                unit = t == 200 ? track.scale : unit;
                // the series shrinks: the units follow
                double value = t > 200 ? 99 + 0.01 * x[t] : x[t];
                double learning = random.nextInt(4) == 0 ? (float) random.nextDouble() : 1;
                boolean missing = size % 2 == 0 && random.nextInt(10) == 0;
                if (missing && t > 0) {
                    filled.add(model.predict(s).mean(0));
                    weights.add(0.0);
                    model.observe(s, Series.reading(Double.NaN), learning);
                    continue;
                }
                filled.add(value);
                weights.add(learning);
                model.observe(s, Series.reading(value), learning);
                boolean solved = track.fitted() && track.since % 8 == 0;
                if (solved && (t < 100 || track.since % 64 == 0)) {
                    compare(track, filled, weights, lags(season, longer, (t + 1) / 2));
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(20);
            assertThat(track.scale).isNotEqualTo(unit);
        });
    }

    private static void compare(Track track, List<Double> filled, List<Double> weights, int[] lags) {
        double[] z = new double[filled.size()];
        double[] w = new double[z.length];
        for (int t = 0; t < z.length; t++) {
            z[t] = (filled.get(t) - track.offset) / track.scale;
            w[t] = weights.get(t);
        }
        assertThat(track.coefficients).hasSize(lags.length + 1);
        double[] expected = ridge(z, w, lags, lags[lags.length - 1]);
        assertThat(track.coefficients).containsExactly(expected, within(1e-7));
    }

    @Test
    @DisplayName(
            "forecasts of two days are as accurate as those of a batch refitted at the origin: mean absolute errors"
                    + " within 3 % over 24 series, and far below the seasonal naive's")
    void accuracy() {
        double[] online = {0};
        double[] batch = {0};
        double[] naive = {0};
        Seeded.check(24, (random, size) -> {
            int n = 500 + 20 * size;
            int horizon = 24;
            double[] x = Series.weekly(random, n + horizon, 12, 0.3);
            double[] past = Series.head(x, n);
            var model = new SeasonalAutoregressive(1, 12, 84);
            double[][][] out = new double[1][horizon][1];
            new SeasonalForecaster(model).forecast(Series.heard(model, past), new double[] {0.5}, out);
            double[] refitted = batchForecast(past, horizon);
            for (int h = 0; h < horizon; h++) {
                online[0] += Math.abs(x[n + h] - out[0][h][0]);
                batch[0] += Math.abs(x[n + h] - refitted[h]);
                naive[0] += Math.abs(x[n + h] - x[n + h - (h < 12 ? 12 : 24)]);
            }
        });
        assertThat(online[0]).isCloseTo(batch[0], within(0.03 * batch[0]));
        assertThat(online[0]).isLessThan(0.7 * naive[0]);
    }

    private static double[] batchForecast(double[] past, int horizon) {
        double mean = java.util.Arrays.stream(past).average().orElseThrow();
        double deviation = Math.sqrt(java.util.Arrays.stream(past)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
        int n = past.length;
        double[] z = new double[n + horizon];
        double[] w = new double[n];
        for (int t = 0; t < n; t++) {
            z[t] = (past[t] - mean) / deviation;
            w[t] = 1;
        }
        int[] lags = lags(12, 84, n / 2);
        double[] c = ridge(Series.head(z, n), w, lags, lags[lags.length - 1]);
        double[] out = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            z[n + h] = c[0];
            for (int i = 0; i < lags.length; i++) {
                z[n + h] += c[i + 1] * z[n + h - lags[i]];
            }
            out[h] = mean + deviation * z[n + h];
        }
        return out;
    }
}
