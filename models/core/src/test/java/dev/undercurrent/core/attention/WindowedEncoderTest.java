package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WindowedEncoderTest {

    /** y_t = y_{t−1} / 2 + x_t, of two numbers. */
    private static final class Decay implements Encoder {

        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public int outputs() {
            return 2;
        }

        @Override
        public int stateLength() {
            return 2;
        }

        @Override
        public void start(float[] state) {
            Arrays.fill(state, 0, 2, 0.0f);
        }

        @Override
        public void step(float[] state, float[] x) {
            state[0] = state[0] / 2 + x[0];
            state[1] = state[1] / 2 + x[1];
        }

        @Override
        public void step(float[][] states, float[][] xs, int n) {
            for (int k = 0; k < n; k++) {
                step(states[k], xs[k]);
            }
        }

        @Override
        public void output(float[] state, float[] out) {
            System.arraycopy(state, 0, out, 0, 2);
        }
    }

    @Test
    void keepsTheLastOutputsOldestFirst() {
        for (int window : new int[] {1, 2, 5}) {
            WindowedEncoder encoder = WindowedEncoder.of(new Decay(), window);
            float[] state = started(encoder);
            float[] bare = new float[2];
            List<float[]> all = new ArrayList<>();
            for (int t = 0; t < 6 * window; t++) {
                float[] x = {t, -t};
                new Decay().step(bare, x);
                all.add(bare.clone());
                encoder.step(state, x);
                float[][] kept = new float[encoder.outputsInWindow(state)][2];
                encoder.window(state, kept);
                List<float[]> last = all.subList(Math.max(0, all.size() - window), all.size());
                assertThat(kept).isDeepEqualTo(last.toArray(new float[0][]));
                float[] out = new float[2];
                encoder.output(state, out);
                assertThat(out).isEqualTo(bare);
            }
        }
    }

    @Test
    void aBatchIsItsKeysOneByOneBitForBitAndACopyGoesOnIdentically() {
        WindowedEncoder encoder = WindowedEncoder.of(new Decay(), 3);
        float[][] batched = {started(encoder), started(encoder), started(encoder)};
        float[][] single = new float[3][];
        for (int k = 0; k < 3; k++) {
            for (int t = 0; t < 2 * k; t++) {
                encoder.step(batched[k], new float[] {t, k});
            }
            single[k] = batched[k].clone();
        }
        for (int t = 0; t < 10; t++) {
            float[][] xs = {{t, 1}, {1, t}, {t, t}};
            encoder.step(batched, xs, 3);
            for (int k = 0; k < 3; k++) {
                encoder.step(single[k], xs[k]);
                assertThat(batched[k]).isEqualTo(single[k]);
            }
        }
    }

    @Test
    void anLstmGoesItsWayInALongerState() {
        NetworkSpec spec = new NetworkSpec(Kind.SEQ2SEQ, 5, 2, 1, 4, 1);
        SplittableRandom random = new SplittableRandom(1);
        Weights weights = DrawnWeights.lstm(spec, 3, () -> random.nextDouble() - 0.5);
        Recurrent bare = Recurrent.of(spec, 3, weights, Kernels.best());
        WindowedEncoder encoder = WindowedEncoder.of(Recurrent.of(spec, 3, weights, Kernels.best()), spec.window());
        float[] alone = new float[bare.stateLength()];
        bare.start(alone);
        float[][] within = {started(encoder)};
        float[][] last = new float[4][5];
        for (float[] x : DrawnWeights.matrix(11, 3, () -> random.nextDouble() - 0.5)) {
            bare.step(alone, x);
            encoder.step(within, new float[][] {x}, 1);
            float[] y = new float[5];
            bare.output(alone, y);
            encoder.window(within[0], last);
            assertThat(last[encoder.outputsInWindow(within[0]) - 1]).isEqualTo(y);
            assertThat(Arrays.copyOf(within[0], alone.length)).isEqualTo(alone);
        }
    }

    @Test
    void startsEmpty() {
        WindowedEncoder encoder = WindowedEncoder.of(new Decay(), 3);
        assertThat(encoder.stateLength()).isEqualTo(2 + 1 + 3 * 2);
        assertThat(encoder.inputs()).isEqualTo(2);
        assertThat(encoder.outputs()).isEqualTo(2);
        float[] state = started(encoder);
        assertThat(state).containsOnly(0.0f);
        assertThat(encoder.outputsInWindow(state)).isZero();
        assertThatThrownBy(() -> WindowedEncoder.of(new Decay(), 0)).hasMessageContaining("window of 0");
    }

    private static float[] started(WindowedEncoder encoder) {
        float[] state = new float[encoder.stateLength()];
        Arrays.fill(state, 9.0f);
        encoder.start(state);
        return state;
    }
}
