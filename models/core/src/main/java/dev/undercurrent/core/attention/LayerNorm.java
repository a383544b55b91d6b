package dev.undercurrent.core.attention;

import dev.undercurrent.core.network.Weights;

/** Layer normalisation (Ba et al. 2016), moments in double: w (x − mean) / √(variance + 1e-5) + b. */
final class LayerNorm {

    private static final double EPS = 1e-5;

    private final float[] weight;
    private final float[] bias;

    /** The tensors {@code name.weight} and {@code name.bias}, each [size]. */
    LayerNorm(Weights weights, String name, int size) {
        this.weight = weights.get(name + ".weight", size);
        this.bias = weights.get(name + ".bias", size);
    }

    /** Writes the normalised {@code x} [size] to {@code out} from {@code offset} on. */
    void apply(float[] x, float[] out, int offset) {
        int size = weight.length;
        double sum = 0.0;
        for (int i = 0; i < size; i++) {
            sum += x[i];
        }
        double mean = sum / size;
        double squares = 0.0;
        for (int i = 0; i < size; i++) {
            double deviation = x[i] - mean;
            squares += deviation * deviation;
        }
        double scale = 1.0 / Math.sqrt(squares / size + EPS);
        for (int i = 0; i < size; i++) {
            out[offset + i] = (float) ((x[i] - mean) * scale) * weight[i] + bias[i];
        }
    }
}
