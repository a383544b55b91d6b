package dev.undercurrent.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.evaluation.Lcg;
import dev.undercurrent.evaluation.Levels;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Golden numbers: numpy 1.24 and scipy 1.10 on the same {@link Lcg} input. Weighted quantile loss: per decile τ,
 * 2 Σ max(τ d, (τ − 1) d) / Σ |y|; sample CRPS: mean |x − y| − ½ mean |x_i − x_j| over all pairs; Gaussian CRPS:
 * {@code scipy.integrate.quad} of its definition; distance from uniform: {@code scipy.stats.kstest}.
 */
class MetricsTest {

    private static final double NAN = Double.NaN;

    @Test
    @DisplayName("sMAPE and MASE by hand: 200·|y−f|/(|y|+|f|), and errors in units of the seasonal naive one")
    void pointErrors() {
        double[] actual = {10, NAN, 0, -2};
        double[] forecast = {30, 5, 0, 2};
        assertThat(PointError.smape(actual, forecast)).isEqualTo((200 * 20.0 / 40 + 0 + 200) / 3);
        assertThat(PointError.mae(actual, forecast)).isEqualTo((20 + 0 + 4) / 3.0);
        // differences of lag 2 among the first five: 3−1, 2−4, 7−3; the sixth is not seen
        assertThat(PointError.seasonalError(new double[] {1, 4, 3, 2, 7, 100}, 5, 2))
                .isEqualTo((2 + 2 + 4) / 3.0);
        assertThat(PointError.seasonalError(new double[] {1, NAN, 3, 2}, 4, 2)).isEqualTo(2);
        assertThat(PointError.seasonalError(new double[] {1, 2}, 2, 2)).isNaN();
        assertThat(PointError.owa(12, 3, 10, 4)).isEqualTo((1.2 + 0.75) / 2);
    }

    private static double[][] rows(int window) {
        double[] u = Lcg.uniform(7, 3 * 8 * 10);
        double[][] rows = new double[8][];
        for (int h = 0; h < 8; h++) {
            rows[h] = Arrays.copyOfRange(u, (window * 8 + h) * 10, (window * 8 + h + 1) * 10);
        }
        return rows;
    }

    @Test
    @DisplayName("The weighted quantile loss, sMAPE and MASE of seeded forecasts are numpy's")
    void golden() {
        double[] smape = {154.5103649423354, 164.52696841712935, 110.24631709356609};
        double[] mase = {0.11359596829857178, 0.10703322383322317, 0.09554000397080813};
        QuantileLoss loss = new QuantileLoss(Levels.deciles());
        for (int w = 0; w < 3; w++) {
            double[] actual = new double[8];
            double[] point = new double[8];
            double[][] rows = rows(w);
            for (int h = 0; h < 8; h++) {
                double[] quantiles = Arrays.stream(Arrays.copyOf(rows[h], 9))
                        .map(u -> 10 * u - 4)
                        .sorted()
                        .toArray();
                actual[h] = 12 * rows[h][9] - 5;
                point[h] = quantiles[4];
                loss.add(quantiles, actual[h]);
                loss.add(quantiles, NAN);
            }
            double[] past =
                    Arrays.stream(Lcg.uniform(20 + w, 60)).map(u -> 100 * u).toArray();
            assertThat(PointError.smape(actual, point)).isCloseTo(smape[w], within(1e-9));
            assertThat(PointError.mae(actual, point) / PointError.seasonalError(past, 60, 24))
                    .isCloseTo(mase[w], within(1e-12));
        }
        assertThat(loss.byLevel())
                .containsExactly(
                        new double[] {
                            0.46502082,
                            0.74473856,
                            0.86781312,
                            0.97284525,
                            1.03163287,
                            0.91699953,
                            0.80355645,
                            0.64520676,
                            0.42007045
                        },
                        within(1e-8));
        assertThat(loss.mean()).isCloseTo(0.7630982008673441, within(1e-13));
    }

