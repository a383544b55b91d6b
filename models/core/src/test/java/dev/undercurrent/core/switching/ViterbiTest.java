package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ViterbiTest {

    @Test
    void noPathIsMoreProbable() {
        ForwardTest.tinyChains(chain -> {
            double[] best = new double[1];
            chain.paths((path, joint) -> best[0] = Math.max(best[0], joint));
            int[] path = Viterbi.path(chain.initial(), chain.transition(), chain.logDensities());
            double log = Viterbi.logProbability(path, chain.initial(), chain.transition(), chain.logDensities());
            assertThat(log).isCloseTo(StrictMath.log(best[0]), within(1e-12));
        });
    }

    @Test
    void ofEqualPathsTheLowestRegimeIsTaken() {
        float[] even = {0.5f, 0.5f, 0.5f, 0.5f};
        assertThat(Viterbi.path(new double[] {0.5, 0.5}, even, new double[4][2]))
                .containsOnly(0);
        assertThat(Viterbi.path(new double[] {0.5, 0.5}, even, new double[0][2]))
                .isEmpty();
    }

    @Test
    void tenThousandEventsOfSeparateRegimesAreReadOff() {
        SplittableRandom random = new SplittableRandom(8);
        double[][] logs = new double[10_000][3];
        int[] truth = new int[logs.length];
        for (int t = 0; t < logs.length; t++) {
            truth[t] = t == 0 || random.nextInt(50) == 0 ? random.nextInt(3) : truth[t - 1];
            for (int j = 0; j < 3; j++) {
                logs[t][j] = j == truth[t] ? -1.0 : -700.0;
            }
        }
        float[] sticky = {0.98f, 0.01f, 0.01f, 0.01f, 0.98f, 0.01f, 0.01f, 0.01f, 0.98f};
        assertThat(Viterbi.path(new double[] {0.2, 0.3, 0.5}, sticky, logs)).isEqualTo(truth);
    }
}
