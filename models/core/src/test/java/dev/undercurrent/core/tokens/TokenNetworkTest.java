package dev.undercurrent.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.SequenceModelContract;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TokenNetworkTest {

    private static final int V = 6;
    private static final int D = 3;
    private static final double NOVEL = 0.01;
    private static final NetworkSpec LSTM = NetworkSpec.recurrent(Kind.LSTM, 5, 1);
    private static final NetworkSpec TRANSFORMER = new NetworkSpec(Kind.TRANSFORMER, 4, 2, 2, 7, 1);

    private static Map<String, Tensor> tensors(NetworkSpec spec) {
        var random = new SplittableRandom(5);
        Map<String, Tensor> tensors = new HashMap<>();
        TokenNetwork.shapes(spec, D, V).forEach((name, shape) -> {
            float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1.5, 1.5);
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return tensors;
    }

    private static TokenNetwork network(NetworkSpec spec, TokenGolden golden) {
        return new TokenNetwork(spec, D, V, new Weights(tensors(spec)), NOVEL, golden, Kernels.plain());
    }

    abstract static class Contract extends SequenceModelContract<float[]> {

        @Override
        protected Observation observation(SplittableRandom random, int t) {
            return new Token(t, random.nextInt(8) == 0 ? Token.NONE : random.nextInt(V));
        }

        @Override
        protected Observation nothing() {
            return new Token(0, Token.NONE);
        }

        @Override
        protected Observation[] extremes() {
            return new Observation[] {new Token(0, V), new Token(0, Integer.MAX_VALUE), new Token(0, V - 1)};
        }
    }

    @Nested
    class OfLstm extends Contract {
        @Override
        protected SequenceModel<float[]> model() {
            return network(LSTM, null);
        }
    }

    @Nested
    class OfTransformer extends Contract {
        @Override
        protected SequenceModel<float[]> model() {
            return network(TRANSFORMER, null);
        }
    }

    /** The LSTM's formulas in double precision. */
    private static double[] byHand(int[] before) {
        Map<String, Tensor> w = tensors(LSTM);
        int n = LSTM.hidden();
        double[] h = new double[n];
        double[] c = new double[n];
        for (int t = -1; t < before.length; t++) {
            int token = t < 0 ? Vocabulary.END_TOKEN : before[t];
            double[] x = new double[D];
            for (int i = 0; i < D; i++) {
                x[i] = w.get("embedding.weight").values()[token * D + i];
            }
            double[] gates = plus(
                    affine(w, "encoder.0.weight_ih", "encoder.0.bias_ih", x),
                    affine(w, "encoder.0.weight_hh", "encoder.0.bias_hh", h));
            for (int i = 0; i < n; i++) {
                c[i] = sigmoid(gates[n + i]) * c[i] + sigmoid(gates[i]) * Math.tanh(gates[2 * n + i]);
                h[i] = sigmoid(gates[3 * n + i]) * Math.tanh(c[i]);
            }
        }
        double[] p = Arrays.stream(affine(w, "head.weight", "head.bias", h))
                .map(Math::exp)
                .toArray();
        double sum = Arrays.stream(p).sum();
        for (int v = 0; v < V; v++) {
            p[v] = (1 - NOVEL) * p[v] / sum + (v == Vocabulary.NOVEL_TOKEN ? NOVEL : 0);
        }
        return p;
    }

    private static double[] affine(Map<String, Tensor> w, String weight, String bias, double[] x) {
        float[] b = w.get(bias).values();
        double[] y = new double[b.length];
        for (int o = 0; o < y.length; o++) {
            y[o] = b[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += w.get(weight).values()[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    @Test
    @DisplayName("laws are those of the formulas in double precision, from the first token on")
    void formulas() {
        TokenNetwork model = network(LSTM, null);
        float[] state = model.start();
        int[] x = new SplittableRandom(6).ints(60, 0, V).toArray();
        for (int t = 0; t < x.length; t++) {
            double[] expected = byHand(Arrays.copyOf(x, t));
            Categorical law = model.predict(state);
            for (int v = 0; v < V; v++) {
                assertThat(law.probability(v)).isCloseTo(expected[v], within(2e-6));
            }
            model.observe(state, new Token(t, x[t]));
        }
    }

    @Test
    @DisplayName("chain rule: the joint probabilities of all sequences of one length sum to one")
    void chain() {
        for (NetworkSpec spec : List.of(LSTM, TRANSFORMER)) {
            TokenNetwork model = network(spec, null);
            double total = 0;
            for (int code = 0; code < V * V * V * V; code++) {
                float[] state = model.start();
                double surprisal = 0;
                int rest = code;
                for (int t = 0; t < 4; t++) {
                    surprisal += model.step(state, new Token(t, rest % V));
                    rest /= V;
                }
                total += Math.exp(-surprisal);
            }
            assertThat(total).isCloseTo(1, within(1e-9));
        }
    }

    private static TokenGolden golden(NetworkSpec spec, float error) {
        TokenNetwork model = network(spec, null);
        int[] tokens = {2, 3, 5, 1, 4};
        float[][] laws = new float[tokens.length][V];
        float[] state = model.start();
        for (int t = 0; t < tokens.length; t++) {
            Categorical law = model.predict(state);
            for (int v = 0; v < V; v++) {
                laws[t][v] = (float) law.probability(v);
            }
            model.observe(state, new Token(t, tokens[t]));
        }
        laws[4][2] += error;
        return new TokenGolden(tokens, laws);
    }

    private static byte[] bytes(TokenNetwork network) {
        var out = new ByteSink(64);
        TokenNetworkCodec.write(network, out);
        return out.toBytes();
    }

    @Test
    @DisplayName("a network is read as it was written, bit for bit, with what its graph said")
    void codec() {
        for (NetworkSpec spec : List.of(LSTM, TRANSFORMER)) {
            byte[] written = bytes(network(spec, golden(spec, 0)));
            var in = new ByteSource(written);
            TokenNetwork read = TokenNetworkCodec.read(in, V);
            assertThat(in.remaining()).isZero();
            assertThat(bytes(read)).isEqualTo(written);
            TokenNetwork model = network(spec, null);
            float[] a = model.start();
            float[] b = read.start();
            var random = new SplittableRandom(7);
            for (int t = 0; t < 50; t++) {
                var x = new Token(t, random.nextInt(V));
                assertThat(read.step(b, x)).isEqualTo(model.step(a, x));
            }
        }
    }

    @Test
    @DisplayName(
            "a network that does not say what its graph said is refused, and whatever is no network is, with words")
    void refusals() {
        byte[] off = bytes(network(LSTM, golden(LSTM, 3e-5f)));
        assertThatThrownBy(() -> TokenNetworkCodec.read(new ByteSource(off), V))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("probability of token 2 after 4 golden tokens");
        Map<String, Tensor> huge = tensors(LSTM);
        huge.get("head.bias").values()[1] = 1e30f;
        assertThatThrownBy(() -> new TokenNetwork(LSTM, D, V, new Weights(huge), 0, null, Kernels.plain()))
                .hasMessageContaining("head.bias hold 1.0E30; allowed: -1000.0 to 1000.0");
        assertThatThrownBy(() -> TokenNetwork.shapes(new NetworkSpec(Kind.TRANSFORMER, 256, 8, 4, 4096, 1), D, V))
                .hasMessageContaining("floats (at most 131072)");
        byte[] longName = {0x7f, 0x7f, 0x7f, 0x7f};
        assertThatThrownBy(() -> new ByteSource(longName).readString(Integer.MAX_VALUE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("state ends early");
        byte[] sound = bytes(network(TRANSFORMER, golden(TRANSFORMER, 0)));
        var random = new SplittableRandom(8);
        for (int n = 0; n < 500; n++) {
            byte[] damaged = Arrays.copyOf(sound, n % 2 == 0 ? sound.length : random.nextInt(sound.length));
            if (n % 2 == 0) {
                damaged[random.nextInt(n % 4 == 0 ? 40 : sound.length)] = (byte) random.nextInt(256);
            }
            try {
                TokenNetwork read = TokenNetworkCodec.read(new ByteSource(damaged), V);
                float[] state = read.start();
                assertThat(read.step(state, new Token(0, 2))).isNotNaN();
            } catch (IllegalStateException | IllegalArgumentException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }
}