    @Test
    @DisplayName("Pinball by hand: too low costs τ, too high 1 − τ; nothing to divide by is no number")
    void pinball() {
        assertThat(QuantileLoss.pinball(0.25, 2, 10)).isEqualTo(2);
        assertThat(QuantileLoss.pinball(0.25, 10, 2)).isEqualTo(6);
        QuantileLoss nothing = new QuantileLoss(new double[] {0.5});
        nothing.add(new double[] {1}, 0);
        assertThat(nothing.mean()).isNaN();
    }

    @Test
    @DisplayName("CRPS of samples equals the sum over all pairs, and of a Gaussian its integral")
    void crps() {
        double[] sample = Arrays.stream(Lcg.uniform(8, 25)).map(u -> 4 * u - 1).toArray();
        assertThat(Crps.ofSample(sample, -2)).isCloseTo(2.1840674965530633, within(1e-12));
        assertThat(Crps.ofSample(sample, 0.3)).isCloseTo(0.378334765598178, within(1e-12));
        assertThat(Crps.ofSample(sample, 5)).isCloseTo(3.521850193485618, within(1e-12));
        assertThat(Crps.ofSample(new double[] {3}, 1)).isEqualTo(2);
        assertThat(Crps.ofGaussian(0, 1, 0.5)).isCloseTo(0.3314035312548557, within(1e-9));
        assertThat(Crps.ofGaussian(2, 3, -4)).isCloseTo(4.358375465057708, within(1e-9));
    }

    @Test
    @DisplayName("The mean pinball loss over many levels tends to half the CRPS")
    void crpsIsTwicePinball() {
        double[] sample = Lcg.uniform(3, 99);
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double y = 0.37;
        double sum = 0;
        // at level (i + ½)/n the i-th order statistic is a quantile: the midpoint rule is exact between steps
        for (int i = 0; i < sorted.length; i++) {
            sum += QuantileLoss.pinball((i + 0.5) / sorted.length, sorted[i], y);
        }
        assertThat(2 * sum / sorted.length).isCloseTo(Crps.ofSample(sample, y), within(1e-12));
    }

    @Test
    @DisplayName("Coverage counts what lies in the closed band, by horizon and over all")
    void coverage() {
        Coverage coverage = new Coverage(3);
        coverage.add(0, 1, 2, 1);
        coverage.add(0, 1, 2, 2.1);
        coverage.add(1, 1, 2, 2);
        coverage.add(1, 1, 2, NAN);
        assertThat(coverage.byHorizon()).containsExactly(0.5, 1, NAN);
        assertThat(coverage.overall()).isEqualTo(2 / 3.0);
    }

    @Test
    @DisplayName("Distance from uniform, histogram and rate are scipy's; missing numbers are left out")
    void uniformity() {
        double[] v = new double[41];
        double[] u = Lcg.uniform(9, 40);
        for (int i = 0; i < 40; i++) {
            v[i] = u[i] * u[i];
        }
        v[40] = NAN;
        assertThat(Uniformity.deviation(v)).isCloseTo(0.35385941239648155, within(1e-14));
        assertThat(Uniformity.histogram(v, 5))
                .containsExactly(new double[] {0.525, 0.175, 0.125, 0.05, 0.125}, within(1e-15));
        assertThat(Uniformity.rate(v, 0.01)).isEqualTo(0.05);
        assertThat(Uniformity.rate(v, 0.05)).isEqualTo(0.175);
        assertThat(Uniformity.histogram(new double[] {1, 0}, 4)).containsExactly(0.5, 0, 0, 0.5);
        assertThat(Uniformity.deviation(new double[] {NAN})).isNaN();
        assertThat(Uniformity.deviation(new double[] {0.5})).isEqualTo(0.5);
    }

    @Test
    @DisplayName("Evidence per event is minus the mean surprisal; one impossible event makes it −∞ and is counted")
    void evidence() {
        assertThat(Evidence.of(new double[] {1, NAN, -3, 5})).isEqualTo(new Evidence(3, 0, -1));
        assertThat(Evidence.of(new double[] {1, Double.POSITIVE_INFINITY}))
                .isEqualTo(new Evidence(2, 1, Double.NEGATIVE_INFINITY));
        assertThat(Evidence.of(new double[] {NAN}).perEvent()).isNaN();
    }
}
