package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SmoothingTest {

    @Test
    void theSmootherIsTheSumOverAllPaths() {
        ForwardTest.tinyChains(chain -> {
            double[][] gamma = Smoothing.posterior(chain.initial(), chain.transition(), chain.logDensities());
            for (int t = 0; t < chain.events(); t++) {
                assertThat(gamma[t]).containsExactly(chain.regime(t), within(1e-12));
            }
        });
    }

    @Test
    void fixedLagIsTheSumOverAllPathsOfTheEventsSeenByThen() {
        ForwardTest.tinyChains(chain -> {
            for (int lag = 0; lag <= chain.events(); lag++) {
                double[][] smoothed =
                        Smoothing.fixedLag(chain.initial(), chain.transition(), chain.logDensities(), lag);
                for (int t = 0; t < chain.events(); t++) {
                    Chain seen = chain.head(Math.min(t + lag + 1, chain.events()));
                    assertThat(smoothed[t]).containsExactly(seen.regime(t), within(1e-12));
                }
            }
        });
    }

    @Test
    void pairsAreTheExpectedNumbersOfMovesOverAllPaths() {
        ForwardTest.tinyChains(chain -> {
            int k = chain.states();
            double[] expected = new double[k * k];
            double evidence = chain.evidence();
            chain.paths((path, joint) -> {
                for (int t = 1; t < path.length; t++) {
                    expected[path[t - 1] * k + path[t]] += joint / evidence;
                }
            });
            double[] pairs = Smoothing.pairs(chain.initial(), chain.transition(), chain.logDensities());
            assertThat(pairs).containsExactly(expected, within(1e-11));
        });
    }

    @Test
    void tenThousandEventsKeepProbabilitiesAndCountEveryMove() {
        Chain chain = Chain.random(new SplittableRandom(ForwardTest.SEED), 4, 10_000, false);
        double[] moves = new double[1];
        for (double pair : Smoothing.pairs(chain.initial(), chain.transition(), chain.logDensities())) {
            moves[0] += pair;
        }
        assertThat(moves[0]).isCloseTo(chain.events() - 1.0, within(1e-8));
        double[][] gamma = Smoothing.posterior(chain.initial(), chain.transition(), chain.logDensities());
        double[][] lagged = Smoothing.fixedLag(chain.initial(), chain.transition(), chain.logDensities(), 60);
        for (int t = 0; t < gamma.length; t++) {
            assertThat(lagged[t]).containsExactly(gamma[t], within(1e-6));
        }
    }

    @Test
    void anImpossibleEventCountsAsMissing() {
        Chain chain = Chain.random(new SplittableRandom(4), 3, 5, false);
        double[][] missing = chain.logDensities().clone();
        double[][] impossible = chain.logDensities().clone();
        missing[2] = new double[3];
        double never = Double.NEGATIVE_INFINITY;
        impossible[2] = new double[] {never, never, never};
        assertThat(Smoothing.posterior(chain.initial(), chain.transition(), impossible))
                .isDeepEqualTo(Smoothing.posterior(chain.initial(), chain.transition(), missing));
    }

    @Test
    void refusesANegativeLag() {
        Chain chain = Chain.random(new SplittableRandom(4), 2, 2, false);
        assertThatThrownBy(() -> Smoothing.fixedLag(chain.initial(), chain.transition(), chain.logDensities(), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lag is -1");
    }
}
