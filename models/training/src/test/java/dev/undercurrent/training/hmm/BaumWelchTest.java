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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaumWelchTest {

    private static final double GAUSSIAN = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @ValueSource(doubles = {4.0, GAUSSIAN})
    @DisplayName("One iteration is the textbook's, with expectations summed over all paths")
    void oneStep(double nu) {
        SplittableRandom random = new SplittableRandom(21);
        StickyPrior prior = new StickyPrior(3, 5, 0.5);
        for (int n = 0; n < 8; n++) {
            int k = 1 + n % 3;
            HmmModel old = Simulated.random(random, k, 2, nu);
            List<double[][]> series = new ArrayList<>();
            for (int length : new int[] {5, 1, 4}) {
                series.add(Simulated.from(old, length, random)
                        .missing(n < 4 ? 0.0 : 0.3, random)
                        .series());
            }
            BaumWelch.Fit fit = new BaumWelch(prior, 2, 0, 0, 0).fit(old, series);
            new Textbook(old, series, prior).check(fit.model());
        }
    }

    /** Rabiner (1989), eqs. 40a–c, 52–53, each expectation a sum over paths; for Student-t the weights of the mixture. */
    private record Textbook(HmmModel old, List<double[][]> series, StickyPrior prior) {

        void check(HmmModel next) {
            int k = old.states();
            double[] first = new double[k];
            double[][] moves = new double[k][k];
            List<double[][]> gammas = new ArrayList<>();
            for (double[][] z : series) {
                gammas.add(gamma(z, first, moves));
            }
            double firsts = Arrays.stream(first).sum() + k * prior.first();
            for (int i = 0; i < k; i++) {
                assertThat(next.initial()[i]).isCloseTo((first[i] + prior.first()) / firsts, within(1e-12));
                double row = 0.0;
                for (int j = 0; j < k; j++) {
                    row += moves[i][j] + pseudo(i, j, k);
                }
                for (int j = 0; j < k; j++) {
                    assertThat(next.transition()[i][j]).isCloseTo((moves[i][j] + pseudo(i, j, k)) / row, within(1e-12));
                }
                for (int c = 0; c < old.channels(); c++) {
                    emission(next, gammas, i, c);
                }
            }
        }

        private double pseudo(int i, int j, int k) {
            double leave = k == 1 ? 0.0 : prior.mass() / prior.dwell() / (k - 1);
            return i == j ? prior.mass() - prior.mass() / prior.dwell() : leave;
        }

        private double[][] gamma(double[][] z, double[] first, double[][] moves) {
            int k = old.states();
            List<int[]> paths = Simulated.paths(k, z.length);
            double evidence = 0.0;
            for (int[] path : paths) {
                evidence += Simulated.joint(old, path, z);
            }
            double[][] gamma = new double[z.length][k];
            for (int[] path : paths) {
                double p = Simulated.joint(old, path, z) / evidence;
                first[path[0]] += p;
                for (int t = 0; t < path.length; t++) {
                    gamma[t][path[t]] += p;
                    if (t > 0) {
                        moves[path[t - 1]][path[t]] += p;
                    }
                }
            }
            return gamma;
        }

        private void emission(HmmModel next, List<double[][]> gammas, int i, int c) {
            Emissions laws = old.emissions();
            double mass = 0.0;
            double weights = 0.0;
            double sum = 0.0;
            for (int n = 0; n < series.size(); n++) {
                for (int t = 0; t < series.get(n).length; t++) {
                    double z = series.get(n)[t][c];
                    if (!Double.isNaN(z)) {
                        double g = gammas.get(n)[t][i];
                        mass += g;
                        weights += g * weight(laws, i, c, z);
                        sum += g * weight(laws, i, c, z) * z;
                    }
                }
            }
            double location = sum / weights;
            double square = 0.0;
            for (int n = 0; n < series.size(); n++) {
                for (int t = 0; t < series.get(n).length; t++) {
                    double z = series.get(n)[t][c];
                    if (!Double.isNaN(z)) {
                        square += gammas.get(n)[t][i] * weight(laws, i, c, z) * (z - location) * (z - location);
                    }
                }
            }
            assertThat(next.emissions().location()[i][c]).isCloseTo(location, within(1e-10));
            assertThat(next.emissions().scale()[i][c])
                    .isCloseTo(Math.max(Math.sqrt(square / mass), laws.floor()), within(1e-8));
        }

        private static double weight(Emissions laws, int i, int c, double z) {
            double d = (z - laws.location()[i][c]) / laws.scale()[i][c];
            return Double.isInfinite(laws.nu()) ? 1.0 : (laws.nu() + 1.0) / (laws.nu() + d * d);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {4.0, 7.5, GAUSSIAN})
    @DisplayName("Without a prior the evidence never falls, with one the posterior never does, floor or not")
    void monotone(double nu) {
        SplittableRandom random = new SplittableRandom(22);
        for (int n = 0; n < 6; n++) {
            List<double[][]> series = new ArrayList<>();
            HmmModel truth = Simulated.random(random, 3, 2, nu);
            for (int i = 0; i < 3; i++) {
                series.add(
                        Simulated.from(truth, 60, random).missing(0.15, random).series());
            }
            HmmModel start = Simulated.random(random, 2 + n % 3, 2, nu);
            double floor = n < 3 ? 1e-3 : 0.29;
            HmmModel floored = new HmmModel(
                    start.initial(),
                    start.transition(),
                    new Emissions(
                            start.emissions().location(), start.emissions().scale(), nu, floor),
                    start.units(),
                    start.labels());
            StickyPrior prior = n % 2 == 0 ? StickyPrior.NONE : new StickyPrior(10, 20, 1);
            BaumWelch.Fit fit = new BaumWelch(prior, 40, 0, 0, 0).fit(floored, series);
            for (int t = 1; t < fit.trace().length; t++) {
                assertThat(fit.trace()[t]).isGreaterThanOrEqualTo(fit.trace()[t - 1] - 1e-9);
            }
            double gained = fit.trace()[fit.trace().length - 1] - fit.trace()[0];
            assertThat(gained).isGreaterThan(1.0);
            if (n % 2 == 0) {
                assertThat(fit.evidence()).isEqualTo(fit.objective());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {4.0, GAUSSIAN})
    @DisplayName("Known parameters are found again, a tenth of the values missing")
    void recovery(double nu) {
        SplittableRandom random = new SplittableRandom(23);
        HmmModel truth = Simulated.sticky(
                0.95, new double[][] {{-2, 0}, {0, 1}, {3, -1}}, new double[][] {{0.5, 1}, {1, 0.4}, {0.3, 0.6}}, nu);
        List<double[][]> series = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            series.add(Simulated.from(truth, 2000, random).missing(0.1, random).series());
        }
        HmmModel start = new Starts(series, truth.units(), nu, 1e-3).of(Starts.Kind.EVENTS, 3, 5);
        BaumWelch.Fit fit = BaumWelch.of(StickyPrior.NONE).fit(start, series);
        assertThat(fit.converged()).isTrue();
        HmmModel found = Alignment.align(fit.model(), truth);
        assertThat(found.labels().ids()).containsExactly(0, 1, 2);
        for (int i = 0; i < 3; i++) {
            for (int c = 0; c < 2; c++) {
                double scale = truth.emissions().scale()[i][c];
                // some 1,200 values a regime: standard errors near .03 scales; four of them
                assertThat(found.emissions().location()[i][c])
                        .isCloseTo(truth.emissions().location()[i][c], within(0.13 * scale));
                assertThat(found.emissions().scale()[i][c]).isCloseTo(scale, within(0.13 * scale));
            }
            assertThat(found.transition()[i][i]).isCloseTo(0.95, within(0.03));
        }
    }

    @Test
    @DisplayName(
            "A regime that explains nothing is started again where the model explains least; always in the same way")
    void repair() {
        SplittableRandom random = new SplittableRandom(24);
        HmmModel truth = Simulated.sticky(0.98, new double[][] {{0}, {8}}, new double[][] {{1}, {1}}, GAUSSIAN);
        double[][] z = Simulated.from(truth, 600, random).series();
        HmmModel start = Simulated.sticky(0.98, new double[][] {{4}, {1e6}}, new double[][] {{4}, {0.01}}, GAUSSIAN);
        BaumWelch em = BaumWelch.of(StickyPrior.NONE);
        List<double[][]> series = List.<double[][]>of(z);
        BaumWelch.Fit fit = em.fit(start, series);
        assertThat(fit.repairs()).isNotEmpty();
        assertThat(fit.degenerate()).isZero();
        HmmModel found = Alignment.canonical(fit.model());
        assertThat(found.emissions().location()[0][0]).isCloseTo(0.0, within(0.3));
        assertThat(found.emissions().location()[1][0]).isCloseTo(8.0, within(0.3));
        assertThat(em.fit(start, series).trace()).containsExactly(fit.trace());
        BaumWelch.Fit unrepaired = new BaumWelch(StickyPrior.NONE, 300, 1e-6, 3, 0).fit(start, series);
        assertThat(unrepaired.degenerate()).isEqualTo(1);
        assertThat(unrepaired.evidence()).isLessThan(fit.evidence() - 100.0);
    }

    @Test
    @DisplayName("A regime that has shrunk onto a few equal values is started again as well")
    void collapse() {
        SplittableRandom random = new SplittableRandom(25);
        double[][] z = Simulated.from(
                        Simulated.sticky(0.98, new double[][] {{0}, {8}}, new double[][] {{1}, {1}}, GAUSSIAN),
                        600,
                        random)
                .series();
        for (int t = 100; t < 600; t += 100) {
            z[t][0] = 4.0;
        }
        HmmModel start = Simulated.sticky(0.9, new double[][] {{4}, {4}}, new double[][] {{4}, {0.001}}, GAUSSIAN);
        BaumWelch.Fit fit = BaumWelch.of(StickyPrior.NONE).fit(start, List.<double[][]>of(z));
        assertThat(fit.repairs()).isNotEmpty();
        assertThat(fit.degenerate()).isZero();
        assertThat(Alignment.canonical(fit.model()).emissions().location()[1][0])
                .isCloseTo(8.0, within(0.5));
    }

    @Test
    @DisplayName("Constant series end on the floor, not in NaN, and channels never seen keep what they had")
    void constant() {
        double[][] z = new double[50][2];
        for (double[] row : z) {
            row[1] = Double.NaN;
        }
        HmmModel start = Simulated.sticky(0.9, new double[][] {{1, 5}}, new double[][] {{1, 2}}, GAUSSIAN);
        BaumWelch.Fit fit = BaumWelch.of(StickyPrior.NONE).fit(start, List.<double[][]>of(z));
        assertThat(fit.converged()).isTrue();
        assertThat(fit.model().emissions().location()[0]).containsExactly(0.0, 5.0);
        assertThat(fit.model().emissions().scale()[0]).containsExactly(1e-3, 2.0);
    }

    @Test
    @DisplayName("It ends when told to, and says that it has not converged")
    void stops() {
        SplittableRandom random = new SplittableRandom(26);
        HmmModel truth = Simulated.random(random, 3, 1, 4);
        List<double[][]> series =
                List.<double[][]>of(Simulated.from(truth, 200, random).series());
        HmmModel start = Simulated.random(random, 3, 1, 4);
        List<Integer> heard = new ArrayList<>();
        BaumWelch.Fit fit = new BaumWelch(StickyPrior.NONE, 100, 0, 0, 0).fit(start, series, (n, evidence) -> {
            heard.add(n);
            return n < 4;
        });
        assertThat(heard).containsExactly(0, 1, 2, 3, 4);
        assertThat(fit.trace()).hasSize(5);
        assertThat(fit.converged()).isFalse();
        assertThatThrownBy(() -> new BaumWelch(StickyPrior.NONE, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("iterations 0");
    }
}
