package dev.undercurrent.training.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.switching.Smoothing;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {

    @ParameterizedTest
    @ValueSource(doubles = {4.0, Double.POSITIVE_INFINITY})
    @DisplayName("Evidence, smoothed regimes and moves are the sums over all paths")
    void enumeration(double nu) {
        SplittableRandom random = new SplittableRandom(11);
        for (int n = 0; n < 12; n++) {
            int k = 1 + n % 3;
            int events = 1 + n % 5;
            HmmModel model = Simulated.random(random, k, 2, nu);
            double[][] z =
                    Simulated.from(model, events, random).missing(0.3, random).series();
            double evidence = 0.0;
            double[][] gamma = new double[events][k];
            double[][] pairs = new double[k][k];
            for (int[] path : Simulated.paths(k, events)) {
                double joint = Simulated.joint(model, path, z);
                evidence += joint;
                for (int t = 0; t < events; t++) {
                    gamma[t][path[t]] += joint;
                    if (t > 0) {
                        pairs[path[t - 1]][path[t]] += joint;
                    }
                }
            }
            double[][] smoothed = new double[events][];
            double[][] moves = new double[k][k];
            double surprisal = new Chain(model).smooth(z, moves, (t, g) -> smoothed[t] = g.clone());
            assertThat(surprisal).isCloseTo(-StrictMath.log(evidence), within(1e-12));
            for (int i = 0; i < k; i++) {
                for (int t = 0; t < events; t++) {
                    assertThat(smoothed[t][i]).isCloseTo(gamma[t][i] / evidence, within(1e-13));
                }
                for (int j = 0; j < k; j++) {
                    assertThat(moves[i][j]).isCloseTo(pairs[i][j] / evidence, within(1e-12));
                }
            }
        }
    }

    @Test
    @DisplayName("On a long series the smoother is core's, where floats hold the transitions")
    void agreesWithCore() {
        SplittableRandom random = new SplittableRandom(12);
        HmmModel model = Simulated.random(random, 4, 2, 4);
        double[][] z = Simulated.from(model, 3000, random).missing(0.1, random).series();
        double[][] logs = new double[z.length][4];
        LogDensities densities = new LogDensities(model.emissions());
        for (int t = 0; t < z.length; t++) {
            densities.of(z[t], logs[t]);
        }
        double[][] expected = Smoothing.posterior(model.initial(), model.pseudoMoves(1.0), logs);
        double[] moves = Smoothing.pairs(model.initial(), model.pseudoMoves(1.0), logs);
        double[][] pairs = new double[4][4];
        new Chain(model).smooth(z, pairs, (t, gamma) -> {
            for (int i = 0; i < 4; i++) {
                assertThat(gamma[i]).isCloseTo(expected[t][i], within(1e-10));
            }
        });
        for (int i = 0; i < 16; i++) {
            assertThat(pairs[i / 4][i % 4]).isCloseTo(moves[i], within(1e-8));
        }
    }

    @Test
    @DisplayName("The filter hears of P(s_t | x_1..x_t) and of the surprisals that sum to the evidence")
    void filter() {
        SplittableRandom random = new SplittableRandom(13);
        HmmModel model = Simulated.random(random, 3, 1, 4);
        double[][] z = Simulated.from(model, 5, random).series();
        double[] sum = new double[1];
        double total = new Chain(model).filter(z, (t, predicted, posterior, surprisal) -> {
            sum[0] += surprisal;
            double[] now = new double[3];
            double all = 0.0;
            for (int[] path : Simulated.paths(3, t + 1)) {
                double joint = Simulated.joint(model, path, z);
                now[path[t]] += joint;
                all += joint;
            }
            for (int i = 0; i < 3; i++) {
                assertThat(posterior[i]).isCloseTo(now[i] / all, within(1e-13));
            }
            assertThat(sum[0]).isCloseTo(-StrictMath.log(all), within(1e-12));
        });
        assertThat(total).isEqualTo(sum[0]);
    }
}
