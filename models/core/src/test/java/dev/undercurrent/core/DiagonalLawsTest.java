package dev.undercurrent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DiagonalLawsTest {

    private static final double[] ONE = {1.5};
    private static final double[] TWO = {0.5};
    private static final double[] LOCATIONS = {-2.0, 0.0, 30.0};
    private static final double[] SCALES = {0.1, 1.0, 7.0};

    @Nested
    class OneGaussian extends DensityContract {
        @Override
        protected Density law() {
            return new Gaussian(ONE, TWO);
        }
    }

    @Nested
    class ThreeGaussians extends DensityContract {
        @Override
        protected Density law() {
            return new Gaussian(LOCATIONS, SCALES);
        }
    }

    @Nested
    class OneStudentOfFour extends DensityContract {
        @Override
        protected Density law() {
            return new StudentT(ONE, TWO, 4.0);
        }
    }

    @Nested
    class ThreeStudentsOfFive extends DensityContract {
        @Override
        protected Density law() {
            return new StudentT(LOCATIONS, SCALES, 5.0);
        }
    }

    @Nested
    class Cauchy extends DensityContract {
        @Override
        protected Density law() {
            return new StudentT(ONE, TWO, 1.0);
        }
    }

    @Test
    void densitiesAreThoseOfTheTextbook() {
        Reading x = new Reading(0, new double[] {2.25});
        double gaussian = 0.5 * StrictMath.log(2.0 * Math.PI) + StrictMath.log(0.5) + 0.5 * 1.5 * 1.5;
        assertThat(new Gaussian(ONE, TWO).surprisal(x)).isCloseTo(gaussian, within(1e-15));
        double cauchy = StrictMath.log(Math.PI * 0.5 * (1.0 + 1.5 * 1.5));
        assertThat(new StudentT(ONE, TWO, 1.0).surprisal(x)).isCloseTo(cauchy, within(5e-15));
        // ν = 4: p(t) = 3/8 (1 + t²/4)^(−5/2)
        double four = -StrictMath.log(0.375 / 0.5 * StrictMath.pow(1.0 + 1.5 * 1.5 / 4.0, -2.5));
        assertThat(new StudentT(ONE, TWO, 4.0).surprisal(x)).isCloseTo(four, within(5e-15));
    }

    @Test
    void momentsThatDoNotExistAreNamedSo() {
        assertThat(new StudentT(ONE, TWO, 1.0).mean(0)).isNaN();
        assertThat(new StudentT(ONE, TWO, 2.0).variance(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new StudentT(ONE, TWO, 4.0).variance(0)).isEqualTo(0.5);
    }

    @Test
    void refusesWhatIsNoLaw() {
        assertThatThrownBy(() -> new Gaussian(ONE, new double[] {0.0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scale 0.0");
        assertThatThrownBy(() -> new Gaussian(new double[] {Double.NaN}, TWO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("location NaN");
        assertThatThrownBy(() -> new Gaussian(LOCATIONS, TWO)).hasMessageContaining("3 channels");
        assertThatThrownBy(() -> new StudentT(ONE, TWO, 0.0)).hasMessageContaining("degrees of freedom are 0.0");
    }
}
