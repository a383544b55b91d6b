package dev.undercurrent.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds of the features besides their values, which {@link FeatureGoldenTest} compares. */
class SeasonalFeaturesTest {

    private static byte[] bytes(SeasonalFeatures features, SeasonalFeatures.State state) {
        var out = new ByteSink(64);
        features.codec().write(state, out);
        return out.toBytes();
    }

    /** All numbers that the features tell of a state. */
    static float[] all(SeasonalFeatures features, SeasonalFeatures.State state) {
        float[] inputs = new float[SeasonalFeatures.INPUTS];
        float[] candidates = new float[SeasonalFeatures.CANDIDATES];
        float[] ahead = new float[SeasonalFeatures.HORIZON_INPUTS];
        float[] aheadCandidates = new float[SeasonalFeatures.HORIZON_CANDIDATES];
        float[] all = new float[34 + 36 * 4];
        features.inputs(state, inputs);
        features.candidates(state, candidates);
        System.arraycopy(inputs, 0, all, 0, 24);
        System.arraycopy(candidates, 0, all, 24, 10);
        int at = 34;
        for (int h : new int[] {1, 7, 30, 48}) {
            features.horizon(state, h, aheadCandidates, ahead);
            System.arraycopy(aheadCandidates, 0, all, at, 12);
            System.arraycopy(ahead, 0, all, at + 12, 24);
            at += 36;
        }
        return all;
    }

