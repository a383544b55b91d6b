package dev.undercurrent.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryTest {

    private static final long SEED = 20_240_601;
    private static final double[] EDGES = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        -0.5,
        2.0,
        -2.0,
        3.0,
        -3.0,
        1e-20,
        -1e-20,
        1e-300,
        -1e-300,
        1e20,
        1e300,
        -1e300,
        1.5,
        -0.29,
        0.41,
        708.0,
        -708.0,
        709.7,
        709.8,
        710.0,
        -708.4,
        -740.0,
        -745.0,
        -745.2,
        -746.0,
        1e16,
        9007199254740992.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private static double range(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A positive normal number, its logarithm uniform. */
    private static double wide(SplittableRandom random) {
        return Double.longBitsToDouble(random.nextLong(0x0010000000000000L, 0x7ff0000000000000L));
    }

    @Test
    void expIsWithinEightTenthsOfAnUlp() {
        SplittableRandom random = new SplittableRandom(SEED);
        double worst = 0.0;
        for (int i = 0; i < 6_000; i++) {
            double x = i % 2 == 0 ? range(random, -1.0, 1.0) : range(random, -708.0, 709.7);
            worst = Math.max(worst, ExactElementary.ulps(Elementary.exp(x), ExactElementary.exp(new BigDecimal(x))));
        }
        assertThat(worst).as("seed %d", SEED).isLessThan(0.8);
    }

    @Test
    void logIsWithinOneUlp() {
        SplittableRandom random = new SplittableRandom(SEED);
        double worst = 0.0;
        for (int i = 0; i < 4_000; i++) {
            double x = i % 2 == 0 ? range(random, 0.5, 2.0) : wide(random);
            worst = Math.max(worst, ExactElementary.ulps(Elementary.log(x), ExactElementary.log(new BigDecimal(x))));
        }
        assertThat(worst).as("seed %d", SEED).isLessThan(1.0);
    }

    @Test
    void log1pIsWithinOneAndAHalfUlp() {
        SplittableRandom random = new SplittableRandom(SEED);
        double worst = 0.0;
        for (int i = 0; i < 4_000; i++) {
            double x = i % 2 == 0 ? range(random, -0.999, 2.0) : StrictMath.pow(10.0, range(random, -12.0, 12.0));
            BigDecimal exact = ExactElementary.log(BigDecimal.ONE.add(new BigDecimal(x)));
            worst = Math.max(worst, ExactElementary.ulps(Elementary.log1p(x), exact));
        }
        assertThat(worst).as("seed %d", SEED).isLessThan(1.5);
    }

    @Test
    void powIsWithinOneUlp() {
        SplittableRandom random = new SplittableRandom(SEED);
        double worst = 0.0;
        for (int i = 0; i < 4_000; i++) {
            double x = i % 2 == 0 ? range(random, 0.5, 2.0) : wide(random);
            double y = range(random, -700.0, 700.0) / Math.max(1e-3, Math.abs(StrictMath.log(x)));
            BigDecimal exact = ExactElementary.exp(new BigDecimal(y).multiply(ExactElementary.log(new BigDecimal(x))));
            worst = Math.max(worst, ExactElementary.ulps(Elementary.pow(x, y), exact));
        }
        assertThat(worst).as("seed %d", SEED).isLessThan(1.0);
    }

    @Test
    void agreesWithTheStrictLibraryWithinTwoUlpOverManyArguments() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 300_000; i++) {
            double x = range(random, -750.0, 712.0);
            double positive = wide(random);
            close(Elementary.exp(x), StrictMath.exp(x), 2);
            close(Elementary.log(positive), StrictMath.log(positive), 2);
            close(Elementary.log1p(positive), StrictMath.log1p(positive), 2);
            double y = range(random, -3.0, 3.0);
            close(Elementary.pow(positive, y), StrictMath.pow(positive, y), 2);
        }
    }

    @Test
    void specialValuesAreThoseOfTheStrictLibrary() {
        for (double x : EDGES) {
            edge("exp", Elementary::exp, StrictMath::exp, x);
            edge("log", Elementary::log, StrictMath::log, x);
            edge("log1p", Elementary::log1p, StrictMath::log1p, x);
            for (double y : EDGES) {
                edge(x + " to the power", v -> Elementary.pow(x, v), v -> StrictMath.pow(x, v), y);
            }
        }
        assertThat(Elementary.log(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
    }

    private static void edge(String name, DoubleUnaryOperator mine, DoubleUnaryOperator strict, double x) {
        double expected = strict.applyAsDouble(x);
        double value = mine.applyAsDouble(x);
        boolean exact = Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0.0;
        if (exact) {
            assertThat(Double.valueOf(value)).as("%s %s", name, x).isEqualTo(Double.valueOf(expected));
        } else {
            assertThat(Math.abs(value - expected)).as("%s %s", name, x).isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
    }

    private static void close(double value, double expected, int ulps) {
        if (value != expected && !(Math.abs(value - expected) <= ulps * Math.ulp(expected))) {
            assertThat(value).isEqualTo(expected);
        }
    }
}
