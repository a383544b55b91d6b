package dev.undercurrent.training.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Special;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HmmDiagnosticsTest {

    private static final double GAUSSIAN = Double.POSITIVE_INFINITY;

    private static HmmModel truth(double nu) {
        return Simulated.sticky(0.95, new double[][] {{-2, 0}, {2, 0}}, new double[][] {{1, 0.3}, {0.5, 1.5}}, nu);
    }

    @Test
    @DisplayName("u is the integral of the mixture expected before the event, its quantile exact in both tails")
    void transform() {
        SplittableRandom random = new SplittableRandom(51);
        HmmModel model = truth(4);
        double[][] x = Simulated.from(model, 6, random).series();
        x[4][0] = -1e9;
        x[5][0] = 1e9;
        PseudoResiduals residuals = PseudoResiduals.of(model, x);
        double[][] before = new double[x.length][];
        new Chain(model).filter(x, (t, predicted, posterior, one) -> before[t] = predicted.clone());
        for (int t = 0; t < 4; t++) {
            for (int c = 0; c < 2; c++) {
                double sum = 0.0;
                int steps = 20_000;
                double step = (x[t][c] + 200.0) / steps;
                for (int i = 0; i < steps; i++) {
                    double v = -200.0 + (i + 0.5) * step;
                    sum += step * before[t][0] * Simulated.density(model.emissions(), 0, c, v);
                    sum += step * before[t][1] * Simulated.density(model.emissions(), 1, c, v);
                }
                assertThat(residuals.uniform()[t][c]).isCloseTo(sum, within(1e-4));
                assertThat(Special.normalCdf(residuals.normal()[t][c]))
                        .isCloseTo(residuals.uniform()[t][c], within(1e-12));
            }
        }
        // the tail of t with 4 degrees falls as d^-4: some 1e-35 here, twelve and a half deviations of a normal
        assertThat(residuals.normal()[4][0]).isBetween(-13.5, -11.5);
        assertThat(residuals.normal()[5][0]).isBetween(11.5, 13.5);
        double[][] absurd = {{1e200, -1e200}};
        assertThat(PseudoResiduals.of(truth(GAUSSIAN), absurd).normal()[0]).containsExactly(38.0, -38.0);
    }

    @Test
    @DisplayName("The right model: u uniform, residuals standard normal and independent, intervals that cover")
    void right() {
        SplittableRandom random = new SplittableRandom(52);
        HmmModel model = truth(4).in(new Units(new double[] {5, -3}, new double[] {2, 0.1}));
        double[][] x = Simulated.from(model, 4000, random).missing(0.05, random).series();
        HmmDiagnostics d = HmmDiagnostics.of(model, List.<double[][]>of(x), 1.0);
        PseudoResiduals residuals = PseudoResiduals.of(model, x);
        for (int c = 0; c < 2; c++) {
            HmmDiagnostics.Channel one = d.channels().get(c);
            assertThat(one.mean()).isCloseTo(0.0, within(0.06));
            assertThat(one.deviation()).isCloseTo(1.0, within(0.05));
            assertThat(one.levels().p()).isGreaterThan(0.001);
            assertThat(one.squares().p()).isGreaterThan(0.001);
            for (int l = 0; l < HmmDiagnostics.LEVELS.length; l++) {
                assertThat(one.coverage()[l]).isCloseTo(HmmDiagnostics.LEVELS[l], within(0.03));
            }
            assertThat(Arrays.stream(one.histogram()).sum()).isEqualTo(one.values());
            int channel = c;
            double[] u = Arrays.stream(residuals.uniform())
                    .mapToDouble(row -> row[channel])
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            double worst = 0.0;
            for (int i = 0; i < u.length; i++) {
                worst = Math.max(worst, Math.abs(u[i] - (i + 0.5) / u.length));
            }
            // Kolmogorov-Smirnov at a level of .001
            assertThat(worst * Math.sqrt(u.length)).isLessThan(1.95);
        }
    }

    @Test
    @DisplayName("Wrong models are told: no regimes leaves dependence, narrow scales cover too little")
    void wrong() {
        SplittableRandom random = new SplittableRandom(53);
        double[][] x = Simulated.from(truth(4), 3000, random).series();
        List<double[][]> series = List.<double[][]>of(x);
        HmmModel one = Simulated.sticky(1, new double[][] {{0, 0}}, new double[][] {{2, 0.7}}, 4);
        HmmDiagnostics flat = HmmDiagnostics.of(one, series, 1.0);
        assertThat(flat.channels().get(0).levels().p()).isLessThan(1e-6);
        assertThat(flat.channels().get(1).squares().p()).isLessThan(1e-6);
        assertThat(flat.evidence())
                .isLessThan(HmmDiagnostics.of(truth(4), series, 1.0).evidence() - 0.2);
        HmmModel narrow =
                Simulated.sticky(0.95, new double[][] {{-2, 0}, {2, 0}}, new double[][] {{0.3, 0.1}, {0.2, 0.5}}, 4);
        assertThat(HmmDiagnostics.of(narrow, series, 1.0).channels().get(0).coverage()[2])
                .isLessThan(0.7);
    }

    @Test
    @DisplayName("Ljung–Box is n (n + 2) Σ r_k² / (n − k), referred to χ² of as many degrees as lags")
    void ljungBox() {
        SplittableRandom random = new SplittableRandom(54);
        double[][] x = new double[300][1];
        for (int t = 0; t < x.length; t++) {
            x[t][0] = Draw.normal(random) + (t > 0 ? 0.15 * x[t - 1][0] : 0.0);
        }
        HmmModel one = Simulated.sticky(1, new double[][] {{0}}, new double[][] {{1}}, GAUSSIAN);
        HmmDiagnostics.LjungBox test = HmmDiagnostics.of(one, List.<double[][]>of(x), 1.0)
                .channels()
                .get(0)
                .levels();
        // residuals of the standard normal law are the values themselves
        double mean = Arrays.stream(x).mapToDouble(row -> row[0]).average().orElseThrow();
        double variance = Arrays.stream(x)
                .mapToDouble(row -> (row[0] - mean) * (row[0] - mean))
                .sum();
        double q = 0.0;
        for (int lag = 1; lag <= test.lags(); lag++) {
            double covariance = 0.0;
            for (int t = lag; t < x.length; t++) {
                covariance += (x[t][0] - mean) * (x[t - lag][0] - mean);
            }
            q += Math.pow(covariance / variance, 2) / (x.length - lag);
        }
        q *= x.length * (x.length + 2.0);
        assertThat(test.lags()).isEqualTo(10);
        assertThat(test.statistic()).isCloseTo(q, within(1e-6 * q));
        assertThat(test.p()).isCloseTo(Special.chiSquareTail(10, 0.5 * q), within(1e-9));
    }

    @Test
    @DisplayName("Evidence is that of the values as given: other units of the model change nothing")
    void jacobian() {
        SplittableRandom random = new SplittableRandom(55);
        double[][] x =
                Simulated.from(truth(4), 100, random).missing(0.3, random).series();
        List<double[][]> series = List.<double[][]>of(x);
        HmmModel moved = truth(4).in(new Units(new double[] {5, -3}, new double[] {4, 0.25}));
        double plain = HmmDiagnostics.of(truth(4), series, 0.25).evidence();
        assertThat(HmmDiagnostics.of(moved, series, 0.25).evidence()).isCloseTo(plain, within(1e-10));
        assertThat(HmmDiagnostics.of(moved, series, 1.0).evidence()).isNotCloseTo(plain, within(1e-3));
    }

    @Test
    @DisplayName("The timeline tells the regimes that the series was drawn from, by their labels")
    void timeline() {
        SplittableRandom random = new SplittableRandom(56);
        HmmModel model = Simulated.sticky(0.98, new double[][] {{0}, {6}}, new double[][] {{1}, {1}}, GAUSSIAN)
                .in(new Units(new double[] {10}, new double[] {3}))
                .labelled(new Labels(new int[] {8, 2}, 9));
        Simulated drawn = Simulated.from(model, 500, random);
        RegimeTimeline timeline = RegimeTimeline.of(model, drawn.series());
        int wrong = 0;
        for (int t = 0; t < 500; t++) {
            wrong += timeline.path()[t] == drawn.regimes()[t] ? 0 : 1;
            assertThat(timeline.posterior()[t][0] + timeline.posterior()[t][1]).isCloseTo(1.0, within(1e-12));
        }
        assertThat(wrong).isLessThan(5);
        int at = 0;
        for (RegimeTimeline.Segment segment : timeline.segments()) {
            assertThat(segment.from()).isEqualTo(at);
            assertThat(segment.id()).isEqualTo(timeline.path()[at] == 0 ? 8 : 2);
            assertThat(segment.probability()).isGreaterThan(0.5);
            at = segment.to();
        }
        assertThat(at).isEqualTo(500);
        assertThat(timeline.segments().size()).isGreaterThan(3);
    }
}