    private static double value(SplittableRandom random, int t) {
        double noise = random.nextDouble() + random.nextDouble() - 1;
        return random.nextInt(10) == 0 ? Double.NaN : 5 + 3 * StrictMath.sin(t * 0.9) + noise;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 73",
        // 73 + 8 + 12 + 4 * 24 + 6 + 4 * 97 + 13
        "24, 0, 596",
        // L = 168 + 49 = 217: 73 + 8 + 12 + 4 * 24 + 6 + 4 * 217 + 28 + 8
        "24, 168, 1099",
        // L = 48 + 49 = 97, since 12 * ceil(48/12) = 48: 73 + 8 + 12 + 4 * 12 + 3 + 4 * 97 + 13
        "12, 0, 545",
        // L = 49 + 49 = 98: 73 + 8 + 12 + 4 * 7 + 2 + 4 * 98 + 13
        "7, 0, 528",
        // L = 1440 + 1440: 73 + 8 + 12 + 4 * 1440 + 360 + 4 * 2880 + 360
        "1440, 0, 18093"
    })
    void bytesOfAStateAreFixed(int season, int cycle, int expected) {
        var features = new SeasonalFeatures(season, cycle);
        var state = features.start();
        assertThat(bytes(features, state).length).isEqualTo(expected);
        var random = new SplittableRandom(1);
        for (int t = 0; t < 500; t++) {
            features.observe(state, value(random, t));
        }
        assertThat(bytes(features, state).length).isEqualTo(expected);
    }

    @Test
    void bytesGiveBackTheStateAndACopyIsIndependent() {
        Seeded.check(20, (random, size) -> {
            var features = new SeasonalFeatures(size % 3 == 0 ? 0 : 2 + size, size % 3 == 1 ? 40 : 0);
            var state = features.start();
            for (int t = 0; t < 12 * size; t++) {
                features.observe(state, value(random, t), random.nextInt(3) / 2.0);
            }
            byte[] before = bytes(features, state);
            var in = new ByteSource(before);
            var read = features.codec().read(in);
            assertThat(in.remaining()).isZero();
            var copy = features.codec().copy(state);
            for (int t = 0; t < 60; t++) {
                double x = value(random, t);
                features.observe(state, x);
                features.observe(read, x);
                assertThat(all(features, read)).isEqualTo(all(features, state));
            }
            assertThat(bytes(features, read)).isEqualTo(bytes(features, state));
            assertThat(bytes(features, copy)).isEqualTo(before);
        });
    }

    @Test
    void refusesBytesOfAnotherShape() {
        var features = new SeasonalFeatures(24, 0);
        var other = new SeasonalFeatures(0, 0);
        var state = other.start();
        other.observe(state, 3);
        byte[] bytes = bytes(other, state);
        assertThatThrownBy(() -> features.codec().read(new ByteSource(bytes)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("state ends early");
        bytes[4] = 21;
        assertThatThrownBy(() -> other.codec().read(new ByteSource(bytes)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("values seen are 21");
        bytes[4] = 1;
        bytes[5] = 0x7f;
        bytes[6] = (byte) 0xf0;
        assertThatThrownBy(() -> other.codec().read(new ByteSource(bytes)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("allowed: finite");
    }

    @Test
    void beforeTheFirstValueEverythingIsZeroAndFlaggedMissing() {
        var features = new SeasonalFeatures(24, 168);
        var state = features.start();
        for (int t = 0; t < 3; t++) {
            float[] all = all(features, state);
            for (int i = 0; i < all.length; i++) {
                assertThat(all[i]).isEqualTo(i == 2 ? 1 : 0);
            }
            features.observe(state, Double.NaN);
        }
        assertThat(features.offset(state)).isZero();
        assertThat(features.scale(state)).isEqualTo(1);
        assertThat(bytes(features, state)).isEqualTo(bytes(features, features.start()));
    }

    @Test
    @DisplayName("the unit of the series does not matter: a power of 2 changes no bit")
    void unitsDoNotMatter() {
        for (int exponent : new int[] {-60, -20, 20, 60}) {
            var features = new SeasonalFeatures(7, 30);
            var one = features.start();
            var other = features.start();
            var random = new SplittableRandom(7);
            for (int t = 0; t < 200; t++) {
                double x = value(random, t);
                features.observe(one, x);
                features.observe(other, Math.scalb(x, exponent));
                assertThat(all(features, other)).isEqualTo(all(features, one));
                assertThat(features.scale(other)).isEqualTo(Math.scalb(features.scale(one), exponent));
            }
        }
    }

    @Test
    @DisplayName("numbers stay finite for every finite input, also where statistics are frozen")
    void neverNaN() {
        double[] extremes = {0, Double.MIN_VALUE, -1e300, 1e300, Double.MAX_VALUE, 1e-300, -1e30, 1e29, 42};
        Seeded.check(20, (random, size) -> {
            var features = new SeasonalFeatures(size % 2 == 0 ? 0 : 3, size % 2 == 0 ? 0 : 9);
            var state = features.start();
            for (int t = 0; t < 80; t++) {
                double x = random.nextInt(3) > 0 ? value(random, t) : extremes[random.nextInt(extremes.length)];
                features.observe(state, size % 5 == 0 ? Math.abs(x) * 1e-40 : x, random.nextInt(3) / 2.0);
                for (float v : all(features, state)) {
                    assertThat(Float.isFinite(v)).isTrue();
                }
                assertThat(features.scale(state)).isPositive().isFinite();
                assertThat(features.step(state)).isPositive().isFinite();
            }
        });
    }

    @Test
    @DisplayName("without learning the units stay, while values, lags and levels move on")
    void frozen() {
        var features = new SeasonalFeatures(5, 0);
        var state = features.start();
        var random = new SplittableRandom(3);
        for (int t = 0; t < 60; t++) {
            features.observe(state, 2 + random.nextDouble());
        }
        var learnt = features.codec().copy(state);
        for (int t = 0; t < 20; t++) {
            features.observe(state, 4 + 0.1 * t, 0);
        }
        assertThat(features.offset(state)).isEqualTo(features.offset(learnt));
        assertThat(features.scale(state)).isEqualTo(features.scale(learnt));
        assertThat(features.step(state)).isEqualTo(features.step(learnt));
        assertThat(state.profile).isEqualTo(learnt.profile);
        assertThat(state.error1).isEqualTo(learnt.error1);
        float[] candidates = new float[SeasonalFeatures.CANDIDATES];
        features.candidates(state, candidates);
        double scale = features.scale(state);
        assertThat(candidates[0]).isCloseTo((float) ((5.9 - features.offset(state)) / scale), within(1e-3f));
        assertThat(candidates[1]).isCloseTo((float) ((5.5 - features.offset(state)) / scale), within(1e-3f));
        features.observe(state, 5.9, 1);
        assertThat(features.offset(state)).isGreaterThan(features.offset(learnt));
    }

    @Test
    @DisplayName("a slot whose first value was missing has the filled value as its profile")
    void missingInTheFirstSeason() {
        var features = new SeasonalFeatures(3, 0);
        var state = features.start();
        for (double x : new double[] {7, Double.NaN, 8, 7}) {
            features.observe(state, x);
        }
        float[] candidates = new float[SeasonalFeatures.CANDIDATES];
        features.candidates(state, candidates);
        double profile = features.offset(state) + features.scale(state) * candidates[3];
        assertThat(profile).isCloseTo(7, within(1e-6));
    }

    @Test
    @DisplayName(
            "past fast levels differ from those that ran along by less than .7^n of their distance to the oldest value")
    void fastLevelIsRecovered() {
        var features = new SeasonalFeatures(50, 120);
        var state = features.start();
        var random = new SplittableRandom(5);
        double[] fast = new double[600];
        double level = 0;
        for (int t = 0; t < 600; t++) {
            level += random.nextDouble() - 0.5;
            features.observe(state, level);
            fast[t] = state.fast;
        }
        float[] candidates = new float[SeasonalFeatures.HORIZON_CANDIDATES];
        float[] inputs = new float[SeasonalFeatures.HORIZON_INPUTS];
        features.horizon(state, 1, candidates, inputs);
        double scale = features.scale(state);
        double season = (candidates[1] - candidates[4]) * scale + state.fast;
        double cycle = (candidates[6] - candidates[7]) * scale + state.fast;
        // .7^48 = 4e-8 of a distance of a few s, and the rounding of floats
        assertThat(season).isCloseTo(fast[549], within(3e-6 * scale));
        assertThat(cycle).isCloseTo(fast[479], within(3e-6 * scale));
    }

    @Test
    @DisplayName("all horizons at once are the same numbers as one by one")
    void horizonsAtOnce() {
        var features = new SeasonalFeatures(7, 30);
        var state = features.start();
        var random = new SplittableRandom(5);
        float[][] candidates = new float[48][12];
        float[][] inputs = new float[48][24];
        float[] candidate = new float[12];
        float[] input = new float[24];
        for (int t = 0; t < 150; t++) {
            features.observe(state, value(random, t));
            if (t % 29 == 0) {
                features.horizons(state, 48, candidates, inputs);
                for (int h = 1; h <= 48; h++) {
                    features.horizon(state, h, candidate, input);
                    assertThat(candidates[h - 1]).isEqualTo(candidate);
                    assertThat(inputs[h - 1]).isEqualTo(input);
                }
            }
        }
    }

    @Test
    @DisplayName("the event counter falls back by whole seasons and rings, so that phases go on")
    void counterFallsBack() {
        var features = new SeasonalFeatures(5, 9);
        var state = features.start();
        var other = features.start();
        for (int t = 0; t < 400; t++) {
            features.observe(state, t % 5 + t % 9);
            features.observe(other, t % 5 + t % 9);
        }
        // 2^30 less some events, in phase with 400
        int period = features.season * features.depth;
        int near = (1 << 30) - (((1 << 30) - 400) % period);
        other.events = near;
        for (int t = 400; t < 400 + 2 * period; t++) {
            features.observe(state, t % 5 + t % 9);
            features.observe(other, t % 5 + t % 9);
            float[] expected = all(features, state);
            float[] found = all(features, other);
            // the age alone differs
            for (int i = 8; i < 34; i++) {
                assertThat(found[i]).isEqualTo(expected[i]);
            }
        }
        assertThat(other.events).isLessThanOrEqualTo(1 << 30).isGreaterThan((1 << 30) - 2 * period);
    }

    @Test
    void refusesPeriodsOutOfRange() {
        int[][] wrong = {{-1, 0}, {1, 0}, {4097, 0}, {24, 24}, {24, 5000}, {0, 168}, {24, -1}};
        for (int[] w : wrong) {
            assertThatThrownBy(() -> new SeasonalFeatures(w[0], w[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("allowed: 0 (none), ");
        }
    }
}
