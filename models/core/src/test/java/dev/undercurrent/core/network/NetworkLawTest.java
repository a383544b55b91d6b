package dev.undercurrent.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.DensityContract;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Special;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The law of a network obeys what every law over readings does, and is the printed formula. */
class NetworkLawTest {

    private static final float[] THREE = {0.5f, -1, 2, -1.5f, 0, 0.5f, 2.1f, 4, 30, -1.2f, -0.8f, -1.4f};
    private static final float[] NARROW = {0, 0.1f, -0.2f, -1, -0.5f, 0.3f, 5, 8, 6, -0.5f, -1.5f, -1.7f};

    private static NetworkLaw law(int channels) {
        var law = new NetworkLaw(channels);
        law.set(0, THREE, 3, 0.8);
        if (channels > 1) {
            law.set(1, NARROW, -2, 1.5);
        }
        return law;
    }

    @Nested
    class OneChannel extends DensityContract {
        @Override
        protected Density law() {
            return NetworkLawTest.law(1);
        }
    }

    @Nested
    class TwoChannels extends DensityContract {
        @Override
        protected Density law() {
            return NetworkLawTest.law(2);
        }
    }

    /** Densities of Student's t at 0 for 2.1, 4 and 30 degrees of freedom: SciPy 1.10, t.pdf(0, nu). */
    @Test
    void surprisalIsTheFormulaInTheUnitOfTheSeries() {
        double x = 4.1;
        double u = (x - 3) / 0.8;
        double density = 0;
        double weights = 0;
        double[] constants = {0.35547985700002066, 0.375, 0.395632184894097};
        for (int k = 0; k < 3; k++) {
            double scale = StrictMath.exp(THREE[3 + k]);
            double z = (u - THREE[k]) / scale;
            double nu = THREE[6 + k];
            double weight = StrictMath.exp(THREE[9 + k]);
            density += weight * constants[k] * StrictMath.pow(1 + z * z / nu, -(nu + 1) / 2) / scale;
            weights += weight;
        }
        double expected = -StrictMath.log(density / weights / 0.8);
        assertThat(law(1).surprisal(0, x)).isCloseTo(expected, within(1e-8));
        assertThat(law(1).surprisal(new Reading(0, new double[] {x}))).isCloseTo(expected, within(1e-8));
    }

    @Test
    void theConstantIsThatOfTheBetaFunction() {
        for (double nu = 2; nu < 1e7; nu *= 1.07) {
            assertThat(NetworkLaw.peak(nu))
                    .as("degrees of freedom %s", nu)
                    .isCloseTo(Special.studentLogConstant(nu), within(1e-12));
        }
    }

    @Test
    void theTailIsExactFarOut() {
        // 30 degrees of freedom fall off fast, 2.1 do not: they alone are left
        NetworkLaw law = law(1);
        double far = law.tail(new Reading(0, new double[] {1e6}));
        double farther = law.tail(new Reading(0, new double[] {2e6}));
        // a power law: one sided, twice
        assertThat(far / farther).isCloseTo(StrictMath.pow(2, 2.1), within(1e-3));
        assertThat(far).isPositive().isLessThan(1e-12);
    }
}
