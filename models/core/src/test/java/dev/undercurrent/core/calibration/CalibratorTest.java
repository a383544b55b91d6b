package dev.undercurrent.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.math.Draw;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CalibratorTest {

    private static final int N = 20_000;
    private static final int BURN_IN = 500;

    /** p-values, each taken before its v was learnt, of v = wrong(u) for uniform u; the first ones are left out. */
    private static double[] calibrated(long seed, DoubleUnaryOperator wrong, int burnIn) {
        var random = new SplittableRandom(seed);
        float[] s = Calibrator.start();
        double[] p = new double[N - burnIn];
        for (int t = 0; t < N; t++) {
            double v = wrong.applyAsDouble(Draw.uniform(random));
            double calibrated = Calibrator.pValue(s, v);
            Calibrator.learn(s, v);
            if (t >= burnIn) {
                p[t - burnIn] = calibrated;
            }
        }
        return p;
    }

    @Test
    @DisplayName("before the first event the model's word is taken as it is")
    void priorIsIdentity() {
        float[] s = Calibrator.start();
        for (double v = 1; v > 1e-250; v *= 0.7) {
            assertThat(Calibrator.pValue(s, v)).isCloseTo(v, within(1e-12 * v));
        }
    }

    @Test
    @DisplayName("p-values of a right model are uniform from the first event on")
    void uniformStaysUniform() {
        assertThat(Uniformity.distance(calibrated(1, v -> v, 0))).isLessThan(0.012);
    }

    @Test
    @DisplayName("p-values of a model that is wrong in its own way are uniform after a burn-in of 500 events")
    void learnsToCorrect() {
        assertThat(Uniformity.distance(calibrated(2, u -> StrictMath.pow(u, 1.5), BURN_IN)))
                .isLessThan(0.02);
        assertThat(Uniformity.distance(calibrated(3, u -> StrictMath.pow(u, 0.7), BURN_IN)))
                .isLessThan(0.02);
        // one event in ten far more surprising than the model thinks possible
        DoubleUnaryOperator heavy = u -> u < 0.1 ? StrictMath.pow(10 * u, 6) * 0.1 : u;
        assertThat(Uniformity.distance(calibrated(4, heavy, BURN_IN))).isLessThan(0.02);
    }

    @Test
    @DisplayName("the extrapolated tail of a wrong model is right within a factor of three at one in a thousand")
    void tailIsRight() {
        for (double power : new double[] {1.5, 0.7, 4}) {
            int rare = 0;
            for (double p : calibrated(5, u -> StrictMath.pow(u, power), BURN_IN)) {
                rare += p <= 1e-3 ? 1 : 0;
            }
            assertThat(rare / (1e-3 * (N - BURN_IN))).as("v = u^" + power).isBetween(1 / 3.0, 3.0);
        }
    }

    @Test
    @DisplayName("the p-value rises with the model's, lies in (0, 1], and is finite for v = 0, whatever was learnt")
    void isMonotone() {
        var random = new SplittableRandom(6);
        for (double power : new double[] {0.01, 0.7, 1, 1.5, 40}) {
            float[] s = Calibrator.start();
            for (int t = 0; t < 9000; t++) {
                Calibrator.learn(s, StrictMath.pow(random.nextDouble(), power));
                if (t % 500 == 0) {
                    double last = 0;
                    for (double v : new double[] {0, 1e-320, 1e-300, 1e-100, 1e-20, 1e-8, 1e-4, 1e-3, 0.01, 0.039}) {
                        last = rises(s, v, last);
                    }
                    for (double v = 0.04; v < 1; v += 0.001) {
                        last = rises(s, v, last);
                    }
                    rises(s, 1, last);
                }
            }
            double sum = 0;
            for (int i = 0; i <= Calibrator.BINS; i++) {
                sum += s[i];
            }
            assertThat(sum).isLessThan(Calibrator.MEMORY);
        }
    }

    private static double rises(float[] s, double v, double last) {
        double p = Calibrator.pValue(s, v);
        assertThat(p).isGreaterThan(0).isLessThanOrEqualTo(1).isGreaterThanOrEqualTo(last * (1 - 1e-12));
        return p;
    }
}
