package dev.undercurrent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdamWTest {

    private static final String NAME = "encoder.0.bias_ih";

    private final Parameters parameters = Parameters.random(NetworkSpec.recurrent(Kind.ELMAN, 4, 1), 1);
    private final AdamW optimiser = new AdamW(parameters, 0.3, 1.0);

    private double update(double... gradient) {
        Map<String, float[]> gradients = new HashMap<>();
        parameters.tensors().forEach((name, tensor) -> gradients.put(name, new float[tensor.values().length]));
        for (int i = 0; i < gradient.length; i++) {
            gradients.get(NAME)[i] = (float) gradient[i];
        }
        return optimiser.update(parameters, gradients, 0.05);
    }

    /*
     * torch 1.13: w = tensor([.5, -1, 2, .1]); AdamW([w], lr=.05, betas=(.9, .98), weight_decay=.3); in step i = 0..5
     * w.grad = tensor([.3, -2, .01, 0]) * (i + 1) * (-1 if i == 3 else 1); clip_grad_norm_([w], 1.); step().
     */
    @Test
    @DisplayName("updates are those of PyTorch's AdamW after its clipping")
    void torch() {
        float[] w = parameters.tensors().get(NAME).values();
        System.arraycopy(new float[] {0.5f, -1f, 2f, 0.1f}, 0, w, 0, 4);
        double[][] expected = {
            {2.0224, 0.4425, -0.935, 1.9200001, 0.0985},
            {4.044799, 0.3858625, -0.870975, 1.8412001, 0.0970225},
            {6.067199, 0.3300746, -0.8079104, 1.7635822, 0.0955672},
            {8.089599, 0.3042017, -0.77487, 1.7162068, 0.0941337},
            {10.111998, 0.2716162, -0.7352244, 1.6624413, 0.0927217},
            {12.134398, 0.234829, -0.6914831, 1.6047918, 0.0913308}
        };
        for (int i = 0; i < expected.length; i++) {
            double size = (i + 1) * (i == 3 ? -1.0 : 1.0);
            assertThat(update(0.3 * size, -2.0 * size, 0.01 * size, 0.0)).isCloseTo(expected[i][0], within(1e-5));
            for (int j = 0; j < 4; j++) {
                assertThat((double) w[j]).isCloseTo(expected[i][j + 1], within(2e-6));
            }
        }
    }

    @Test
    @DisplayName("a gradient that is not finite changes nothing")
    void notFinite() {
        float[] before = parameters.tensors().get(NAME).values().clone();
        assertThat(update(1.0, Double.NaN)).isNaN();
        assertThat(parameters.tensors().get(NAME).values()).containsExactly(before);
        assertThat(optimiser.updates()).isZero();
    }
}
