package dev.undercurrent.core.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.sun.management.ThreadMXBean;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecurrentTest {

    private static NetworkSpec spec(SplittableRandom random, NetworkSpec.Kind kind, int size) {
        int hidden = size % 20 == 0 ? 64 : 1 + random.nextInt(24);
        return NetworkSpec.recurrent(kind, hidden, 1 + random.nextInt(2));
    }

    private static Weights weights(SplittableRandom random, NetworkSpec spec, int inputs) {
        Map<String, Tensor> tensors = new HashMap<>();
        int outputs = spec.kind().gates() * spec.hidden();
        for (int l = 0; l < spec.layers(); l++) {
            String prefix = "encoder." + l + ".";
            tensors.put(prefix + "weight_ih", tensor(random, outputs, l == 0 ? inputs : spec.hidden()));
            tensors.put(prefix + "weight_hh", tensor(random, outputs, spec.hidden()));
            tensors.put(prefix + "bias_ih", tensor(random, outputs));
            tensors.put(prefix + "bias_hh", tensor(random, outputs));
        }
        return new Weights(tensors);
    }

    /** Uniform with the variance 1 / columns, or 1 for a vector. */
    private static Tensor tensor(SplittableRandom random, int... shape) {
        int columns = shape.length == 1 ? 1 : shape[1];
        float bound = (float) Math.sqrt(3.0 / columns);
        return Tensor.of(vector(random, shape[0] * columns, bound), shape);
    }

    private static float[] vector(SplittableRandom random, int length, float bound) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = bound * (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private static float[] started(Recurrent encoder) {
        float[] state = new float[encoder.stateLength()];
        encoder.start(state);
        return state;
    }

    @ParameterizedTest
    @EnumSource(names = {"ELMAN", "LSTM", "GRU", "SEQ2SEQ"})
    @DisplayName("Outputs follow the equations written out in double precision")
    void textbook(NetworkSpec.Kind kind) {
        Seeded.check(20, (random, size) -> {
            NetworkSpec spec = spec(random, kind, size);
            int inputs = 1 + random.nextInt(24);
            Weights weights = weights(random, spec, inputs);
            Recurrent encoder = Recurrent.of(spec, inputs, weights, Kernels.best());
            Textbook textbook = new Textbook(spec, inputs, weights);
            float[] state = started(encoder);
            float[] y = new float[encoder.outputs()];
            for (int t = 0; t < 12; t++) {
                float[] x = vector(random, inputs, 2f);
                encoder.step(state, x);
                textbook.step(x);
                encoder.output(state, y);
                double[] expected = textbook.h[spec.layers() - 1];
                for (int u = 0; u < y.length; u++) {
                    assertThat((double) y[u]).as("step %d, unit %d", t, u).isEqualTo(expected[u], offset(2e-5));
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ELMAN", "LSTM", "GRU"})
    @DisplayName("Many keys at once give each bit for bit what it gets alone, with either kernel")
    void batched(NetworkSpec.Kind kind) {
        Seeded.check(70, (random, n) -> {
            NetworkSpec spec = spec(random, kind, n);
            int inputs = 1 + random.nextInt(24);
            Weights weights = weights(random, spec, inputs);
            Kernel[] kernels = {Kernels.plain(), Kernels.best()};
            Recurrent alone = Recurrent.of(spec, inputs, weights, kernels[n % 2]);
            Recurrent together = Recurrent.of(spec, inputs, weights, kernels[random.nextInt(2)]);
            float[][] expected = new float[n][];
            float[][] states = new float[n + 1][];
            for (int k = 0; k < states.length; k++) {
                states[k] = vector(random, together.stateLength(), 1f);
            }
            float[] bystander = states[n].clone();
            for (int k = 0; k < n; k++) {
                expected[k] = states[k].clone();
            }
            for (int t = 0; t < 3; t++) {
                float[][] xs = new float[n + 1][];
                for (int k = 0; k <= n; k++) {
                    xs[k] = vector(random, inputs, 2f);
                }
                together.step(states, xs, n);
                for (int k = 0; k < n; k++) {
                    alone.step(expected[k], xs[k]);
                    assertThat(states[k]).as("key %d of %d", k, n).isEqualTo(expected[k]);
                }
            }
            assertThat(states[n]).as("a key beyond the n").isEqualTo(bystander);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ELMAN", "LSTM", "GRU"})
    @DisplayName("What other keys have been through leaves no trace: interleaved = one after the other")
    void independent(NetworkSpec.Kind kind) {
        Seeded.check(10, (random, size) -> {
            NetworkSpec spec = spec(random, kind, size);
            Weights weights = weights(random, spec, 3);
            Recurrent encoder = Recurrent.of(spec, 3, weights, Kernels.best());
            float[][] xs = new float[20][];
            float[] first = started(encoder);
            for (int t = 0; t < xs.length; t++) {
                xs[t] = vector(random, 3, 2f);
                encoder.step(first, xs[t]);
            }
            float[] second = started(encoder);
            float[] other = started(encoder);
            for (float[] x : xs) {
                encoder.step(other, vector(random, 3, 100f));
                encoder.step(second, x);
            }
            assertThat(second).isEqualTo(first);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"ELMAN", "LSTM", "GRU"})
    @DisplayName("The largest inputs leave finite states")
    void extreme(NetworkSpec.Kind kind) {
        SplittableRandom random = new SplittableRandom(11);
        NetworkSpec spec = NetworkSpec.recurrent(kind, 16, 2);
        Recurrent encoder = Recurrent.of(spec, 3, weights(random, spec, 3), Kernels.best());
        float[] state = started(encoder);
        for (int t = 0; t < 50; t++) {
            encoder.step(state, vector(random, 3, Float.MAX_VALUE));
            for (float value : state) {
                assertThat(value).isFinite();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ELMAN", "LSTM", "GRU"})
    @DisplayName("A step allocates nothing, of one key or of many")
    void allocatesNothing(NetworkSpec.Kind kind) {
        SplittableRandom random = new SplittableRandom(12);
        NetworkSpec spec = NetworkSpec.recurrent(kind, 4, 2);
        Recurrent encoder = Recurrent.of(spec, 3, weights(random, spec, 3), Kernels.plain());
        float[][] states = new float[40][encoder.stateLength()];
        float[][] xs = new float[40][3];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        encoder.step(states, xs, 40);
        long before = threads.getThreadAllocatedBytes(thread);
        for (int t = 0; t < 1000; t++) {
            encoder.step(states[0], xs[0]);
            encoder.step(states, xs, 40);
        }
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(4000);
    }

    @Test
    @DisplayName("Before the first step the output is zero; lengths are those of the layers")
    void start() {
        NetworkSpec spec = NetworkSpec.recurrent(NetworkSpec.Kind.LSTM, 8, 2);
        Recurrent encoder = Recurrent.of(spec, 5, weights(new SplittableRandom(1), spec, 5), Kernels.best());
        assertThat(encoder.inputs()).isEqualTo(5);
        assertThat(encoder.outputs()).isEqualTo(8);
        assertThat(encoder.stateLength()).isEqualTo(32);
        float[] state = vector(new SplittableRandom(2), 32, 1f);
        encoder.start(state);
        float[] y = vector(new SplittableRandom(3), 8, 1f);
        encoder.output(state, y);
        assertThat(y).containsOnly(0f);
    }

    @Test
    @DisplayName("Weights that do not fit are named with what was found and what is allowed")
    void refuses() {
        NetworkSpec spec = NetworkSpec.recurrent(NetworkSpec.Kind.GRU, 4, 1);
        Weights weights = weights(new SplittableRandom(1), spec, 3);
        assertThatThrownBy(() -> Recurrent.of(spec, 2, weights, Kernels.plain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encoder.0.weight_ih have shape [12, 3]; allowed: [12, 2]");
        NetworkSpec attention = new NetworkSpec(NetworkSpec.Kind.TRANSFORMER, 4, 1, 2, 8, 1);
        assertThatThrownBy(() -> Recurrent.of(attention, 3, weights, Kernels.plain()))
                .hasMessageContaining("transformer; allowed: elman, lstm, gru, seq2seq");
    }
}
