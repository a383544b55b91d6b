package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.recurrent.Recurrent;
import java.util.HashMap;
import java.util.Map;

/** Weights of heads and encoders, and other numbers, from a formula that other languages can repeat. */
final class SmallWeights {

    private SmallWeights() {}

    /** [n] number i of sequence k: scale · (((7919 i + 104729 k + 12345) · 2654435761 mod 2^32) / 2^32 − 1/2). */
    static float[] numbers(int sequence, int n, float scale) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            long hash = ((i * 7919L + sequence * 104729L + 12345) * 2654435761L) & 0xffffffffL;
            numbers[i] = (float) ((hash / 4294967296.0 - 0.5) * scale);
        }
        return numbers;
    }

    /** The same in rows. */
    static float[][] rows(int sequence, int rows, int columns, float scale) {
        float[] numbers = numbers(sequence, rows * columns, scale);
        float[][] out = new float[rows][];
        for (int i = 0; i < rows; i++) {
            out[i] = java.util.Arrays.copyOfRange(numbers, i * columns, (i + 1) * columns);
        }
        return out;
    }

    /** Both heads for an encoder of H outputs. */
    static Weights heads(int h) {
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("step.hidden.weight", tensor(1, 0.5f, 64, h + 24));
        tensors.put("step.hidden.bias", tensor(2, 0.5f, 64));
        tensors.put("step.out.weight", tensor(3, 1.5f, 22, 64));
        tensors.put("step.out.bias", tensor(4, 2f, 22));
        tensors.put("horizon.state.weight", tensor(5, 0.5f, 96, h));
        tensors.put("horizon.state.bias", tensor(6, 0.2f, 96));
        tensors.put("horizon.features.weight", tensor(7, 0.3f, 96, 24));
        tensors.put("horizon.features.bias", tensor(8, 0.2f, 96));
        tensors.put("horizon.hidden.weight", tensor(9, 0.4f, 48, 96));
        tensors.put("horizon.hidden.bias", tensor(10, 0.2f, 48));
        tensors.put("horizon.out.weight", tensor(11, 1f, 24, 48));
        tensors.put("horizon.out.bias", tensor(12, 1f, 24));
        return new Weights(tensors);
    }

    /** A recurrent encoder of one layer. */
    static Encoder encoder(NetworkSpec.Kind kind, int h) {
        int gates = kind.gates() * h;
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("encoder.0.weight_ih", tensor(31, 0.4f, gates, 24));
        tensors.put("encoder.0.weight_hh", tensor(32, 0.4f, gates, h));
        tensors.put("encoder.0.bias_ih", tensor(33, 0.4f, gates));
        tensors.put("encoder.0.bias_hh", tensor(34, 0.4f, gates));
        return Recurrent.of(NetworkSpec.recurrent(kind, h, 1), 24, new Weights(tensors), Kernels.plain());
    }

    private static Tensor tensor(int sequence, float scale, int... shape) {
        int n = 1;
        for (int size : shape) {
            n *= size;
        }
        return Tensor.of(numbers(sequence, n, scale), shape);
    }
}
