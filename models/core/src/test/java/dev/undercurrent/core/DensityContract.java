package dev.undercurrent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every law over readings obeys; extend it and name the law. */
public abstract class DensityContract {

    static final long SEED = 42;
    private static final int DRAWS = 4_000;
    /** Kolmogorov's distance that 4,000 uniform draws exceed with probability 1e-4. */
    private static final double KOLMOGOROV = 2.23 / Math.sqrt(DRAWS);

    protected abstract Density law();

    /** True where the tail is exact, so that the tails of the law's own draws are uniform. */
    protected boolean exactTail() {
        return true;
    }

    @Test
    void theDensityOfEachChannelIntegratesToOneAndItsIntegralIsTheCdf() {
        Density law = law();
        for (int c = 0; c < law.channels(); c++) {
            double centre = law.quantile(c, 0.5);
            double step = 0.002;
            double sum = 0.0;
            for (int i = -20_000; i <= 20_000; i++) {
                double x = centre + StrictMath.sinh(i * step);
                double half = 0.5 * StrictMath.exp(-law.surprisal(c, x)) * StrictMath.cosh(i * step) * step;
                sum += half;
                if (i % 500 == 0) {
                    assertThat(law.cdf(c, x))
                            .as("cdf of channel %d at %s", c, x)
                            .isCloseTo(sum, within(2e-6));
                }
                sum += half;
            }
            assertThat(sum).as("channel %d", c).isCloseTo(1.0, within(1e-10));
        }
    }

    @Test
    void theQuantileInvertsTheCdf() {
        Density law = law();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 200; i++) {
            int c = i % law.channels();
            double p = i < 100 ? random.nextDouble() : StrictMath.pow(10.0, -9.0 * random.nextDouble());
            double x = law.quantile(c, p);
            assertThat(law.cdf(c, x)).as("p = %s", p).isCloseTo(p, within(1e-10 * p + 1e-14));
        }
    }

    @Test
    void drawsFollowTheCdfOfEachChannel() {
        Density law = law();
        SplittableRandom random = new SplittableRandom(SEED);
        double[][] uniform = new double[law.channels()][DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double[] x = ((Reading) law.sample(7, random)).values();
            for (int c = 0; c < x.length; c++) {
                uniform[c][i] = law.cdf(c, x[c]);
            }
        }
        for (double[] u : uniform) {
            assertThat(distanceFromUniform(u)).isLessThan(KOLMOGOROV);
        }
    }

    @Test
    void meanAndVarianceAreThoseOfTheDraws() {
        Density law = law();
        SplittableRandom random = new SplittableRandom(SEED);
        double[] sum = new double[law.channels()];
        double[] squares = new double[law.channels()];
        for (int i = 0; i < DRAWS; i++) {
            double[] x = ((Reading) law.sample(7, random)).values();
            for (int c = 0; c < x.length; c++) {
                sum[c] += x[c];
                squares[c] += (x[c] - law.mean(c)) * (x[c] - law.mean(c));
            }
        }
        for (int c = 0; c < sum.length; c++) {
            if (law.variance(c) < Double.POSITIVE_INFINITY) {
                double error = Math.sqrt(law.variance(c) / DRAWS);
                assertThat(sum[c] / DRAWS).isCloseTo(law.mean(c), within(4 * error));
                assertThat(squares[c] / DRAWS / law.variance(c)).isBetween(0.7, 1.4);
            }
        }
    }

    @Test
    void theTailOfTheLawsOwnDrawsIsUniform() {
        Density law = law();
        SplittableRandom random = new SplittableRandom(SEED);
        double[] tails = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            tails[i] = law.tail(law.sample(7, random));
            assertThat(tails[i]).isBetween(0.0, 1.0);
        }
        if (exactTail()) {
            assertThat(distanceFromUniform(tails)).isLessThan(KOLMOGOROV);
        }
    }

    @Test
    void aMissingChannelCostsNothing() {
        Density law = law();
        Reading missing = Reading.missing(7, law.channels());
        assertThat(law.surprisal(missing)).isEqualTo(0.0);
        assertThat(law.tail(missing)).isEqualTo(1.0);
        for (int c = 0; c < law.channels(); c++) {
            double[] values = missing.values().clone();
            values[c] = law.quantile(c, 0.8);
            double alone = law.surprisal(c, values[c]);
            assertThat(law.surprisal(new Reading(7, values))).isCloseTo(alone, within(1e-12));
            assertThat(law.surprisal(c, Double.NaN)).isEqualTo(0.0);
        }
    }

    @Test
    void theFartherTheMoreSurprisingAndNeverNaN() {
        Density law = law();
        double lastTail = 1.0;
        double lastSurprisal = Double.NEGATIVE_INFINITY;
        for (double p = 0.999; p < 1.0 - 1e-15; p += 0.1 * (1.0 - p)) {
            Reading x = at(law, law.quantile(0, p));
            assertThat(law.tail(x)).isLessThanOrEqualTo(lastTail);
            assertThat(law.surprisal(x)).isGreaterThanOrEqualTo(lastSurprisal);
            lastTail = law.tail(x);
            lastSurprisal = law.surprisal(x);
        }
        for (double far : new double[] {1e20, -1e100, 1e160, 1e308, -Double.MAX_VALUE}) {
            assertThat(law.surprisal(at(law, far))).isNotNaN().isGreaterThan(lastSurprisal);
            assertThat(law.tail(at(law, far))).isBetween(0.0, 1e-8);
        }
    }

    /** x in channel 0, the median elsewhere. */
    private static Reading at(Density law, double x) {
        double[] values = new double[law.channels()];
        for (int c = 0; c < values.length; c++) {
            values[c] = c == 0 ? x : law.quantile(c, 0.5);
        }
        return new Reading(7, values);
    }

    private static double distanceFromUniform(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double distance = 0.0;
        for (int i = 0; i < sorted.length; i++) {
            double below = (double) i / sorted.length;
            double above = (i + 1.0) / sorted.length;
            distance = Math.max(distance, Math.max(sorted[i] - below, above - sorted[i]));
        }
        return distance;
    }
}
