package dev.undercurrent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MixtureTest {

    private static final Diagonal NARROW = new Gaussian(new double[] {-1.0, 4.0}, new double[] {0.05, 1.0});
    private static final Diagonal WIDE = new Gaussian(new double[] {3.0, 4.0}, new double[] {2.0, 0.3});
    private static final Diagonal HEAVY = new StudentT(new double[] {0.0, -5.0}, new double[] {1.0, 2.0}, 4.0);

    private static Mixture mixture(double... weights) {
        return new Mixture(weights, new Laws(NARROW, WIDE, HEAVY));
    }

    @Nested
    class ThreeLaws extends DensityContract {
        @Override
        protected Density law() {
            return mixture(0.2, 0.5, 0.3);
        }

        @Override
        protected boolean exactTail() {
            return false;
        }
    }

    @Nested
    class OneLawOfWeightOne extends DensityContract {
        @Override
        protected Density law() {
            return mixture(0.0, 1.0, 0.0);
        }
    }

    @Test
    void surprisalIsTheObviousOne() {
        SplittableRandom random = new SplittableRandom(3);
        Mixture mixture = mixture(0.2, 0.5, 0.3);
        for (int i = 0; i < 200; i++) {
            Observation x = mixture.sample(0, random);
            double density = 0.2 * StrictMath.exp(-NARROW.surprisal(x))
                    + 0.5 * StrictMath.exp(-WIDE.surprisal(x))
                    + 0.3 * StrictMath.exp(-HEAVY.surprisal(x));
            assertThat(mixture.surprisal(x)).isCloseTo(-StrictMath.log(density), within(1e-13));
        }
    }

    @Test
    void oneComponentOfWeightOneIsItsLawBitForBit() {
        Reading x = new Reading(0, new double[] {2.7, 3.9});
        assertThat(mixture(0.0, 1.0, 0.0).surprisal(x)).isEqualTo(WIDE.surprisal(x));
        assertThat(mixture(0.0, 1.0, 0.0).tail(x)).isCloseTo(WIDE.tail(x), within(1e-14));
    }

    @Test
    void theImpossibleIsInfiniteAndWeightlessComponentsDoNotCount() {
        double never = Double.NEGATIVE_INFINITY;
        assertThat(Mixture.logSumWeighted(new double[] {0.5, 0.5}, new double[] {never, never}, 2))
                .isEqualTo(never);
        assertThat(Mixture.logSumWeighted(new double[] {0.0, 1.0}, new double[] {5.0, never}, 2))
                .isEqualTo(never);
        assertThat(Mixture.logSumWeighted(new double[] {0.0, 1.0}, new double[] {9e3, -9e3}, 2))
                .isEqualTo(-9e3);
        assertThat(Mixture.logSumWeighted(new double[] {0.5, 0.5}, new double[] {never, -2.0}, 2))
                .isCloseTo(-2.0 + StrictMath.log(0.5), within(1e-15));
        Reading far = new Reading(0, new double[] {1e200, 0.0});
        assertThat(mixture(0.5, 0.5, 0.0).surprisal(far)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(mixture(0.5, 0.5, 0.0).tail(far)).isZero();
    }

    @Test
    void aMissingEventCostsExactlyNothingWhateverTheRoundingOfTheWeights() {
        Mixture rounded = mixture(0.1 + 0.2, 0.3, 0.4);
        assertThat(rounded.surprisal(Reading.missing(0, 2))).isEqualTo(0.0);
    }

    @Test
    void momentsThatDoNotExistAreNamedSo() {
        Diagonal cauchy = new StudentT(new double[] {0.0}, new double[] {1.0}, 1.0);
        Diagonal normal = new Gaussian(new double[] {2.0}, new double[] {1.0});
        Mixture both = new Mixture(new double[] {0.5, 0.5}, new Laws(cauchy, normal));
        assertThat(both.mean(0)).isNaN();
        assertThat(both.variance(0)).isEqualTo(Double.POSITIVE_INFINITY);
        double median = both.quantile(0, 0.5);
        assertThat(both.cdf(0, median)).isCloseTo(0.5, within(1e-12));
        assertThat(new Mixture(new double[] {0.0, 1.0}, new Laws(cauchy, normal)).mean(0))
                .isEqualTo(2.0);
    }

    @Test
    void refusesUnequalCounts() {
        assertThatThrownBy(() -> mixture(0.5, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 weights for 3 components");
    }
}
