package dev.undercurrent.training.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StartsTest {

    private static final double GAUSSIAN = Double.POSITIVE_INFINITY;

    private static Starts starts(double[][] z) {
        return new Starts(List.<double[][]>of(z), Units.raw(z[0].length), GAUSSIAN, 1e-3);
    }

    @ParameterizedTest
    @EnumSource(names = {"EVENTS", "STRETCHES", "RANDOM"})
    @DisplayName("Equal seeds give equal starts; with missing values they are models all the same")
    void seeded(Starts.Kind kind) {
        SplittableRandom random = new SplittableRandom(61);
        HmmModel truth = Simulated.random(random, 3, 2, GAUSSIAN);
        double[][] z = Simulated.from(truth, 400, random).missing(0.3, random).series();
        HmmModel one = starts(z).of(kind, 3, 17);
        HmmModel other = starts(z).of(kind, 3, 17);
        assertThat(other.emissions().location()).isDeepEqualTo(one.emissions().location());
        assertThat(other.transition()).isDeepEqualTo(one.transition());
        if (kind == Starts.Kind.RANDOM) {
            assertThat(starts(z).of(kind, 3, 18).emissions().location()[0][0])
                    .isNotEqualTo(one.emissions().location()[0][0]);
        }
    }

    @Test
    @DisplayName("Clusters of events find levels, clusters of stretches find spreads")
    void kinds() {
        SplittableRandom random = new SplittableRandom(62);
        HmmModel levels = Simulated.sticky(0.98, new double[][] {{-5}, {5}}, new double[][] {{1}, {1}}, GAUSSIAN);
        HmmModel found = Alignment.canonical(
                starts(Simulated.from(levels, 1000, random).series()).of(Starts.Kind.EVENTS, 2, 1));
        assertThat(found.emissions().location()[0][0]).isCloseTo(-5.0, within(0.3));
        assertThat(found.emissions().location()[1][0]).isCloseTo(5.0, within(0.3));
        assertThat(found.transition()[0][0]).isGreaterThan(0.9);

        HmmModel spreads = Simulated.sticky(0.99, new double[][] {{0}, {0}}, new double[][] {{0.2}, {3}}, GAUSSIAN);
        HmmModel spread = starts(Simulated.from(spreads, 2000, random).series()).of(Starts.Kind.STRETCHES, 2, 1);
        double a = spread.emissions().scale()[0][0];
        double b = spread.emissions().scale()[1][0];
        assertThat(Math.max(a, b)).isCloseTo(3.0, within(0.4));
        assertThat(Math.min(a, b)).isLessThan(0.6);
    }

    @Test
    @DisplayName("Fewer distinct values than regimes, a single event, nothing but missing values: still a model")
    void degenerate() {
        for (Starts.Kind kind : new Starts.Kind[] {Starts.Kind.EVENTS, Starts.Kind.STRETCHES, Starts.Kind.RANDOM}) {
            for (double[][] z : new double[][][] {new double[30][1], {{2}}, {{Double.NaN}, {Double.NaN}}}) {
                HmmModel start = starts(z).of(kind, 4, 3);
                assertThat(start.states()).isEqualTo(4);
                BaumWelch.Fit fit = BaumWelch.of(new StickyPrior(20, 50, 1)).fit(start, List.<double[][]>of(z));
                assertThat(fit.evidence()).isFinite();
            }
        }
    }
}
