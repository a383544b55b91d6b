package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.math.Draw;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegimeSourceTest {

    private static final int DWELL = 80;

    @Test
    @DisplayName("beside a memory, one of several channels that changes its level is a regime that comes back")
    void severalChannels() {
        var settings = ScorerSettings.standard().withMemory(MemorySettings.STANDARD);
        Scorer scorer = Scorers.of(settings, 4);
        KeyState state = scorer.start("machine");
        var random = new SplittableRandom(5);
        Verdict[] last = new Verdict[1];
        int[] regimes = new int[2];
        int wrong = 0;
        for (int t = 0; t < 20 * DWELL; t++) {
            int high = t / DWELL % 2;
            double[] x = new double[4];
            for (int c = 0; c < 4; c++) {
                x[c] = Draw.normal(random) + (c == 2 ? 8 * high : 0);
            }
            scorer.accept(state, new Arrival(new Reading(t * 1_000_000L, x), 0, t), (Heard) v -> last[0] = v);
            boolean settled = t % DWELL == DWELL - 1;
            if (settled && t < 12 * DWELL) {
                regimes[high] = last[0].regime();
            } else if (settled && last[0].regime() != regimes[high]) {
                wrong++;
            }
        }
        assertThat(regimes[0]).isNotEqualTo(regimes[1]);
        assertThat(wrong).isZero();
    }

    /** Verdicts alone. */
    private interface Heard extends Outcome {
        void verdict(Verdict verdict);

        @Override
        default void scored(Arrival arrival, Verdict verdict) {
            verdict(verdict);
        }

        @Override
        default void late(Arrival arrival, long clock) {
            throw new IllegalStateException();
        }

        @Override
        default void duplicate(Arrival arrival) {
            throw new IllegalStateException();
        }
    }
}
