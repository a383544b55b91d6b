package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Weights;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class AttentionDecoderTest {

    private static final int INPUTS = 3;

    @Test
    void agreesWithPyTorch() {
        NetworkSpec spec = spec(8, 6);
        DoubleSupplier numbers = DrawnWeights.congruential();
        DrawnWeights.transformer(new NetworkSpec(Kind.TRANSFORMER, 8, 2, 2, 6, 3), INPUTS, numbers);
        DrawnWeights.matrix(40, INPUTS, numbers);
        Weights weights = DrawnWeights.decoder(spec, INPUTS, numbers);
        float[][] encoded = DrawnWeights.matrix(5, 8, numbers);
        float[][] features = DrawnWeights.matrix(4, INPUTS, numbers);
        float[][] decoded = new float[4][16];
        float[][] attention = new float[4][5];
        decoder(spec, weights).decode(encoded[4], encoded, 5, features, 4, decoded, attention);
        Golden.compare(decoded, Golden.rows("decoder"));
        Golden.compare(attention, Golden.rows("weights"));
    }

    @Test
    void agreesWithTheFormulasInDoublePrecision() {
        Seeded.check(12, (random, size) -> {
            NetworkSpec spec = spec(size, 7);
            Weights weights = DrawnWeights.decoder(spec, INPUTS, numbers(random));
            int n = 1 + random.nextInt(7);
            float[] first = DrawnWeights.matrix(1, size, numbers(random))[0];
            float[][] encoded = DrawnWeights.matrix(n, size, numbers(random));
            float[][] features = DrawnWeights.matrix(6, INPUTS, numbers(random));
            float[][] decoded = new float[6][2 * size];
            float[][] attention = new float[6][n];
            double[][] expected = new double[6][2 * size];
            double[][] expectedAttention = new double[6][n];
            decoder(spec, weights).decode(first, encoded, n, features, 6, decoded, attention);
            decode(weights, first, encoded, features, expected, expectedAttention);
            Golden.compare(decoded, expected);
            Golden.compare(attention, expectedAttention);
        });
    }

    @Test
    void aCallLeavesNothingBehind() {
        NetworkSpec spec = spec(4, 5);
        DoubleSupplier numbers = numbers(new SplittableRandom(1));
        AttentionDecoder decoder = decoder(spec, DrawnWeights.decoder(spec, INPUTS, numbers));
        float[][] encoded = DrawnWeights.matrix(5, 4, numbers);
        float[][] features = DrawnWeights.matrix(3, INPUTS, numbers);
        float[][] decoded = new float[3][8];
        float[][] attention = new float[3][2];
        decoder.decode(encoded[0], encoded, 2, features, 3, decoded, attention);
        decoder.decode(encoded[4], encoded, 5, features, 3, new float[3][8], new float[3][5]);
        float[][] again = new float[3][8];
        float[][] attentionAgain = new float[3][2];
        decoder.decode(encoded[0], encoded, 2, features, 3, again, attentionAgain);
        assertThat(again).isDeepEqualTo(decoded);
        assertThat(attentionAgain).isDeepEqualTo(attention);
    }

    @Test
    void anyKernelGivesTheSameBits() {
        NetworkSpec spec = spec(20, 9);
        DoubleSupplier numbers = numbers(new SplittableRandom(3));
        Weights weights = DrawnWeights.decoder(spec, INPUTS, numbers);
        float[][] encoded = DrawnWeights.matrix(7, 20, numbers);
        float[][] features = DrawnWeights.matrix(4, INPUTS, numbers);
        float[][][] decoded = new float[2][4][40];
        float[][][] attention = new float[2][4][7];
        Kernel[] kernels = {Kernels.plain(), Kernels.best()};
        for (int i = 0; i < 2; i++) {
            AttentionDecoder.of(spec, INPUTS, weights, kernels[i])
                    .decode(encoded[6], encoded, 7, features, 4, decoded[i], attention[i]);
        }
        assertThat(decoded[1]).isDeepEqualTo(decoded[0]);
        assertThat(attention[1]).isDeepEqualTo(attention[0]);
    }

    @Test
    void withoutOutputsTheContextIsZeros() {
        NetworkSpec spec = spec(2, 5);
        DoubleSupplier numbers = numbers(new SplittableRandom(2));
        AttentionDecoder decoder = decoder(spec, DrawnWeights.decoder(spec, INPUTS, numbers));
        float[][] features = DrawnWeights.matrix(1, INPUTS, numbers);
        float[][] decoded = {{9, 9, 9, 9}};
        decoder.decode(new float[2], new float[0][], 0, features, 1, decoded, new float[1][0]);
        assertThat(decoded[0][0]).isNotZero();
        assertThat(decoded[0][2]).isZero();
        assertThat(decoded[0][3]).isZero();
    }

    @Test
    void refusesOtherKindsAndWindows() {
        NetworkSpec spec = spec(2, 5);
        Weights weights = DrawnWeights.decoder(spec, INPUTS, () -> 0.25);
        AttentionDecoder decoder = decoder(spec, weights);
        assertThat(decoder.inputs()).isEqualTo(INPUTS);
        assertThat(decoder.outputs()).isEqualTo(4);
        assertThat(decoder.window()).isEqualTo(5);
        assertThatThrownBy(() -> decoder.decode(
                        new float[2], new float[6][2], 6, new float[1][3], 1, new float[1][4], new float[1][6]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("6 encoder outputs; allowed: 0 to 5");
        assertThatThrownBy(() ->
                        AttentionDecoder.of(NetworkSpec.recurrent(Kind.LSTM, 2, 1), INPUTS, weights, Kernels.best()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LSTM");
    }

    /** The definition, by the letter. */
    private static void decode(
            Weights weights,
            float[] first,
            float[][] encoded,
            float[][] features,
            double[][] decoded,
            double[][] attention) {
        int size = first.length;
        double[] s = Golden.widened(first, 0, size);
        for (int h = 0; h < features.length; h++) {
            double[] f = Golden.widened(features[h], 0, INPUTS);
            double[] in = affine(weights, "decoder.weight_ih", "decoder.bias_ih", f, 3 * size);
            double[] re = affine(weights, "decoder.weight_hh", "decoder.bias_hh", s, 3 * size);
            for (int i = 0; i < size; i++) {
                double r = 1.0 / (1.0 + Math.exp(-in[i] - re[i]));
                double z = 1.0 / (1.0 + Math.exp(-in[size + i] - re[size + i]));
                double candidate = Math.tanh(in[2 * size + i] + r * re[2 * size + i]);
                s[i] = (1.0 - z) * candidate + z * s[i];
                decoded[h][i] = s[i];
            }
            double sum = 0.0;
            for (int i = 0; i < encoded.length; i++) {
                double[] y = Golden.widened(encoded[i], 0, size);
                double[] query = affine(weights, "attention.query.weight", "attention.bias", s, size);
                double[] key = affine(weights, "attention.key.weight", null, y, size);
                for (int j = 0; j < size; j++) {
                    attention[h][i] += weights.get("attention.score.weight", 1, size)[j] * Math.tanh(query[j] + key[j]);
                }
                attention[h][i] = Math.exp(attention[h][i]);
                sum += attention[h][i];
            }
            for (int i = 0; i < encoded.length; i++) {
                attention[h][i] /= sum;
                for (int j = 0; j < size; j++) {
                    decoded[h][size + j] += attention[h][i] * encoded[i][j];
                }
            }
        }
    }

    private static double[] affine(Weights weights, String weight, String bias, double[] x, int outputs) {
        float[] matrix = weights.get(weight, outputs, x.length);
        double[] y = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            y[o] = bias == null ? 0.0 : weights.get(bias, outputs)[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += matrix[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static NetworkSpec spec(int hidden, int window) {
        return new NetworkSpec(Kind.SEQ2SEQ, hidden, 1, 1, window, 1);
    }

    private static AttentionDecoder decoder(NetworkSpec spec, Weights weights) {
        return AttentionDecoder.of(spec, INPUTS, weights, Kernels.best());
    }

    private static DoubleSupplier numbers(SplittableRandom random) {
        return () -> random.nextDouble() - 0.5;
    }
}
