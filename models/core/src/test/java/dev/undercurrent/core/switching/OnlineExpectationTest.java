package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Cappé's recursion against what it stands for. The chain of the model has a state s_0 before the first event, uniform and
 * unseen: n events have n moves.
 */
class OnlineExpectationTest {

    private static final double GAUSSIAN = Double.POSITIVE_INFINITY;

    /** Experts with fixed random parameters, one chain, and what the recursion makes of some random events. */
    private static final class Case {
        final int k;
        final LocationScale experts;
        final Switching<float[]> model;
        final SmoothedStatistics smoothed;
        final float[] parameters;
        final float[] transition;
        final double[][] logs;
        final double[][] sufficient;
        final double[] rho;
        final double[] posterior;

        Case(SplittableRandom random, int k, int events) {
            this.k = k;
            double[][] mean = new double[k][1];
            double[][] scale = new double[k][1];
            for (int i = 0; i < k; i++) {
                mean[i][0] = 4 * random.nextDouble() - 2;
                scale[i][0] = 0.3 + random.nextDouble();
            }
            // a stay of (9 - K) / 8: rows of floats sum to 1 exactly
            experts = LocationScale.of(mean, scale, GAUSSIAN, 0.01);
            model = new Switching<>(experts, Learning.none(9 - k, 1));
            smoothed = new SmoothedStatistics(k, experts.statistics(), 1e9);
            var state = model.start();
            parameters = state.experts;
            transition = model.transition(state);
            logs = new double[events][k];
            sufficient = new double[events][k * experts.statistics()];
            rho = new double[smoothed.length()];
            double[] predicted = new double[k];
            double[] filtered = new double[k];
            java.util.Arrays.fill(filtered, 1.0 / k);
            for (int t = 0; t < events; t++) {
                var x = new Reading(t, new double[] {6 * random.nextDouble() - 3});
                experts.components(parameters).logDensities(x, logs[t]);
                experts.sufficient(parameters, x, sufficient[t]);
                double[] before = filtered.clone();
                Forward.predict(before, transition, k, predicted);
                Forward.condition(predicted, logs[t], k, filtered);
                smoothed.expect(rho, before, transition, x, 1, experts, parameters);
            }
            posterior = filtered;
        }

        /** [K], P(s_1): one move on from the uniform s_0. */
        double[] initial() {
            double[] initial = new double[k];
            double[] uniform = new double[k];
            java.util.Arrays.fill(uniform, 1.0 / k);
            Forward.predict(uniform, transition, k, initial);
            return initial;
        }
    }

