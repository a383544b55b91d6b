package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Weights;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class WindowTransformerTest {

    private static final int INPUTS = 3;
    /** Odd sizes, two layers, and a window that a short sequence fills several times. */
    private static final NetworkSpec SPEC = spec(6, 2, 2, 4, 3);
    /** As many outputs as the kernels take at once for four keys. */
    private static final NetworkSpec WIDE = spec(68, 1, 4, 5, 2);

    @Test
    void theCachedStepIsTheWholeSequenceUnderABandedMask() {
        Seeded.check(12, (random, size) -> {
            int heads = 1 + random.nextInt(3);
            NetworkSpec spec = spec(
                    heads * (1 + random.nextInt(5)),
                    1 + random.nextInt(3),
                    heads,
                    1 + random.nextInt(size),
                    1 + random.nextInt(4));
            Weights weights = DrawnWeights.transformer(spec, INPUTS, numbers(random));
            float[][] xs = DrawnWeights.matrix(5 * spec.window() + 3, INPUTS, numbers(random));
            Golden.compare(run(encoder(spec, weights), xs), new BandedTransformer(spec, weights).run(xs));
        });
    }

    @Test
    void agreesWithPyTorch() {
        NetworkSpec spec = spec(8, 2, 2, 6, 3);
        DoubleSupplier numbers = DrawnWeights.congruential();
        Weights weights = DrawnWeights.transformer(spec, INPUTS, numbers);
        float[][] xs = DrawnWeights.matrix(40, INPUTS, numbers);
        Golden.compare(run(encoder(spec, weights), xs), Golden.rows("transformer"));
    }

    @Test
    void aBatchIsItsKeysOneByOneBitForBit() {
        for (NetworkSpec spec : new NetworkSpec[] {SPEC, WIDE}) {
            Weights weights = DrawnWeights.transformer(spec, INPUTS, numbers(new SplittableRandom(1)));
            DoubleSupplier numbers = numbers(new SplittableRandom(2));
            WindowTransformer encoder = WindowTransformer.of(spec, INPUTS, weights, Kernels.best());
            for (int n : new int[] {1, 6, 35}) {
                float[][] batched = new float[n][encoder.stateLength()];
                float[][] single = new float[n][];
                for (int k = 0; k < n; k++) {
                    encoder.start(batched[k]);
                    for (float[] x : DrawnWeights.matrix(k % 8, INPUTS, numbers)) {
                        encoder.step(batched[k], x);
                    }
                    single[k] = batched[k].clone();
                }
                for (int t = 0; t < 2; t++) {
                    float[][] xs = DrawnWeights.matrix(n, INPUTS, numbers);
                    encoder.step(batched, xs, n);
                    for (int k = 0; k < n; k++) {
                        encoder.step(single[k], xs[k]);
                        assertThat(batched[k]).as("key %d of %d", k, n).isEqualTo(single[k]);
                    }
                }
            }
        }
    }

    @Test
    void anyKernelGivesTheSameBits() {
        for (NetworkSpec spec : new NetworkSpec[] {SPEC, WIDE}) {
            Weights weights = DrawnWeights.transformer(spec, INPUTS, numbers(new SplittableRandom(9)));
            float[][] xs = DrawnWeights.matrix(30, INPUTS, numbers(new SplittableRandom(10)));
            WindowTransformer plain = WindowTransformer.of(spec, INPUTS, weights, Kernels.plain());
            WindowTransformer best = WindowTransformer.of(spec, INPUTS, weights, Kernels.best());
            assertThat(run(best, xs)).isDeepEqualTo(run(plain, xs));
        }
    }

    @Test
    void whatIsOlderThanItsReachIsForgottenBitForBitAndWhatIsNotIsNot() {
        int reach = SPEC.layers() * (SPEC.window() - 1) + SPEC.patch();
        Weights weights = DrawnWeights.transformer(SPEC, INPUTS, numbers(new SplittableRandom(3)));
        float[][] xs = DrawnWeights.matrix(7 + reach + 20, INPUTS, numbers(new SplittableRandom(4)));
        float[][] before = run(encoder(SPEC, weights), xs);
        xs[7][1] += 0.5f;
        float[][] after = run(encoder(SPEC, weights), xs);
        for (int t = 0; t < xs.length; t++) {
            if (t < 7 || t >= 7 + reach) {
                assertThat(after[t]).as("event %d", t).isEqualTo(before[t]);
            } else {
                assertThat(after[t]).as("event %d", t).isNotEqualTo(before[t]);
            }
        }
    }

    @Test
    void aCopiedStateGoesOnIdenticallyElsewhere() {
        Weights weights = DrawnWeights.transformer(SPEC, INPUTS, numbers(new SplittableRandom(5)));
        float[][] xs = DrawnWeights.matrix(40, INPUTS, numbers(new SplittableRandom(6)));
        WindowTransformer here = encoder(SPEC, weights);
        float[] state = new float[here.stateLength()];
        here.start(state);
        for (int t = 0; t < xs.length; t++) {
            WindowTransformer elsewhere = encoder(SPEC, weights);
            float[] copy = Arrays.copyOf(state, state.length + 2);
            Arrays.fill(copy, state.length, copy.length, Float.NaN);
            for (int i = t; i < Math.min(t + 9, xs.length); i++) {
                elsewhere.step(copy, xs[i]);
            }
            float[] original = state.clone();
            for (int i = t; i < Math.min(t + 9, xs.length); i++) {
                here.step(original, xs[i]);
            }
            assertThat(Arrays.copyOf(copy, state.length)).isEqualTo(original);
            assertThat(Arrays.copyOfRange(copy, state.length, copy.length)).containsOnly(Float.NaN);
            here.step(state, xs[t]);
        }
    }

    @Test
    void aStateHasTheBytesThatTheDocumentationSays() {
        NetworkSpec spec = spec(32, 2, 4, 32, 4);
        WindowTransformer encoder =
                WindowTransformer.of(spec, 24, DrawnWeights.transformer(spec, 24, () -> 0.25), Kernels.plain());
        assertThat(4 * encoder.stateLength()).isEqualTo(16_804);
        assertThat(encoder.inputs()).isEqualTo(24);
        assertThat(encoder.outputs()).isEqualTo(32);
        float[] state = new float[encoder.stateLength()];
        Arrays.fill(state, 7.0f);
        encoder.start(state);
        float[] out = new float[32];
        encoder.output(state, out);
        assertThat(out).containsOnly(0.0f);
    }

    @Test
    void aStepAllocatesNothing() {
        Weights weights = DrawnWeights.transformer(SPEC, INPUTS, numbers(new SplittableRandom(7)));
        WindowTransformer encoder = encoder(SPEC, weights);
        float[][] states = new float[40][encoder.stateLength()];
        float[][] xs = DrawnWeights.matrix(40, INPUTS, numbers(new SplittableRandom(8)));
        encoder.step(states, xs, 40);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(id);
        long before = threads.getThreadAllocatedBytes(id);
        for (int t = 0; t < 20; t++) {
            encoder.step(states, xs, 40);
            encoder.step(states[t], xs[t]);
        }
        assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(200);
    }

    @Test
    void refusesOtherKindsAndWeights() {
        Weights weights = DrawnWeights.transformer(SPEC, INPUTS, () -> 0.25);
        assertThatThrownBy(
                        () -> WindowTransformer.of(NetworkSpec.recurrent(Kind.GRU, 6, 1), 3, weights, Kernels.plain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GRU");
        assertThatThrownBy(() -> WindowTransformer.of(SPEC, 4, weights, Kernels.plain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encoder.input.weight");
        assertThatThrownBy(() -> WindowTransformer.of(SPEC, 3, new Weights(Map.of()), Kernels.plain()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static NetworkSpec spec(int hidden, int layers, int heads, int window, int patch) {
        return new NetworkSpec(Kind.TRANSFORMER, hidden, layers, heads, window, patch);
    }

    private static WindowTransformer encoder(NetworkSpec spec, Weights weights) {
        return WindowTransformer.of(spec, INPUTS, weights, Kernels.plain());
    }

    private static DoubleSupplier numbers(SplittableRandom random) {
        return () -> random.nextDouble() - 0.5;
    }

    private static float[][] run(WindowTransformer encoder, float[][] xs) {
        float[] state = new float[encoder.stateLength()];
        encoder.start(state);
        float[][] ys = new float[xs.length][encoder.outputs()];
        for (int t = 0; t < xs.length; t++) {
            encoder.step(state, xs[t]);
            encoder.output(state, ys[t]);
        }
        return ys;
    }
}
