package dev.undercurrent.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunsTest {

    private final Runs runs = new Runs(1);
    private final double[] state = runs.start();
    private long events;

    private double hear(double value) {
        return runs.update(state, new double[] {value}, events++);
    }

    @Test
    @DisplayName(
            "A reading that never repeats is rare once it stands still for more than eight rows: −log10 q for each more")
    void frozen() {
        SplittableRandom random = new SplittableRandom(1);
        for (int t = 0; t < 998; t++) {
            assertThat(hear(random.nextDouble())).isZero();
        }
        for (int row = 1; row <= 8; row++) {
            assertThat(hear(0.25)).isZero();
        }
        // 7 repeats among 1,006 events, by the rule of Krichevsky and Trofimov
        double each = -Math.log10(7.5 / 1007);
        assertThat(hear(0.25)).isCloseTo(each, within(1e-9));
        assertThat(hear(0.25)).isCloseTo(2 * each, within(1e-9));
        for (int row = 0; row < 10; row++) {
            hear(0.25);
        }
        assertThat(hear(0.25)).isCloseTo(1.5 * Math.log10((double) events), within(1e-9));
        assertThat(hear(random.nextDouble())).isZero();
    }

    @Test
    @DisplayName("A series rests where its longest run was, however long; at any other value it does not")
    void rest() {
        SplittableRandom random = new SplittableRandom(2);
        for (int night = 0; night < 6; night++) {
            double most = 0;
            for (int row = 0; row < 192; row++) {
                most = Math.max(most, hear(random.nextDouble()));
            }
            assertThat(most).isZero();
            for (int row = 0; row < 96 + 40 * night; row++) {
                most = Math.max(most, hear(0));
            }
            assertThat(most > 0).as("night %d", night).isEqualTo(night == 0);
        }
        for (int row = 0; row < 192; row++) {
            hear(random.nextDouble());
        }
        double most = 0;
        for (int row = 0; row < 499; row++) {
            most = Math.max(most, hear(0.5));
        }
        assertThat(most).isGreaterThan(3);
    }

    @Test
    @DisplayName("What never was in a hundred events is no rarer than one in a thousand")
    void support() {
        SplittableRandom random = new SplittableRandom(6);
        for (int t = 0; t < 99; t++) {
            hear(random.nextDouble());
        }
        double most = 0;
        for (int row = 0; row < 50; row++) {
            most = Math.max(most, hear(0.25));
        }
        assertThat(most).isBetween(3.0, 1.5 * Math.log10(150));
    }

    @Test
    @DisplayName("A series that never moved is not rare, nor is one that has stood still for five hundred events")
    void constant() {
        for (int t = 0; t < 5000; t++) {
            assertThat(hear(20.5)).isZero();
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int t = 0; t < 20_000; t++) {
            hear(random.nextDouble());
        }
        double most = 0;
        for (int t = 1; t < 500; t++) {
            most = Math.max(most, hear(7));
        }
        assertThat(most).isGreaterThan(5);
        for (int t = 0; t < 5000; t++) {
            assertThat(hear(7)).isZero();
        }
    }

    @Test
    @DisplayName(
            "Counts repeat by chance: 100,000 of them, and runs longer than any before, are rare as rarely as they come")
    void counts() {
        SplittableRandom random = new SplittableRandom(3);
        int rare = 0;
        for (int t = 0; t < 100_000; t++) {
            rare += hear(random.nextInt(4) == 0 ? 1 : 0) >= 3 ? 1 : 0;
        }
        assertThat(rare).isLessThan(100);
    }

    @Test
    @DisplayName(
            "A missing value neither ends nor lengthens a run; of several channels the rarest counts, less their number")
    void channels() {
        Runs two = new Runs(2);
        double[] s = two.start();
        SplittableRandom random = new SplittableRandom(4);
        double c = 0;
        for (int t = 0; t < 499; t++) {
            c = two.update(
                    s,
                    new double[] {random.nextDouble(), t < 480 ? random.nextDouble() : t % 2 == 0 ? 7 : Double.NaN},
                    t);
        }
        double known = s[9];
        // ten equal values among twenty events, two beyond eight
        assertThat(c).isCloseTo(-2 * Math.log10(known) - Math.log10(2), within(1e-9));
    }
}
