package dev.undercurrent.core.network;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Weights of any network from a seed: uniform within ±.35, those of layer norms about 1. Tensors in the order of names. */
public final class RandomWeights {

    private RandomWeights() {}

    public static Weights of(NetworkSpec spec, long seed) {
        var random = new SplittableRandom(seed);
        Map<String, Tensor> tensors = new TreeMap<>();
        NetworkShapes.of(spec).forEach((name, shape) -> {
            int size = 1;
            for (int n : shape) {
                size *= n;
            }
            float centre = name.contains("norm") && name.endsWith("weight") ? 1 : 0;
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = centre + 0.7f * (float) (random.nextDouble() - 0.5);
            }
            tensors.put(name, Tensor.of(values, shape));
        });
        return new Weights(tensors);
    }

    /** The smallest network of each kind that has all the parts of its kind, H = 4. */
    public static NetworkSpec tiny(NetworkSpec.Kind kind) {
        return switch (kind) {
            case ELMAN, LSTM, GRU -> NetworkSpec.recurrent(kind, 4, 2);
            case SEQ2SEQ -> new NetworkSpec(kind, 4, 1, 1, 5, 1);
            case TRANSFORMER -> new NetworkSpec(kind, 4, 2, 2, 5, 3);
        };
    }
}
