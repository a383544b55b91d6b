package dev.undercurrent.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.math.Draw;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BandTest {

    private interface Source {
        double next(SplittableRandom random, int t);
    }

    private static double coverage(double wanted, Source source) {
        var random = new SplittableRandom(10);
        var band = new Band(wanted);
        float width = band.start();
        int inside = 0;
        int n = 20_000;
        for (int t = 0; t < n; t++) {
            boolean outside = Math.abs(source.next(random, t)) > width;
            inside += outside ? 0 : 1;
            width = band.learn(width, outside ? 1 : 0);
        }
        return inside / (double) n;
    }

    @Test
    @DisplayName(
            "in the long run the wanted share of events falls inside, also of heavy-tailed, skewed and drifting data")
    void covers() {
        for (double wanted : new double[] {0.9, 0.95}) {
            assertThat(coverage(wanted, (r, t) -> Draw.normal(r))).isCloseTo(wanted, within(0.01));
            assertThat(coverage(wanted, (r, t) -> Draw.student(r, 3))).isCloseTo(wanted, within(0.01));
            assertThat(coverage(wanted, (r, t) -> -StrictMath.log(Draw.uniform(r)) - 1))
                    .isCloseTo(wanted, within(0.01));
            assertThat(coverage(wanted, (r, t) -> (1 + t / 2000.0) * Draw.normal(r)))
                    .isCloseTo(wanted, within(0.01));
        }
    }

    @Test
    @DisplayName("of several channels the share that falls outside is what counts")
    void countsChannels() {
        var random = new SplittableRandom(11);
        var band = new Band(0.9);
        float width = band.start();
        double outside = 0;
        for (int t = 0; t < 20_000; t++) {
            double share = 0;
            for (int c = 0; c < 3; c++) {
                share += Math.abs(2 * Draw.normal(random)) > width ? 1 / 3.0 : 0;
            }
            outside += share / 20_000;
            width = band.learn(width, share);
        }
        assertThat(outside).isCloseTo(0.1, within(0.01));
    }

    @Test
    @DisplayName("the width stays within bounds whatever happens")
    void isBounded() {
        var band = new Band(0.95);
        float wide = band.start();
        float narrow = band.start();
        for (int t = 0; t < 100_000; t++) {
            wide = band.learn(wide, 1);
            narrow = band.learn(narrow, 0);
        }
        assertThat(wide).isEqualTo(50 * band.start());
        assertThat((double) narrow).isCloseTo(0.05 * band.start(), within(1e-6));
    }
}
