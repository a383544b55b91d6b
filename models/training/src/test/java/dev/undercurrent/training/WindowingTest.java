package dev.undercurrent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.network.SeasonalFeatures;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WindowingTest {

    private static final int LENGTH = 30;
    private static final int AHEAD = 6;

    private final Windowing windowing = new Windowing(LENGTH, AHEAD);

    private static double[] values(int n) {
        SplittableRandom random = new SplittableRandom(2);
        double[] values = new double[n];
        for (int t = 0; t < n; t++) {
            values[t] = t % 17 == 5 ? Double.NaN : Math.cos(t * Math.PI / 4.0) + 0.1 * random.nextGaussian();
        }
        return values;
    }

    private Window cut(double[] values) {
        return windowing.cut(new History(values, 8, 56), 10, new int[] {100}, new int[][] {{0, 7, 7, 29}})[0];
    }

    @Test
    @DisplayName("a window's rows are the features of the stream at its events, and targets lie in the event's units")
    void rows() {
        double[] values = values(200);
        Window window = cut(values);
        SeasonalFeatures features = new SeasonalFeatures(8, 56);
        SeasonalFeatures.State state = features.start();
        float[] inputs = new float[24];
        float[] candidates = new float[10];
        float[] ahead = new float[12];
        int origins = 0;
        for (int t = 10; t < 130; t++) {
            features.observe(state, values[t]);
            if (t < 100) {
                continue;
            }
            features.inputs(state, inputs);
            features.candidates(state, candidates);
            assertThat(window.inputs()[t - 100]).containsExactly(inputs);
            assertThat(window.candidates()[t - 100]).containsExactly(candidates);
            target(window.targets()[t - 100], values[t + 1], features, state);
            for (int o = 0; o < 4; o++) {
                if (window.origins()[o] == t - 100) {
                    origins++;
                    for (int h = 1; h <= AHEAD; h++) {
                        features.horizon(state, h, ahead, inputs);
                        assertThat(window.horizonCandidates()[o][h - 1]).containsExactly(ahead);
                        assertThat(window.horizonInputs()[o][h - 1]).containsExactly(inputs);
                        target(window.horizonTargets()[o][h - 1], values[t + h], features, state);
                    }
                }
            }
        }
        assertThat(origins).isEqualTo(4);
    }

    private static void target(float found, double value, SeasonalFeatures features, SeasonalFeatures.State state) {
        if (Double.isNaN(value)) {
            assertThat(found).isNaN();
        } else {
            assertThat((double) found)
                    .isCloseTo((value - features.offset(state)) / features.scale(state), within(1e-5));
        }
    }

    @Test
    @DisplayName("what comes after an event changes nothing that the network is told of it")
    void causal() {
        double[] values = values(200);
        Window before = cut(values);
        for (int t = 108; t < 200; t++) {
            values[t] = 50.0 - values[t];
        }
        Window after = cut(values);
        for (int i = 0; i < 8; i++) {
            assertThat(after.inputs()[i]).containsExactly(before.inputs()[i]);
            assertThat(after.candidates()[i]).containsExactly(before.candidates()[i]);
        }
        assertThat(after.inputs()[8]).isNotEqualTo(before.inputs()[8]);
        assertThat(after.horizonInputs()[2]).isDeepEqualTo(before.horizonInputs()[2]);
        assertThat(after.horizonTargets()[2]).isNotEqualTo(before.horizonTargets()[2]);
    }

    @Test
    @DisplayName("forecasts of a series that repeats exactly weigh 20 times those of noise")
    void weights() {
        double[] repeating = new double[400];
        double[] noise = new double[400];
        SplittableRandom random = new SplittableRandom(4);
        for (int t = 0; t < 400; t++) {
            repeating[t] = t % 8;
            noise[t] = random.nextGaussian();
        }
        int[][] origin = {{29}};
        assertThat(windowing.cut(new History(repeating, 8, 0), 0, new int[] {300}, origin)[0].weights())
                .containsExactly(20f);
        assertThat(windowing.cut(new History(noise, 8, 0), 0, new int[] {300}, origin)[0].weights())
                .containsExactly(1f);
        assertThat(windowing.cut(new History(noise, 0, 0), 0, new int[] {300}, origin)[0].weights())
                .containsExactly(1f);
    }

    @Test
    @DisplayName("training sees nothing of the last part of a history, and validation forecasts nothing but it")
    void split() {
        List<History> histories = List.of(new History(values(500), 8, 0), new History(values(20_000), 8, 0));
        Histories early = Histories.training(histories, 0.8);
        Histories late = Histories.validation(histories, 0.8);
        for (int visit = 0; visit < 300; visit++) {
            Histories.Stretch seen = early.stretch(visit, windowing.span(), new SplittableRandom(visit));
            assertThat(seen.end()).isLessThanOrEqualTo(seen.history().values().length * 8 / 10);
            Histories.Stretch kept = late.stretch(visit, windowing.span(), new SplittableRandom(visit));
            assertThat(kept.open()).isGreaterThanOrEqualTo(kept.history().values().length * 8 / 10);
            for (Histories.Stretch stretch : List.of(seen, kept)) {
                assertThat(stretch.open()).isGreaterThanOrEqualTo(stretch.first());
                assertThat(stretch.end() - stretch.open()).isGreaterThanOrEqualTo(windowing.span());
                assertThat(stretch.end() - stretch.first()).isLessThanOrEqualTo(Histories.LONGEST_STRETCH);
                assertThat(stretch.history().values()[stretch.first()]).isNotNaN();
            }
        }
        assertThatThrownBy(() -> Histories.validation(List.of(histories.get(0)), 0.95)
                        .stretch(0, windowing.span(), new SplittableRandom(1)))
                .hasMessageContaining("36 events");
    }

    @Test
    @DisplayName("a batch depends on the seed and its number alone")
    void batches() {
        Recipe recipe = new Recipe(10, 4, LENGTH, 2, AHEAD, 1e-3, 0.0, 0, 1, 0, 5);
        Windows one = new Windows(Histories.synthetic(9), recipe, 5);
        Windows other = new Windows(Histories.synthetic(9), recipe, 5);
        Batch a = Prefetch.batch(recipe);
        Batch b = Prefetch.batch(recipe);
        for (int number = 0; number < 7; number++) {
            one.fill(number, a);
        }
        other.fill(6, b);
        assertThat(a.inputs).isEqualTo(b.inputs);
        assertThat(a.horizonTargets).isEqualTo(b.horizonTargets);
        assertThat(Arrays.equals(a.originTimes, b.originTimes)).isTrue();
        other.fill(7, b);
        assertThat(a.inputs).isNotEqualTo(b.inputs);
    }
}
