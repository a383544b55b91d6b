package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Mixture;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ForwardTest {

    static final long SEED = 1989;

    /** Random tiny chains whose events are possible. */
    static void tinyChains(Consumer<Chain> check) {
        SplittableRandom random = new SplittableRandom(SEED);
        int checked = 0;
        for (int n = 0; n < 300; n++) {
            Chain chain = Chain.random(random, 1 + n % 3, 1 + n % 6, n % 2 == 1);
            if (chain.evidence() > 0.0) {
                check.accept(chain);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(150);
    }

    @Test
    void surprisalsSumToMinusTheLogarithmOfTheSumOverAllPaths() {
        tinyChains(chain -> {
            double surprisal = Forward.filter(
                    chain.initial(),
                    chain.transition(),
                    chain.logDensities(),
                    new double[chain.events()][chain.states()],
                    new double[chain.events()][chain.states()]);
            assertThat(surprisal).isCloseTo(-StrictMath.log(chain.evidence()), within(1e-12));
        });
    }

    @Test
    void theFilterIsTheSumOverAllPaths() {
        tinyChains(chain -> {
            double[][] posterior = new double[chain.events()][chain.states()];
            double[][] predicted = new double[chain.events()][chain.states()];
            Forward.filter(chain.initial(), chain.transition(), chain.logDensities(), predicted, posterior);
            for (int t = 0; t < chain.events(); t++) {
                assertThat(posterior[t]).containsExactly(chain.head(t + 1).regime(t), within(1e-13));
            }
        });
    }

    @Test
    void surprisalIsThatOfTheMixtureBitForBitAlsoInPlace() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int n = 0; n < 2_000; n++) {
            Chain chain = Chain.random(random, 1 + n % 9, 1, true);
            double[] logs = chain.logDensities()[0];
            double[] belief = chain.initial().clone();
            double[] posterior = new double[belief.length];
            double surprisal = Forward.condition(belief, logs, belief.length, posterior);
            assertThat(surprisal).isEqualTo(0.0 - Mixture.logSumWeighted(belief, logs, belief.length));
            assertThat(Forward.condition(belief, logs, belief.length, belief)).isEqualTo(surprisal);
            assertThat(belief).isEqualTo(posterior);
        }
    }

    @Test
    void anImpossibleEventIsInfinitelySurprisingAndTeachesNothing() {
        double[] predicted = {0.25, 0.75, 0.0};
        double[] logs = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 3.0};
        double[] posterior = new double[3];
        assertThat(Forward.condition(predicted, logs, 3, posterior)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(posterior).isEqualTo(predicted);
    }

    @Test
    void aMissingEventCostsNothingAndTeachesNothing() {
        double[] predicted = {0.1, 0.2, 0.7};
        double[] posterior = new double[3];
        assertThat(Forward.condition(predicted, new double[3], 3, posterior)).isEqualTo(0.0);
        assertThat(posterior).isEqualTo(predicted);
    }

    @Test
    void extremeDensitiesNeitherUnderflowNorOverflow() {
        double[] predicted = {1e-300, 1.0 - 1e-300};
        double[] posterior = new double[2];
        double surprisal = Forward.condition(predicted, new double[] {1e5, -1e5}, 2, posterior);
        assertThat(surprisal).isCloseTo(-1e5 + 300 * StrictMath.log(10.0), within(1e-9));
        assertThat(posterior).containsExactly(1.0, 0.0);
    }

    @Test
    void tenThousandEventsAgreeWithTheLogarithmicForm() {
        Chain chain = Chain.random(new SplittableRandom(SEED), 4, 10_000, false);
        double surprisal = Forward.filter(
                chain.initial(),
                chain.transition(),
                chain.logDensities(),
                new double[chain.events()][4],
                new double[chain.events()][4]);
        double expected = -inLogarithms(chain);
        assertThat(surprisal).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    }

    /** log p(x_1..x_T) by log-sum-exp over log α, without scaling. */
    private static double inLogarithms(Chain chain) {
        int k = chain.states();
        double[] log = new double[k];
        for (int t = 0; t < chain.events(); t++) {
            double[] next = new double[k];
            for (int j = 0; j < k; j++) {
                double[] terms = new double[k];
                for (int i = 0; i < k; i++) {
                    terms[i] = log[i] + StrictMath.log(chain.transition()[i * k + j]);
                }
                next[j] = t == 0 ? StrictMath.log(chain.initial()[j]) : logSum(terms);
                next[j] += chain.logDensities()[t][j];
            }
            log = next;
        }
        return logSum(log);
    }

    private static double logSum(double[] logs) {
        double max = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            max = Math.max(max, log);
        }
        double sum = 0.0;
        for (double log : logs) {
            sum += StrictMath.exp(log - max);
        }
        return max + StrictMath.log(sum);
    }
}
