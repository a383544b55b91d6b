package dev.undercurrent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphTest {

    private static final Recipe RECIPE = new Recipe(1, 3, 40, 3, 5, 1e-3, 0.0, 0, 1, 0, 11);

    @BeforeAll
    static void offline() {
        Torch.start();
    }

    static Stream<NetworkSpec> networks() {
        return Stream.of(
                NetworkSpec.recurrent(Kind.ELMAN, 7, 2),
                NetworkSpec.recurrent(Kind.LSTM, 7, 1),
                NetworkSpec.recurrent(Kind.LSTM, 6, 2),
                NetworkSpec.recurrent(Kind.GRU, 7, 2),
                new NetworkSpec(Kind.SEQ2SEQ, 6, 1, 1, 9, 1),
                new NetworkSpec(Kind.TRANSFORMER, 8, 2, 2, 12, 3),
                new NetworkSpec(Kind.TRANSFORMER, 6, 1, 3, 50, 1));
    }

    private static Window[] windows() {
        Windowing windowing = new Windowing(RECIPE.window(), RECIPE.horizon());
        Window[] windows = new Window[RECIPE.batch()];
        SplittableRandom random = new SplittableRandom(3);
        for (int b = 0; b < windows.length; b++) {
            double[] values = new double[300];
            for (int t = 0; t < values.length; t++) {
                values[t] = random.nextInt(12) == 0
                        ? Double.NaN
                        : 100 * b + 3 * Math.sin(t * Math.PI / 6.0) + random.nextGaussian();
            }
            values[0] = 1.0;
            int[] origins = {4, 4 + 10 * b, RECIPE.window() - 1};
            windows[b] = windowing.cut(new History(values, 12, 84), 0, new int[] {70 * b}, new int[][] {origins})[0];
        }
        return windows;
    }

    private static Parameters parameters(NetworkSpec spec) {
        Parameters parameters = Parameters.random(spec, 5);
        SplittableRandom random = new SplittableRandom(6);
        for (Tensor tensor : parameters.tensors().values()) {
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] += (float) (0.2 * random.nextGaussian()); // nothing at a symmetric start
            }
        }
        return parameters;
    }

    @ParameterizedTest
    @MethodSource("networks")
    @DisplayName("outputs, laws and quantiles are those of the formulas in double precision")
    void forward(NetworkSpec spec) {
        Weights weights = parameters(spec).weights();
        Reference reference = new Reference(spec, weights);
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Window window : windows()) {
                Golden golden = Golden.of(spec, weights, window, manager);
                double[][] y = reference.encode(window.inputs());
                double[][] q = reference.quantiles(y, y.length - 1, golden.horizonCandidates(), golden.horizonInputs());
                for (int t = 0; t < y.length; t++) {
                    close(golden.outputs()[t], y[t], 1e-5);
                    close(golden.laws()[t], reference.law(y[t], window.inputs()[t], window.candidates()[t]), 1e-4);
                }
                for (int h = 0; h < q.length; h++) {
                    close(golden.quantiles()[h], q[h], 2e-5);
                }
            }
        }
    }

    private static void close(float[] found, double[] expected, double tolerance) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(tolerance * (1.0 + Math.abs(expected[i]))));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    @DisplayName("the loss of a batch and its gradient are those of the formulas, by central differences")
    void backward(NetworkSpec spec) {
        Parameters parameters = parameters(spec);
        Window[] windows = windows();
        Batch batch = Prefetch.batch(RECIPE);
        for (int b = 0; b < windows.length; b++) {
            batch.set(b, windows[b]);
        }
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Map<String, NDArray> lent = parameters.lend(manager, true);
            Graph.Loss loss = new Graph(spec, lent).loss(manager, batch);
            collector.backward(loss.total());
            Reference reference = new Reference(spec, new Weights(parameters.tensors()));
            assertThat((double) loss.total().getFloat()).isCloseTo(reference.loss(windows), within(1e-4));
            for (Map.Entry<String, Tensor> entry : parameters.tensors().entrySet()) {
                float[] gradient = lent.get(entry.getKey()).getGradient().toFloatArray();
                float[] values = entry.getValue().values();
                int i = values.length * 2 / 3;
                float kept = values[i];
                values[i] = kept + 1e-3f;
                double above = reference.loss(windows);
                double span = values[i];
                values[i] = kept - 1e-3f;
                double below = reference.loss(windows);
                span -= values[i];
                values[i] = kept;
                assertThat((double) gradient[i])
                        .as(entry.getKey())
                        .isCloseTo((above - below) / span, within(1e-5 + 0.005 * Math.abs(gradient[i])));
            }
        }
    }

    @Test
    @DisplayName("weights cover what a network is said to have")
    void names() {
        assertThat(List.copyOf(Parameters.random(NetworkSpec.recurrent(Kind.LSTM, 64, 1), 1)
                        .tensors()
                        .keySet()))
                .startsWith("encoder.0.weight_ih", "encoder.0.weight_hh", "encoder.0.bias_ih", "encoder.0.bias_hh")
                .endsWith("horizon.hidden.bias", "horizon.out.weight", "horizon.out.bias");
        Weights base =
                Parameters.random(NetworkSpec.recurrent(Kind.LSTM, 64, 1), 1).weights();
        assertThat(base.get("encoder.0.weight_ih", 256, 24)).isNotNull();
        assertThat(base.get("encoder.0.bias_ih", 256)[64]).isEqualTo(1f);
        assertThat(base.get("step.hidden.weight", 64, 88)).isNotNull();
        assertThat(base.get("horizon.out.weight", 24, 48)).isNotNull();
    }
}
