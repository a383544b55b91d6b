package dev.undercurrent.core.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PytorchTest {

    private static final float TOLERANCE = 1e-5f;

    /** The tensors of one kind in pytorch.txt, whose head says how it was made. */
    private static Map<String, Tensor> read(String kind) throws IOException {
        Map<String, Tensor> tensors = new HashMap<>();
        try (InputStream in = PytorchTest.class.getResourceAsStream("pytorch.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> line.startsWith(kind + " ")).forEach(line -> {
                String[] words = line.split(" ", -1);
                int[] shape = Arrays.stream(words[2].split("x", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                float[] values = new float[words.length - 3];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.parseFloat(words[i + 3]);
                }
                tensors.put(words[1], Tensor.of(values, shape));
            });
        }
        return tensors;
    }

    @ParameterizedTest
    @EnumSource(names = {"ELMAN", "LSTM", "GRU"})
    @DisplayName("Two layers over 20 steps give PyTorch's outputs and states")
    void agrees(NetworkSpec.Kind kind) throws IOException {
        Map<String, Tensor> golden = read(kind.label());
        Map<String, Tensor> tensors = new HashMap<>();
        for (int l = 0; l < 2; l++) {
            for (String name : new String[] {"weight_ih", "weight_hh", "bias_ih", "bias_hh"}) {
                tensors.put("encoder." + l + "." + name, golden.get(name + "_l" + l));
            }
        }
        Recurrent encoder = Recurrent.of(NetworkSpec.recurrent(kind, 5, 2), 3, new Weights(tensors), Kernels.best());
        float[] state = new float[encoder.stateLength()];
        float[] y = new float[5];
        encoder.start(state);
        for (int t = 0; t < 20; t++) {
            encoder.step(state, row(golden.get("x"), t, 3));
            encoder.output(state, y);
            assertThat(y).as("step %d", t).containsExactly(row(golden.get("y"), t, 5), offset(TOLERANCE));
        }
        boolean lstm = kind == NetworkSpec.Kind.LSTM;
        for (int l = 0; l < 2; l++) {
            int at = l * (lstm ? 10 : 5);
            assertThat(Arrays.copyOfRange(state, at, at + 5))
                    .containsExactly(row(golden.get("h"), l, 5), offset(TOLERANCE));
            if (lstm) {
                assertThat(Arrays.copyOfRange(state, at + 5, at + 10))
                        .containsExactly(row(golden.get("c"), l, 5), offset(TOLERANCE));
            }
        }
    }

    private static float[] row(Tensor tensor, int row, int length) {
        return Arrays.copyOfRange(tensor.values(), row * length, (row + 1) * length);
    }
}
