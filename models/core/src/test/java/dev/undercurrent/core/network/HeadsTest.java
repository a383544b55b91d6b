package dev.undercurrent.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.math.Kernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The heads against PyTorch 1.13 (float32), on {@link SmallWeights#heads} of H = 16.
 *
 * <p>{@code heads.txt} holds 5 laws and 5 rows of quantiles, written by a script that states the formulas of {@link StepHead}
 * and {@link HorizonHead} in tensors (silu, softmax, softplus, cumsum) on the same formula for weights and inputs: y, x and
 * candidates of the step head are sequences 21 to 23 with scales 2, 4 and 6, where x_3 of rows 1 and 2 is −6.2 and .9;
 * inputs and candidates of the horizon head 24 and 25 with scales 4 and 6, all for the state y of row 0.
 */
class HeadsTest {

    private static final int H = 16;
    private static final int N = 5;

    private final StepHead step = new StepHead(SmallWeights.heads(H), H, Kernels.plain());
    private final HorizonHead horizon = new HorizonHead(SmallWeights.heads(H), H, Kernels.plain());
    private final float[][] ys = SmallWeights.rows(21, N, H, 2);
    private final float[][] candidates = SmallWeights.rows(23, N, 10, 6);
    private final float[][] aheadInputs = SmallWeights.rows(24, N, 24, 4);
    private final float[][] aheadCandidates = SmallWeights.rows(25, N, 12, 6);

    private static float[][] xs() {
        float[][] xs = SmallWeights.rows(22, N, 24, 4);
        xs[1][3] = -6.2f;
        xs[2][3] = 0.9f;
        return xs;
    }

    private static List<float[]> golden(String word) throws IOException {
        List<float[]> rows = new ArrayList<>();
        try (var in = HeadsTest.class.getResourceAsStream("heads.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals(word)) {
                    float[] row = new float[words.length - 1];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = Float.parseFloat(words[i + 1]);
                    }
                    rows.add(row);
                }
            }
        }
        assertThat(rows).hasSize(N);
        return rows;
    }

    private static void near(float[] found, float[] expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("number %d", i).isCloseTo(expected[i], within(1e-5f * (1 + Math.abs(expected[i]))));
        }
    }

    @Test
    void lawsAreThoseOfPyTorch() throws IOException {
        float[][] laws = new float[N][StepHead.LAW];
        step.laws(ys, xs(), candidates, laws, N);
        List<float[]> expected = golden("law");
        for (int i = 0; i < N; i++) {
            near(laws[i], expected.get(i));
        }
    }

    @Test
    void quantilesAreThoseOfPyTorch() throws IOException {
        float[] projected = new float[HorizonHead.PROJECTED];
        horizon.project(ys[0], projected);
        float[][] projections = new float[N][];
        Arrays.fill(projections, projected);
        float[][] quantiles = new float[N][HorizonHead.QUANTILES];
        horizon.quantiles(projections, aheadCandidates, aheadInputs, quantiles, N);
        List<float[]> expected = golden("quantiles");
        for (int i = 0; i < N; i++) {
            near(quantiles[i], expected.get(i));
            for (int q = 1; q < HorizonHead.QUANTILES; q++) {
                assertThat(quantiles[i][q]).isGreaterThan(quantiles[i][q - 1]);
            }
        }
    }

    @Test
    @DisplayName("scales are bounded on both sides and degrees of freedom from below, whatever the network says")
    void clamps() {
        float[][] law = new float[1][StepHead.LAW];
        for (float extreme : new float[] {-1000, 1000}) {
            Weights weights = flat(extreme);
            var head = new StepHead(weights, H, Kernels.plain());
            float[][] x = {new float[24]};
            x[0][3] = -0.5f;
            head.laws(new float[1][H], x, new float[1][10], law, 1);
            for (int k = 0; k < 3; k++) {
                assertThat(law[0][3 + k]).isEqualTo(extreme < 0 ? -5.5f : 3.5f);
                assertThat(law[0][6 + k]).isGreaterThanOrEqualTo(2.05f);
                assertThat(law[0][9 + k]).isCloseTo((float) -StrictMath.log(3), within(1e-6f));
            }
            x[0][3] = -4;
            head.laws(new float[1][H], x, new float[1][10], law, 1);
            assertThat(law[0][3]).isEqualTo(extreme < 0 ? -6.5f : 0);

            var ahead = new HorizonHead(weights, H, Kernels.plain());
            float[][] quantiles = new float[1][11];
            ahead.quantiles(new float[1][96], new float[1][12], new float[1][24], quantiles, 1);
            double spread = StrictMath.exp(extreme < 0 ? -6 : 3);
            // increments of softplus(±1000)
            double widest = extreme < 0 ? 0 : 0.5 * spread * 1000 * 10;
            assertThat((double) quantiles[0][10] - quantiles[0][0])
                    .isCloseTo(widest, within(1e-3 * spread + 1e-6 * widest));
        }
    }

    /** Heads whose outputs are all one number. */
    private static Weights flat(float output) {
        Map<String, Tensor> tensors =
                new java.util.HashMap<>(SmallWeights.heads(H).tensors());
        for (String head : new String[] {"step", "horizon"}) {
            float[] bias = tensors.get(head + ".out.bias").values().clone();
            float[] weight = new float[tensors.get(head + ".out.weight").values().length];
            Arrays.fill(bias, output);
            tensors.put(head + ".out.bias", Tensor.of(bias, bias.length));
            tensors.put(
                    head + ".out.weight",
                    Tensor.of(weight, tensors.get(head + ".out.weight").shape()));
        }
        return new Weights(tensors);
    }

    @Test
    void refusesWeightsOfAnotherShape() {
        Weights weights = SmallWeights.heads(H);
        assertThatThrownBy(() -> new StepHead(weights, 17, Kernels.plain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step.hidden.weight");
        assertThatThrownBy(() -> new HorizonHead(weights, 32, Kernels.plain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("horizon.state.weight");
    }
}
