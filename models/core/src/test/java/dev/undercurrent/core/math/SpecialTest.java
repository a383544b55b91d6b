package dev.undercurrent.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialTest {

    /** Golden values of 60 digits, one function at a time, with the error its Javadoc states. */
    @ParameterizedTest
    @CsvSource({
        "erf, 5e-16",
        "erfc, 2e-15",
        "normalCdf, 2e-15",
        "normalQuantile, 2e-15",
        "logGamma, 1e-14",
        "logBeta, 1e-14",
        "regularisedBeta, 1e-13",
        "regularisedGammaQ, 1e-12",
        "chiSquareTail, 5e-15",
        "studentCdf, 1e-13",
        "studentQuantile, 5e-13"
    })
    void isAsAccurateAsStated(String function, double tolerance) throws IOException {
        double worst = 0.0;
        String where = "";
        int checked = 0;
        try (InputStream in = SpecialTest.class.getResourceAsStream("special-functions.csv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                if (!cells[0].equals(function)) {
                    continue;
                }
                double expected = Double.parseDouble(cells[cells.length - 1]);
                double value = value(cells);
                double scale = function.startsWith("log") ? Math.max(1.0, Math.abs(expected)) : Math.abs(expected);
                double error = value == expected ? 0.0 : Math.abs(value - expected) / scale;
                checked++;
                if (!(error <= worst)) {
                    worst = error;
                    where = line + " but was " + value;
                }
            }
        }
        assertThat(checked).isGreaterThan(9);
        assertThat(worst).as("worst at %s", where).isLessThanOrEqualTo(tolerance);
    }

    @Test
    void theRoundedTailIsTheTailToFourDigitsHoweverFarOut() {
        double worst = 0;
        for (double nu = 2; nu < 1e9; nu *= nu < 40 ? 1.013 : 1.7) {
            for (double t = 1e-6; t < 1e200; t *= t < 100 ? 1.04 : 13) {
                double exact = Special.studentTail(t, nu);
                double log = t < 1e150 ? StrictMath.log1p(t * t / nu) : 2 * StrictMath.log(t) - StrictMath.log(nu);
                if (exact > 1e-290) {
                    worst = Math.max(worst, Math.abs(Special.studentTailRounded(t, nu, log) / exact - 1));
                }
            }
            assertThat(Special.studentTailRounded(0, nu, 0)).isCloseTo(0.5, within(5e-5));
        }
        assertThat(worst).isBetween(2e-5, 1e-4);
        assertThat(Special.studentTailRounded(Double.POSITIVE_INFINITY, 3, Double.POSITIVE_INFINITY))
                .isZero();
    }

    private static double value(String[] cells) {
        double a = Double.parseDouble(cells[1]);
        double b = Double.parseDouble(cells[2]);
        return switch (cells[0]) {
            case "erf" -> Special.erf(a);
            case "erfc" -> Special.erfc(a);
            case "normalCdf" -> Special.normalCdf(a);
            case "normalQuantile" -> Special.normalQuantile(a);
            case "logGamma" -> Special.logGamma(a);
            case "logBeta" -> Special.logBeta(a, b);
            case "regularisedGammaQ" -> Special.regularisedGammaQ(a, b);
            case "chiSquareTail" -> Special.chiSquareTail((int) a, b);
            case "studentCdf" -> Special.studentCdf(a, b);
            case "studentQuantile" -> Special.studentQuantile(a, b);
            case "regularisedBeta" -> Special.regularisedBeta(a, b, Double.parseDouble(cells[3]));
            default -> throw new IllegalArgumentException(cells[0]);
        };
    }

    /** Abramowitz and Stegun, Handbook of Mathematical Functions (1964), tables 7.1, 26.1, 26.9 and 26.10. */
    @Test
    void agreesWithPublishedTables() {
        assertThat(Special.erf(1.0)).isCloseTo(0.8427007929, within(5e-11));
        assertThat(Special.normalCdf(1.0)).isCloseTo(0.841344746068543, within(5e-16));
        assertThat(Special.normalQuantile(0.975)).isCloseTo(1.959963984540054, within(1e-15));
        assertThat(Special.studentQuantile(0.975, 4.0)).isCloseTo(2.776, within(5e-4));
        assertThat(Special.studentQuantile(0.995, 10.0)).isCloseTo(3.169, within(5e-4));
        assertThat(Special.regularisedGammaQ(2.5, 11.0705 / 2)).isCloseTo(0.05, within(5e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1.0, 2.0, 3.0, 4.0, 6.5, 40.0, 1e4, Double.POSITIVE_INFINITY})
    void studentQuantileInvertsTheCdf(double nu) {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            double p = i % 3 == 0 ? random.nextDouble() : Elementary.exp(-50.0 * random.nextDouble());
            double back = Special.studentCdf(Special.studentQuantile(p, nu), nu);
            assertThat(back).as("p=%s", p).isCloseTo(p, within(1e-11 * p));
        }
    }

    @Test
    void closedFormsOfStudentAgreeWithTheBetaFunction() {
        for (double t = 0.0; t < 1e6; t = 1.3 * t + 0.01) {
            for (double nu : new double[] {2.0, 4.0}) {
                double y = t * t / (nu + t * t);
                double beta = 0.5 * IncompleteBeta.regularised(nu / (nu + t * t), y, nu / 2, 0.5);
                assertThat(Special.studentTail(t, nu)).isCloseTo(beta, within(1e-13 * beta));
            }
        }
    }

    @Test
    void tailsAreMonotoneAcrossTheSeamsOfTheApproximations() {
        double[] seams = {0.5, 3.0, 0.5 / Math.sqrt(0.5), 3.0 / Math.sqrt(0.5)};
        for (double seam : seams) {
            for (int i = -50; i < 50; i++) {
                double below = seam * (1.0 + i * 1e-13);
                double above = seam * (1.0 + (i + 1) * 1e-13);
                assertThat(Special.erfc(above)).isLessThanOrEqualTo(Special.erfc(below) * (1.0 + 4e-16));
                assertThat(Special.normalCdf(-above)).isLessThanOrEqualTo(Special.normalCdf(-below) * (1.0 + 4e-16));
            }
        }
    }

    @Test
    void limitsAreExact() {
        assertThat(Special.erfc(Double.POSITIVE_INFINITY)).isZero();
        assertThat(Special.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2.0);
        assertThat(Special.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1.0);
        assertThat(Special.normalCdf(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Special.normalCdf(0.0)).isEqualTo(0.5);
        assertThat(Special.normalQuantile(0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Special.studentQuantile(0.5, 3.0)).isZero();
        assertThat(Special.chiSquareTail(0, 7.0)).isEqualTo(1.0);
        for (int d = 1; d < 9; d++) {
            assertThat(Special.chiSquareTail(d, 0.0)).isEqualTo(1.0);
            assertThat(Special.chiSquareTail(d, Double.POSITIVE_INFINITY)).isZero();
        }
        for (double nu : new double[] {0.5, 2.0, 3.0, 4.0, Double.POSITIVE_INFINITY}) {
            assertThat(Special.studentCdf(Double.NEGATIVE_INFINITY, nu)).isZero();
            assertThat(Special.studentCdf(Double.POSITIVE_INFINITY, nu)).isEqualTo(1.0);
            assertThat(Special.studentTail(Double.MAX_VALUE, nu)).isNotNaN().isNotNegative();
        }
        assertThat(Special.erfc(Double.NaN)).isNaN();
        assertThat(Special.normalQuantile(-0.1)).isNaN();
        assertThat(Special.studentCdf(1.0, 0.0)).isNaN();
    }
}
