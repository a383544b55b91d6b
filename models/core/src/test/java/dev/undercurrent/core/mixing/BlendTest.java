package dev.undercurrent.core.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.DensityContract;
import dev.undercurrent.core.Gaussian;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.StudentT;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What several laws say together obeys what every law over readings does. */
class BlendTest {

    private static final double[] WEIGHTS = {0.3, 0.6, 0.1};

    private static Density[] laws(int channels) {
        double[][] locations = {{0, 3}, {1.5, 2}, {-2, 3.5}};
        double[][] scales = {{1, 0.5}, {0.7, 2}, {3, 1}};
        Density[] laws = new Density[3];
        for (int m = 0; m < 3; m++) {
            double[] location = java.util.Arrays.copyOf(locations[m], channels);
            double[] scale = java.util.Arrays.copyOf(scales[m], channels);
            laws[m] = m == 1 ? new Gaussian(location, scale) : new StudentT(location, scale, 4 + m);
        }
        return laws;
    }

    private static Blend blend(int channels) {
        return new Blend(WEIGHTS.clone(), laws(channels), channels);
    }

    @Nested
    class OneChannel extends DensityContract {
        @Override
        protected Density law() {
            return blend(1);
        }

        @Override
        protected boolean exactTail() {
            return false;
        }
    }

    @Nested
    class TwoChannels extends DensityContract {
        @Override
        protected Density law() {
            return blend(2);
        }

        @Override
        protected boolean exactTail() {
            return false;
        }
    }

    @Test
    @DisplayName("the joint density is the mixture of the members' joint densities, channels being dependent")
    void mixesJointDensities() {
        Density[] laws = laws(2);
        var x = new Reading(0, new double[] {0.4, 2.2});
        double density = 0;
        for (int m = 0; m < 3; m++) {
            density += WEIGHTS[m] * StrictMath.exp(-laws[m].surprisal(x));
        }
        assertThat(blend(2).surprisal(x)).isCloseTo(-StrictMath.log(density), within(1e-13));
    }

    @Test
    @DisplayName("answers kept of one event are not those of another, nor of other laws or weights")
    void keepsNothingTooLong() {
        double[] weights = WEIGHTS.clone();
        Density[] laws = laws(2);
        var blend = new Blend(weights, laws, 2);
        double[] values = {0.4, 2.2};
        var x = new Reading(0, values);
        blend.surprisal(x);
        blend.tail(x);
        // the same object, with other values: scratch of a caller
        values[1] = Double.NaN;
        assertSame(blend, new Blend(WEIGHTS, laws(2), 2), x);
        values[1] = -7;
        assertSame(blend, new Blend(WEIGHTS, laws(2), 2), x);
        laws[0] = new Gaussian(new double[] {9, 9}, new double[] {1, 1});
        weights[0] = 0.6;
        weights[1] = 0.3;
        blend.refresh();
        assertSame(blend, new Blend(weights, laws, 2), x);
        double[] before = new Blend(weights, laws, 2).surprisals(x).clone();
        assertThat(blend.surprisals(x)).isEqualTo(before);
    }

    private static void assertSame(Blend found, Blend expected, Reading x) {
        for (int twice = 0; twice < 2; twice++) {
            assertThat(found.surprisal(x)).isEqualTo(expected.surprisal(x));
            assertThat(found.tail(x)).isEqualTo(expected.tail(x));
        }
    }
}