    @Test
    @DisplayName("with fixed parameters the recursion gives the smoothed means of the forward-backward algorithm")
    void isForwardBackward() {
        Seeded.check(10, (random, size) -> {
            Case c = new Case(random, 2 + size % 3, 40 * size);
            int k = c.k;
            int m = c.experts.statistics();
            int n = c.logs.length;
            double[] initial = c.initial();
            double[][] gamma = Smoothing.posterior(initial, c.transition, c.logs);
            double[] pairs = Smoothing.pairs(initial, c.transition, c.logs);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    double first = c.transition[i * k + j] / k / initial[j] * gamma[0][j];
                    assertThat(c.smoothed.pair(c.rho, c.posterior, i, j) * n)
                            .isCloseTo(pairs[i * k + j] + first, within(1e-10 * n));
                }
                double[] mean = c.smoothed.meanOf(c.rho, c.posterior, i);
                for (int q = 0; q < m; q++) {
                    double sum = 0;
                    for (int t = 0; t < n; t++) {
                        sum += gamma[t][i] * c.sufficient[t][i * m + q];
                    }
                    assertThat(mean[q]).isCloseTo(sum / n, within(1e-10));
                }
            }
        });
    }

    @Test
    @DisplayName("with fixed parameters the recursion gives the mean over all paths, s_0 among them")
    void isTheSumOverAllPaths() {
        Seeded.check(20, (random, size) -> {
            int k = 2 + size % 2;
            int events = 1 + size % 6;
            Case c = new Case(random, k, events);
            int m = c.experts.statistics();
            double evidence = 0;
            double[] pairs = new double[k * k];
            double[] sums = new double[k * m];
            int count = (int) Math.round(StrictMath.pow(k, events + 1));
            for (int number = 0; number < count; number++) {
                int[] path = new int[events + 1];
                int rest = number;
                for (int t = 0; t <= events; t++) {
                    path[t] = rest % k;
                    rest /= k;
                }
                double joint = 1.0 / k;
                for (int t = 1; t <= events; t++) {
                    joint *= c.transition[path[t - 1] * k + path[t]] * StrictMath.exp(c.logs[t - 1][path[t]]);
                }
                evidence += joint;
                for (int t = 1; t <= events; t++) {
                    pairs[path[t - 1] * k + path[t]] += joint;
                    for (int q = 0; q < m; q++) {
                        sums[path[t] * m + q] += joint * c.sufficient[t - 1][path[t] * m + q];
                    }
                }
            }
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    double expected = pairs[i * k + j] / evidence / events;
                    assertThat(c.smoothed.pair(c.rho, c.posterior, i, j)).isCloseTo(expected, within(1e-10));
                }
                double[] mean = c.smoothed.meanOf(c.rho, c.posterior, i);
                for (int q = 0; q < m; q++) {
                    assertThat(mean[q]).isCloseTo(sums[i * m + q] / evidence / events, within(1e-10));
                }
            }
        });
    }

    @Test
    @DisplayName("events that are not learnt from leave the mean as it is, and it is conditioned on them")
    void carriesOverWhatIsNotLearnt() {
        Seeded.check(10, (random, size) -> {
            Case c = new Case(random, 3, 5 + size);
            int k = 3;
            // by the smoother: statistics of the first events only, given one more event that was not learnt from
            double[][] more = java.util.Arrays.copyOf(c.logs, c.logs.length + 1);
            more[c.logs.length] = new double[] {-3 * random.nextDouble(), -1, -2};
            double[][] gamma = Smoothing.posterior(c.initial(), c.transition, more);
            double[] predicted = new double[k];
            double[] filtered = new double[k];
            Forward.predict(c.posterior, c.transition, k, predicted);
            Forward.condition(predicted, more[c.logs.length], k, filtered);
            c.smoothed.carry(c.rho, c.posterior, c.transition);
            for (int i = 0; i < k; i++) {
                double mass = 0;
                for (int t = 0; t < c.logs.length; t++) {
                    mass += gamma[t][i];
                }
                assertThat(c.smoothed.meanOf(c.rho, filtered, i)[0]).isCloseTo(mass / c.logs.length, within(1e-10));
            }
        });
    }

    @Test
    @DisplayName("maximising what the parameters stand for leads to the same parameters")
    void sumsAreTheInverseOfMaximise() {
        Seeded.check(10, (random, size) -> {
            sumsAndBack(LocationScale.standard(3, 2, 4, 0.01), random, 1e-6);
            sumsAndBack(new Autoregressive(3, 2, 2, 4, 0.01), random, 1e-9);
            var tokens = new CategoricalExperts(new double[][] {{0.5, 0.5}, {0.9, 0.1}});
            double[] state = tokens.start();
            state[1] += 3;
            double[] sums = new double[3];
            tokens.sums(state, 0, sums);
            double[] again = state.clone();
            tokens.maximise(again, 0, new double[] {1, sums[1] / sums[0], sums[2] / sums[0]}, sums[0]);
            assertThat(again).containsExactly(state, within(1e-12));
        });
    }

    private static <E> void sumsAndBack(Experts<E> experts, SplittableRandom random, double tolerance) {
        var model = new Switching<>(experts, Learning.filtered(50, 10, 3));
        var state = model.start();
        for (int t = 0; t < 40; t++) {
            model.observe(state, new Reading(t, new double[] {random.nextDouble(), 2 * random.nextDouble()}), 1);
        }
        E again = experts.codec().copy(state.experts);
        double[] sums = new double[experts.statistics()];
        for (int i = 0; i < 3; i++) {
            experts.sums(again, i, sums);
            double[] mean = sums.clone();
            for (int q = 0; q < mean.length; q++) {
                mean[q] /= 100;
            }
            experts.maximise(again, i, mean, 100);
        }
        for (int i = 0; i < 3; i++) {
            for (int c = 0; c < 2; c++) {
                double mean = experts.components(state.experts).mean(i, c);
                double variance = experts.components(state.experts).variance(i, c);
                assertThat(experts.components(again).mean(i, c)).isCloseTo(mean, within(tolerance));
                assertThat(experts.components(again).variance(i, c))
                        .isCloseTo(variance, within(10 * tolerance * (1 + variance)));
            }
        }
    }
}
