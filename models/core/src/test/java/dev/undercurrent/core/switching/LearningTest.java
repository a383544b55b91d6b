package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Draw;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What online EM does on simulated series. */
class LearningTest {

    private static final double GAUSSIAN = Double.POSITIVE_INFINITY;
    private static final double[] MEANS = {-1.5, 0, 1.8};
    private static final double[] SCALES = {0.3, 0.2, 0.4};
    private static final double STAY = 0.96;

    /** A sticky chain of three Gaussian regimes. */
    private static double[] series(SplittableRandom random, int n, int[] path) {
        double[] x = new double[n];
        int s = 0;
        for (int t = 0; t < n; t++) {
            if (random.nextDouble() > STAY) {
                s = (s + 1 + random.nextInt(2)) % 3;
            }
            path[t] = s;
            x[t] = MEANS[s] + SCALES[s] * Draw.normal(random);
        }
        return x;
    }

    private static Reading reading(double x) {
        return new Reading(0, new double[] {x});
    }

    private static Switching<float[]> gaussian(Learning learning) {
        return new Switching<>(LocationScale.standard(3, 1, GAUSSIAN, 0.01), learning);
    }

    private static Learning learning(Learning.Rule rule) {
        return rule == Learning.Rule.EXACT ? Learning.exact(1000, 25, 3) : Learning.filtered(1000, 25, 3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FILTERED", "EXACT"})
    @DisplayName("means, scales and transitions of three sticky regimes are found, and held-out evidence rises")
    void recovers(Learning.Rule rule) {
        var random = new SplittableRandom(7);
        int n = 6000;
        int[] path = new int[n];
        double[] x = series(random, n, path);
        var model = gaussian(learning(rule));
        var learnt = model.start();
        var prior = model.start();
        double before = 0;
        double after = 0;
        int agree = 0;
        for (int t = 0; t < n; t++) {
            if (t < n - 1000) {
                model.observe(learnt, reading(x[t]), 1);
            } else {
                after += model.step(learnt, reading(x[t]));
                before += model.step(prior, reading(x[t]));
                // experts start in ascending order and keep it here
                agree += model.belief(learnt).mode() == path[t] ? 1 : 0;
            }
        }
        Components laws = model.experts().components(model.experts(learnt));
        float[] transition = model.transition(learnt);
        for (int i = 0; i < 3; i++) {
            assertThat(laws.mean(i, 0)).isCloseTo(MEANS[i], within(0.08));
            assertThat(Math.sqrt(laws.variance(i, 0))).isCloseTo(SCALES[i], within(0.08));
            assertThat(transition[i * 3 + i]).isCloseTo((float) STAY, within(0.025f));
        }
        assertThat(after).isLessThan(before - 100);
        assertThat(agree).isGreaterThan(980);
    }

    @ParameterizedTest
    @EnumSource(names = {"FILTERED", "EXACT"})
    @DisplayName(
            "constant data, then huge values, then a usual series: all stays finite, the floor holds, learning goes on")
    void survivesDegenerateData(Learning.Rule rule) {
        var random = new SplittableRandom(3);
        var model = gaussian(learning(rule));
        var state = model.start();
        for (int t = 0; t < 3000; t++) {
            model.observe(state, reading(0.5), 1);
        }
        Components laws = model.experts().components(model.experts(state));
        for (int i = 0; i < 3; i++) {
            assertThat(laws.variance(i, 0)).isGreaterThanOrEqualTo(0.01 * 0.01 * (1 - 1e-6));
        }
        for (double huge : new double[] {1e5, -1e9, 1e20, 1e38, -1e40, 1e200, Double.MAX_VALUE}) {
            for (int t = 0; t < 20; t++) {
                model.observe(state, reading(huge), 1);
                assertThat(model.predict(state).mean(0)).isFinite();
                assertThat(model.predict(state).variance(0)).isFinite();
            }
        }
        double last = 0;
        for (int t = 0; t < 6000; t++) {
            var x = reading(1 + 0.5 * Draw.normal(random));
            double surprisal = model.predict(state).surprisal(x);
            assertThat(surprisal).isNotNaN();
            last += t < 5000 ? 0 : surprisal / 1000;
            model.observe(state, x, 1);
        }
        // the entropy of the source is 0.726 nats
        assertThat(last).isLessThan(0.8);
    }

    @Test
    @DisplayName("a level never seen opens a regime with an id of its own, and old regimes return under their old ids")
    void opensAndReturns() {
        var random = new SplittableRandom(11);
        var model = new Switching<>(LocationScale.standard(4, 1, 4, 0.01), Learning.filtered(500, 50, 4));
        var state = model.start();
        double[] levels = {-1.4, 1.4, 40, 1.4, 40, -1.4};
        int[] ids = new int[levels.length];
        for (int stretch = 0; stretch < levels.length; stretch++) {
            for (int t = 0; t < 300; t++) {
                model.observe(state, reading(levels[stretch] + 0.3 * Draw.normal(random)), 1);
            }
            Belief belief = model.belief(state);
            ids[stretch] = belief.regime(belief.mode());
            assertThat(belief.probability(belief.mode())).isGreaterThan(0.5);
        }
        assertThat(ids[2]).isGreaterThanOrEqualTo(4);
        assertThat(ids[3]).isEqualTo(ids[1]);
        assertThat(ids[4]).isEqualTo(ids[2]);
        assertThat(ids[5]).isEqualTo(ids[0]);
        int[] all = new int[4];
        for (int i = 0; i < 4; i++) {
            all[i] = model.belief(state).regime(i);
        }
        assertThat(Arrays.stream(all).distinct()).hasSize(4);
        assertThat(state.nextId).isEqualTo(5);
    }

    @Test
    @DisplayName("a wide regime of many channels beside a narrow one is explained by itself and opens nothing")
    void manyChannelsAreNoNovelty() {
        var random = new SplittableRandom(5);
        int channels = 16;
        var model = new Switching<>(LocationScale.standard(2, channels, GAUSSIAN, 0.01), Learning.filtered(500, 50, 2));
        var state = model.start();
        for (int t = 0; t < 4000; t++) {
            double scale = t / 200 % 2 == 0 ? 0.05 : 1;
            double[] x = new double[channels];
            for (int c = 0; c < channels; c++) {
                x[c] = scale * Draw.normal(random);
            }
            model.observe(state, new Reading(t, x), 1);
        }
        assertThat(state.nextId).isEqualTo(2);
    }

    @Test
    @DisplayName("a run of unexplained events with missing channels opens a regime from the values that are there")
    void opensWithMissingChannels() {
        var model = new Switching<>(LocationScale.standard(2, 2, 4, 0.01), Learning.filtered(500, 50, 2));
        var state = model.start();
        for (int t = 0; t < 20; t++) {
            model.observe(state, new Reading(t, new double[] {t % 3 == 0 ? Double.NaN : 50, Double.NaN}), 1);
        }
        Belief belief = model.belief(state);
        assertThat(state.nextId).isEqualTo(3);
        assertThat(belief.probabilityOf(2)).isGreaterThan(0.9);
        assertThat(model.predict(state).mean(0)).isCloseTo(50, within(1.0));
        assertThat(model.predict(state).mean(1)).isFinite();
    }
}
