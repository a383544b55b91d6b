package dev.undercurrent.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.math.Special;
import dev.undercurrent.evaluation.ForecastMethod;
import dev.undercurrent.evaluation.Lcg;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class BaselinesTest {

    private static final double[] MEDIAN = {0.5};
    private static final double NAN = Double.NaN;

    private static <M extends ForecastMethod> M fed(M method, double... values) {
        Arrays.stream(values).forEach(method::observe);
        return method;
    }

    private static double[] medians(ForecastMethod method, int horizon) {
        return Arrays.stream(method.forecast(horizon, MEDIAN))
                .mapToDouble(row -> row[0])
                .toArray();
    }

    @Test
    @DisplayName("Seasonal naive repeats the last season, its band made of seasonal differences that add up")
    void seasonalNaive() {
        // differences of lag 2: 3, −1, 5, 0
        SeasonalNaive method = fed(new SeasonalNaive(2), 1, 2, 4, 1, 9, 1);
        double[][] q = method.forecast(5, new double[] {0.25, 0.5, 1 - 1e-12});
        assertThat(medians(method, 5)).containsExactly(9, 1, 9, 1, 9);
        // |differences| sorted 0 1 3 5: half of them are within 2
        assertThat(q[0]).containsExactly(new double[] {9 - 2, 9, 9 + 5}, within(1e-9));
        assertThat(q[1][0]).isEqualTo(1 - 2.0);
        assertThat(q[2][0]).isEqualTo(9 - 2 * Math.sqrt(2));
        assertThat(q[4][0]).isEqualTo(9 - 2 * Math.sqrt(3));
    }

    @Test
    @DisplayName("The one-step law of seasonal naive is Gaussian with the mean squared difference")
    void seasonalNaiveLaw() {
        SeasonalNaive method = fed(new SeasonalNaive(2), 1, 2, 4, 1, 9, 1);
        double variance = (9 + 1 + 25 + 0) / 4.0;
        double z = 2 / Math.sqrt(variance);
        assertThat(method.surprisal(11)).isCloseTo(0.5 * Math.log(2 * Math.PI * variance) + z * z / 2, within(1e-12));
        assertThat(method.pit(11)).isCloseTo(Special.normalCdf(z), within(1e-12));
        assertThat(method.tail(11)).isCloseTo(2 * Special.normalCdf(-z), within(1e-12));
        assertThat(new SeasonalNaive(2).surprisal(1)).isNaN();
    }

    @Test
    @DisplayName("A missing value counts as the one a season before, and teaches nothing")
    void missing() {
        SeasonalNaive method = fed(new SeasonalNaive(2), NAN, 1, 2, 4, NAN, 9, 3);
        assertThat(medians(method, 2)).containsExactly(9, 3);
        // differences that were seen: 4−1, 9−4, 3−2 (the filled value)
        assertThat(method.surprisal(9)).isCloseTo(0.5 * Math.log(2 * Math.PI * (9 + 25 + 1) / 3.0), within(1e-12));
        for (ForecastMethod other : new ForecastMethod[] {new Theta(3), new Naive2(3), new Ewma(0.5, 0.5)}) {
            assertThat(medians(other, 2)).containsExactly(0, 0);
            assertThat(medians(fed(other, NAN, 7, NAN), 2)).containsExactly(new double[] {7, 7}, within(1e-12));
        }
    }

    @Test
    @DisplayName("EWMA by hand: m ← m + α (x − m), flat, the variance growing as that of exponential smoothing")
    void ewma() {
        // m: 10 → 12 → 9; errors 4 and −6, their mean square 16 → 26 (as many as there were)
        Ewma method = fed(new Ewma(0.5, 0.1), 10, 14, 6);
        double variance = (16 + 36) / 2.0;
        double upper = Special.normalQuantile(0.9);
        double[][] q = method.forecast(3, new double[] {0.5, 0.9});
        for (int h = 0; h < 3; h++) {
            assertThat(q[h][0]).isEqualTo(9);
            assertThat(q[h][1]).isCloseTo(9 + upper * Math.sqrt(variance * (1 + h * 0.25)), within(1e-12));
        }
        assertThat(method.surprisal(10))
                .isCloseTo(0.5 * Math.log(2 * Math.PI * variance) + 1 / (2 * variance), within(1e-12));
        assertThat(method.pit(9)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    @DisplayName(
            "A series that repeats exactly is no certainty: its law is as wide as numbers of its size are resolved")
    void constant() {
        Ewma method = fed(new Ewma(0.5, 0.1), 5, 5, 5);
        assertThat(method.surprisal(5)).isCloseTo(0.5 * Math.log(2 * Math.PI) + Math.log(5e-6), within(1e-9));
        assertThat(fed(new Ewma(0.5, 0.1), 0, 0, 0).surprisal(0)).isNaN();
    }

    /** level + slope t + amplitude · (a saw tooth of the season from −1 to 1) + noise · (u − ½). */
    private static double[] series(long seed, int n, int season, double[] shape) {
        double[] u = Lcg.uniform(seed, n);
        double[] x = new double[n];
        for (int t = 0; t < n; t++) {
            double tooth = season > 1 ? t % season * 2.0 / (season - 1) - 1 : 0;
            x[t] = shape[0] + shape[1] * t + shape[2] * tooth + shape[3] * (u[t] - 0.5);
        }
        return x;
    }

    @ParameterizedTest
    @CsvFileSource(resources = "theta.csv", delimiter = '|')
    @DisplayName("Theta and Naive2 agree with a transcription in numpy whose smoothing is fitted by scipy")
    void theta(long seed, int n, int season, String shape, boolean seasonal, String theta, String naive2) {
        double[] x = series(seed, n, season, numbers(shape));
        assertThat(Seasonality.isSeasonal(x, season) && season > 1).isEqualTo(seasonal);
        assertThat(medians(fed(new Theta(season), x), 5))
                .containsExactly(numbers(theta), within(2e-6 * Math.abs(x[n - 1])));
        assertThat(medians(fed(new Naive2(season), x), 5)).containsExactly(numbers(naive2), within(1e-7));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    @DisplayName(
            "The smoothing found has the least squared errors of a dense grid, and its level is that of the recursion")
    void smoothing() {
        double[] y = series(11, 120, 1, new double[] {1e6, 0.5, 0, 40});
        Smoothing best = Smoothing.fit(y);
        double[] fitted = best.fitted(y);
        double squares = 0;
        double level = best.initial();
        for (int t = 0; t < y.length; t++) {
            squares += (y[t] - fitted[t]) * (y[t] - fitted[t]);
            level += best.alpha() * (y[t] - level);
        }
        assertThat(best.squares()).isCloseTo(squares, within(1e-6 * squares));
        assertThat(best.level()).isCloseTo(level, within(1e-6));
        for (double alpha = 0.0005; alpha < 1; alpha += 0.0005) {
            for (double shift : new double[] {-1, 0, 1}) {
                double l = Smoothing.with(y, alpha).initial() + shift;
                double sum = 0;
                for (double v : y) {
                    sum += (v - l) * (v - l);
                    l += alpha * (v - l);
                }
                assertThat(sum).isGreaterThanOrEqualTo(squares * (1 - 1e-9));
            }
        }
    }

    @Test
    @DisplayName("Seasonal indices by hand: ratios to the centred moving average, of mean one")
    void indices() {
        // moving averages of 3 at t = 1 … 4: 2, 2, 4, 4; ratios by t mod 3: {1: 2/2, 2: 3/2, 0: 1/4, 1: 8/4}
        double[] values = {1, 2, 3, 1, 8, 3};
        double[] raw = {0.25, (1 + 2) / 2.0, 1.5};
        double mean = (0.25 + 1.5 + 1.5) / 3;
        assertThat(Seasonality.indices(values, 3, true))
                .containsExactly(new double[] {raw[0] / mean, raw[1] / mean, raw[2] / mean}, within(1e-12));
        // differences: {1: 0, 2: 1, 0: −3, 1: 4}
        assertThat(Seasonality.indices(values, 3, false)).containsExactly(new double[] {-3, 2, 1}, within(1e-12));
    }
}
