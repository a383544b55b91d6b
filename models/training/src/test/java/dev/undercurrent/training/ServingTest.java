package dev.undercurrent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.attention.WindowTransformer;
import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.StepHead;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServingTest {

    private static final Recipe RECIPE = new Recipe(3, 4, 96, 2, 48, 1e-2, 0.01, 0, 10, 0, 1);

    static Stream<NetworkSpec> networks() {
        return Stream.of(
                NetworkSpec.recurrent(Kind.ELMAN, 16, 2),
                NetworkSpec.recurrent(Kind.LSTM, 64, 1),
                NetworkSpec.recurrent(Kind.GRU, 32, 2),
                new NetworkSpec(Kind.TRANSFORMER, 32, 2, 4, 16, 2));
    }

    @ParameterizedTest
    @MethodSource("networks")
    @DisplayName("what was trained is what is served: outputs, laws and quantiles agree")
    void agrees(NetworkSpec spec) {
        Trained trained =
                new NetworkTrainer(spec, RECIPE, Histories.synthetic(1), Histories.synthetic(2)).train(report -> {});
        Golden golden = trained.golden();
        Weights weights = trained.weights();
        Kernel kernel = Kernels.plain();
        Encoder encoder = spec.kind() == Kind.TRANSFORMER
                ? WindowTransformer.of(spec, Batch.INPUTS, weights, kernel)
                : Recurrent.of(spec, Batch.INPUTS, weights, kernel);
        StepHead head = new StepHead(weights, spec.hidden(), kernel);
        float[] state = new float[encoder.stateLength()];
        float[] y = new float[spec.hidden()];
        float[][] law = new float[1][StepHead.LAW];
        encoder.start(state);
        for (int t = 0; t < golden.inputs().length; t++) {
            encoder.step(state, golden.inputs()[t]);
            encoder.output(state, y);
            close(y, golden.outputs()[t], 1e-5);
            head.laws(
                    new float[][] {y},
                    new float[][] {golden.inputs()[t]},
                    new float[][] {golden.candidates()[t]},
                    law,
                    1);
            close(law[0], golden.laws()[t], 2e-5);
        }
        HorizonHead horizon = new HorizonHead(weights, spec.hidden(), kernel);
        int steps = golden.quantiles().length;
        float[][] projected = new float[steps][HorizonHead.PROJECTED];
        float[][] quantiles = new float[steps][HorizonHead.QUANTILES];
        for (float[] row : projected) {
            horizon.project(y, row);
        }
        horizon.quantiles(projected, golden.horizonCandidates(), golden.horizonInputs(), quantiles, steps);
        for (int h = 0; h < steps; h++) {
            close(quantiles[h], golden.quantiles()[h], 2e-5);
        }
    }

    private static void close(float[] found, float[] expected, double tolerance) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(tolerance * (1.0 + Math.abs(expected[i]))));
        }
    }
}
