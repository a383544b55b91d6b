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
        assertThat(hear(0.25)).isEqualTo(Rarity.MAX);
        assertThat(hear(random.nextDouble())).isZero();
    }

    @Test
    @DisplayName(
            "What stands still every night is rare in the first one only, and again when it lasts half as long again")
    void nights() {
        SplittableRandom random = new SplittableRandom(2);
        for (int night = 0; night < 6; night++) {
            double most = 0;
            for (int row = 0; row < 192; row++) {
                most = Math.max(most, hear(random.nextDouble()));
            }
            assertThat(most).isZero();
            for (int row = 0; row < 96 + night; row++) {
                most = Math.max(most, hear(0));
            }
            assertThat(most).as("night %d", night).isEqualTo(night == 0 ? Rarity.MAX : 0);
        }
        double most = 0;
        for (int row = 0; row < 200; row++) {
            most = Math.max(most, hear(0));
        }
        assertThat(most).isGreaterThan(6);
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
        double known = s[7];
        // ten equal values among twenty events, two beyond eight
        assertThat(c).isCloseTo(-2 * Math.log10(known) - Math.log10(2), within(1e-9));
    }
}
