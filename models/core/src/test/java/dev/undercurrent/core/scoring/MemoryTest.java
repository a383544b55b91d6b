package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys with a window memory. */
class MemoryTest {

    private static final long SECOND = Fold.SECOND;
    private static final int STAY = 900;

    private static ScorerSettings with(int windows) {
        return ScorerSettings.standard().withMemory(new MemorySettings(windows));
    }

    /** Shapes of equal level, spread and period, in turns: A, B, A, C, B, A. */
    private static double[] turns(SplittableRandom random, int t) {
        double phase = t % 40 / 40.0;
        double x = switch ("ABACBA".charAt(Math.min(t / STAY, 5))) {
            case 'A' -> Math.sin(2 * Math.PI * phase);
            case 'B' -> 2.4 * (phase - 0.5);
            default -> Math.sin(4 * Math.PI * phase);
        };
        return new double[] {20 + x + 0.15 * Draw.normal(random)};
    }

    @Test
    @DisplayName("Regimes told apart by shape alone return under their old number, dated to their onset")
    void recurrence() {
        var fold = new Fold(with(1000), 1);
        Fold.series(MemoryTest::turns, 7, 6 * STAY).forEach(fold::accept);
        List<Verdict> changes =
                fold.verdicts.stream().filter(Verdict::regimeChanged).toList();
        assertThat(changes).extracting(Verdict::regime).containsExactly(1, 0, 2, 1, 0);
        assertThat(changes).extracting(Verdict::previousRegime).containsExactly(0, 1, 0, 2, 1);
        for (int i = 0; i < changes.size(); i++) {
            Verdict v = changes.get(i);
            long onset = (i + 1L) * STAY;
            assertThat(Math.abs(v.regimeSince() / SECOND - onset)).isLessThan(60);
            assertThat(v.time() / SECOND - onset).isBetween(60L, 250L);
            assertThat(v.regimeProbability()).isBetween(0.5, 1.0);
            assertThat(Math.abs(v.previousDwell() / SECOND - STAY)).isLessThan(100);
            assertThat(fold.verdicts.get((int) v.sequence() - 1).changeProbability())
                    .isBetween(0.0, 0.5);
        }
        assertThat(fold.last().members()).extracting("name").containsExactly("hmm", "memory");
    }

    @Test
    @DisplayName("Through bytes and copies at random points verdicts are the same bit for bit")
    void roundTrip() {
        var settings = with(300).withForecast(4, 7);
        var straight = new Fold(settings, 1);
        var broken = new Fold(settings, 1);
        var random = new SplittableRandom(3);
        for (Arrival arrival : Fold.series(MemoryTest::turns, 8, 3 * STAY)) {
            straight.accept(arrival);
            if (random.nextInt(60) == 0) {
                byte[] before = broken.bytes();
                broken.restore(settings);
                assertThat(broken.bytes()).isEqualTo(before);
            } else if (random.nextInt(60) == 0) {
                broken.state = broken.states.copy(broken.state);
            }
            broken.accept(arrival);
        }
        Verdicts.assertSame(broken.verdicts, straight.verdicts);
    }

    private static int bytes(ScorerSettings settings, int rows) {
        var fold = new Fold(settings, 1);
        var random = new SplittableRandom(5);
        for (int t = 0; t < rows; t++) {
            fold.accept(t * SECOND, random.nextDouble());
        }
        return fold.bytes().length;
    }

    @Test
    @DisplayName("A full memory takes so many bytes, and no more however long the series")
    void bytesPerKey() {
        int without = bytes(ScorerSettings.standard(), 3000);
        int[] windows = {200, 1000, 4000};
        for (int w : windows) {
            int kept = w + 64 + 256;
            int rows = 8 + 3 * 8 + 8 * kept + 8 + 3 + kept - 2;
            int neighbours = 2 + 8 + 4 + 8 + w * 3 * (4 + 2) + 8 + 8 + 8;
            int law = 2 * 8 + 2 * 8 + 8 * 4 + 8 * 8 + 8;
            int regimes = 4 + 4 + 8 + 8 + 1;
            // weights and backtests of members, rarity of one more
            int lineage = ("+memory/1/" + w).length();
            int weights = 2 * 4 + 10 + 4 * 20;
            int planned = 8 + 1 + rows + neighbours + law + regimes + lineage + weights;
            assertThat(bytes(with(w), 2 * kept) - without).isEqualTo(planned);
            assertThat(bytes(with(w), 2 * kept + 777) - without).isEqualTo(planned);
        }
    }

    @Test
    @DisplayName("Settings survive their bytes, and each length has a lineage of its own")
    void settings() {
        var settings = with(777);
        var out = new ByteSink(16);
        settings.write(out);
        var again = ScorerSettings.read(new ByteSource(out.toBytes()));
        assertThat(again).usingRecursiveComparison().isEqualTo(settings);
        assertThat(again.modelId())
                .isEqualTo(settings.modelId())
                .isNotEqualTo(with(778).modelId());
        assertThat(settings.lineage()).endsWith("+memory/1/777");
    }
}
