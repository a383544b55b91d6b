package dev.undercurrent.training.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HmmTrainerTest {

    private static final HmmModel TRUTH = Simulated.sticky(
                    0.97,
                    new double[][] {{-2, 0}, {0, 1}, {2, 0}},
                    new double[][] {{0.3, 1}, {0.5, 0.3}, {0.4, 0.5}},
                    4)
            .in(new Units(new double[] {100, 1}, new double[] {10, 0.1}));

    private static final Options QUICK = Options.defaults()
            .withStates(1, 5)
            .withRestarts(3, 2)
            .withIterations(60, 1e-5)
            .withSeed(7);

    private static List<double[][]> history(long seed, int events) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[][]> series = new ArrayList<>();
        series.add(Simulated.from(TRUTH, events, random).series());
        series.add(Simulated.from(TRUTH, events, random).missing(0.1, random).series());
        return series;
    }

    @Test
    @DisplayName("Three regimes are found to be three, with their laws, and predictions that cover")
    void endToEnd() {
        HmmTrainer.Report report = HmmTrainer.report(history(71, 1000), QUICK);
        assertThat(report.count().states()).isEqualTo(3);
        assertThat(report.count().candidates()).hasSize(5);
        HmmModel model = report.model();
        assertThat(model.labels().ids()).containsExactly(0, 1, 2);
        for (int i = 0; i < 3; i++) {
            assertThat(Alignment.divergence(model, i, TRUTH, i)).isLessThan(0.01);
            assertThat(model.transition()[i][i]).isCloseTo(0.97, within(0.02));
        }
        for (HmmDiagnostics.Channel channel : report.diagnostics().channels()) {
            assertThat(channel.coverage()[2]).isCloseTo(0.9, within(0.05));
            assertThat(channel.levels().p()).isGreaterThan(1e-3);
        }
        assertThat(report.sensitivity().restarts()).hasSize(3);
        assertThat(report.toString())
                .contains("*        3")
                .contains("rand index")
                .contains("Ljung-Box");
    }

    @Test
    @DisplayName(
            "A second training on other events of the same kind keeps the labels, and equal seeds give equal models")
    void retraining() {
        Options three = QUICK.withStates(3, 3);
        HmmModel first = HmmTrainer.train(history(72, 300), three)
                .reordered(new int[] {2, 0, 1})
                .labelled(new Labels(new int[] {6, 1, 3}, 7));
        HmmModel second = HmmTrainer.train(history(73, 300), three.withPrevious(first));
        assertThat(second.labels().ids()).containsExactly(6, 1, 3);
        for (int i = 0; i < 3; i++) {
            assertThat(Alignment.divergence(second, i, first, i)).isLessThan(0.1);
        }
        HmmModel again = HmmTrainer.train(history(73, 300), three.withPrevious(first));
        assertThat(again.emissions().location())
                .isDeepEqualTo(second.emissions().location());
        assertThat(again.transition()).isDeepEqualTo(second.transition());
    }

    @Test
    @DisplayName("Series of any level and scale give one prior in standardised units")
    void perSeries() {
        List<double[][]> series = history(74, 600);
        for (double[] row : series.get(1)) {
            row[0] = 1e6 - 500 * row[0];
            row[1] = 40 * row[1];
        }
        HmmModel model = HmmTrainer.train(series, QUICK.withStates(3, 3).withUnits(Units.Choice.PER_SERIES));
        assertThat(model.units().offset()).containsExactly(0.0, 0.0);
        assertThat(model.units().unit()).containsExactly(1.0, 1.0);
        for (double[] location : model.emissions().location()) {
            assertThat(Math.abs(location[0])).isLessThan(3.0);
        }
    }

    @Test
    @DisplayName("Every iteration is told, and where time runs out the best so far is what comes back")
    void progress() {
        List<Progress.Step> heard = new ArrayList<>();
        Progress clock = new Progress() {
            @Override
            public void iteration(Step step) {
                heard.add(step);
            }

            @Override
            public double secondsLeft() {
                return 30.0 - heard.size();
            }
        };
        HmmTrainer.Report report = HmmTrainer.report(history(75, 200), QUICK.withProgress(clock));
        assertThat(report.model().states()).isEqualTo(report.count().states());
        assertThat(heard.size()).isBetween(30, 33);
        assertThat(heard.stream()
                        .filter(s -> s.phase() == Progress.Phase.SEARCH)
                        .count())
                .isBetween(18L, 20L);
        assertThat(heard.get(0))
                .isEqualTo(new Progress.Step(
                        Progress.Phase.SEARCH, 1, 0, 0, heard.get(0).evidence()));
        for (int i = 1; i < heard.size(); i++) {
            Progress.Step step = heard.get(i);
            Progress.Step before = heard.get(i - 1);
            boolean same = step.phase() == before.phase()
                    && step.states() == before.states()
                    && step.restart() == before.restart();
            assertThat(step.iteration()).isEqualTo(same ? before.iteration() + 1 : 0);
        }
    }

    @Test
    @DisplayName("The report names the best run and tells how far the others ended from it")
    void sensitivity() {
        SplittableRandom random = new SplittableRandom(76);
        double[][] z = Simulated.from(
                        Simulated.sticky(0.95, new double[][] {{-4}, {0}, {4}}, new double[][] {{1}, {1}, {1}}, 4),
                        600,
                        random)
                .series();
        HmmTraining training = new HmmTraining(BaumWelch.of(StickyPrior.NONE), 4, 1e-3, 4, 3);
        HmmTraining.Outcome outcome =
                training.fit(List.<double[][]>of(z), Units.raw(1), 3, null, Progress.Phase.FINAL, Progress.NONE);
        Sensitivity s = outcome.sensitivity();
        Sensitivity.Restart best = s.restarts().get(s.best());
        assertThat(s.restarts()).hasSize(4);
        assertThat(best.randIndex()).isEqualTo(1.0);
        assertThat(best.distance()).isZero();
        assertThat(outcome.fit().objective()).isEqualTo(best.objective());
        for (Sensitivity.Restart r : s.restarts()) {
            assertThat(r.degenerate()).isGreaterThanOrEqualTo(best.degenerate());
            if (r.degenerate() == best.degenerate()) {
                assertThat(r.objective()).isLessThanOrEqualTo(best.objective());
            }
            if (r.objective() > best.objective() - 0.1) {
                assertThat(r.randIndex()).isGreaterThan(0.98);
                assertThat(r.distance()).isLessThan(1e-3);
            }
        }
        assertThat(s.agreement(1e9)).isEqualTo(1.0);
        assertThat(s.agreement(0)).isGreaterThanOrEqualTo(0.25);
        // regimes that differ, and partitions that do, are told apart
        HmmModel two = training.fit(List.<double[][]>of(z), Units.raw(1), 2, null, Progress.Phase.FINAL, Progress.NONE)
                .fit()
                .model();
        assertThat(Alignment.distance(two, outcome.fit().model())).isGreaterThan(0.01);
    }

    @Test
    @DisplayName("The fewest regimes within one standard error of the best are chosen, judged by paired blocks")
    void oneStandardError() {
        int n = 400;
        double[] best = new double[n];
        double[] near = new double[n];
        double[] far = new double[n];
        SplittableRandom random = new SplittableRandom(77);
        double block = 0.0;
        for (int t = 0; t < n; t++) {
            // each twentieth of the events shares its noise: a block
            block = t % 20 == 0 ? random.nextDouble() - 0.5 : block;
            best[t] = 5 * random.nextDouble();
            near[t] = best[t] - 0.01 + block;
            far[t] = best[t] - 0.3 + block;
        }
        List<HmmModel> models = new ArrayList<>();
        for (int k = 1; k <= 3; k++) {
            models.add(Simulated.random(random, k, 1, 4));
        }
        double gain = Arrays.stream(best).average().orElseThrow()
                - Arrays.stream(near).average().orElseThrow();
        double[] lifted = Arrays.stream(near).map(v -> v + gain - 0.01).toArray();
        StateCount count = StateCount.of(models, List.of(far, lifted, best));
        assertThat(count.states()).isEqualTo(2);
        assertThat(count.candidates().get(1).behind()).isCloseTo(0.01, within(1e-9));
        assertThat(count.candidates().get(2).error()).isZero();
        // the noise is shared inside a block: deviation of a uniform / sqrt(20), not / sqrt(400)
        assertThat(count.candidates().get(1).error()).isCloseTo(Math.sqrt(1.0 / 12 / 20), within(0.02));
        assertThat(StateCount.of(models, List.of(best, lifted, far)).states()).isEqualTo(1);
    }

    @Test
    @DisplayName("History that cannot be learnt from is refused with what was found")
    void refused() {
        assertThatThrownBy(() -> HmmTrainer.train(List.of(), QUICK)).hasMessageContaining("0 values");
        assertThatThrownBy(() -> HmmTrainer.train(List.<double[][]>of(new double[][] {{1}, {2}, {3}}), QUICK))
                .hasMessageContaining("1 events held out");
        double[][] infinite = new double[20][1];
        infinite[3][0] = Double.NEGATIVE_INFINITY;
        assertThatThrownBy(() -> HmmTrainer.train(List.<double[][]>of(infinite), QUICK))
                .hasMessageContaining("event 3 holds -Infinity");
        double[][] ragged = {{1}, {1, 2}};
        assertThatThrownBy(() -> HmmTrainer.train(List.<double[][]>of(ragged), QUICK))
                .hasMessageContaining("event 1 has 2 channels");
        assertThatThrownBy(() -> QUICK.withStates(3, 2)).hasMessageContaining("from 3 to 2");
    }
}
