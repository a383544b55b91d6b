package dev.undercurrent.core.attention;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/** Weights of attention networks from a stream of numbers, in the order of names; weights of layer norms about 1. */
final class DrawnWeights {

    private DrawnWeights() {}

    /** The stream of numbers in [−0.5, 0.5) that the golden values were made with. */
    static DoubleSupplier congruential() {
        long[] state = {1};
        return () -> {
            state[0] = (state[0] * 1103515245L + 12345L) % (1L << 31);
            return (state[0] >> 7) * 0x1p-24 - 0.5;
        };
    }

    static Weights transformer(NetworkSpec spec, int inputs, DoubleSupplier numbers) {
        int h = spec.hidden();
        Map<String, int[]> shapes = new TreeMap<>();
        affine(shapes, "encoder.input", h, inputs * spec.patch());
        affine(shapes, "encoder.norm", h);
        for (int l = 0; l < spec.layers(); l++) {
            String layer = "encoder." + l + ".";
            for (String name : new String[] {"query", "key", "value", "out"}) {
                affine(shapes, layer + name, h, h);
            }
            affine(shapes, layer + "up", 4 * h, h);
            affine(shapes, layer + "down", h, 4 * h);
            affine(shapes, layer + "norm1", h);
            affine(shapes, layer + "norm2", h);
        }
        return draw(shapes, numbers);
    }

    static Weights decoder(NetworkSpec spec, int inputs, DoubleSupplier numbers) {
        int h = spec.hidden();
        Map<String, int[]> shapes = new TreeMap<>();
        shapes.put("decoder.weight_ih", new int[] {3 * h, inputs});
        shapes.put("decoder.weight_hh", new int[] {3 * h, h});
        shapes.put("decoder.bias_ih", new int[] {3 * h});
        shapes.put("decoder.bias_hh", new int[] {3 * h});
        shapes.put("attention.query.weight", new int[] {h, h});
        shapes.put("attention.key.weight", new int[] {h, h});
        shapes.put("attention.bias", new int[] {h});
        shapes.put("attention.score.weight", new int[] {1, h});
        return draw(shapes, numbers);
    }

    static Weights lstm(NetworkSpec spec, int inputs, DoubleSupplier numbers) {
        int h = spec.hidden();
        Map<String, int[]> shapes = new TreeMap<>();
        for (int l = 0; l < spec.layers(); l++) {
            String layer = "encoder." + l + ".";
            shapes.put(layer + "weight_ih", new int[] {4 * h, l == 0 ? inputs : h});
            shapes.put(layer + "weight_hh", new int[] {4 * h, h});
            shapes.put(layer + "bias_ih", new int[] {4 * h});
            shapes.put(layer + "bias_hh", new int[] {4 * h});
        }
        return draw(shapes, numbers);
    }

    /** [rows][columns] of twice the next numbers. */
    static float[][] matrix(int rows, int columns, DoubleSupplier numbers) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) (2.0 * numbers.getAsDouble());
            }
        }
        return matrix;
    }

    private static void affine(Map<String, int[]> shapes, String name, int... weight) {
        shapes.put(name + ".weight", weight);
        shapes.put(name + ".bias", new int[] {weight[0]});
    }

    private static Weights draw(Map<String, int[]> shapes, DoubleSupplier numbers) {
        Map<String, Tensor> tensors = new TreeMap<>();
        shapes.forEach((name, shape) -> {
            int size = 1;
            for (int n : shape) {
                size *= n;
            }
            float[] values = new float[size];
            double plus = name.contains("norm") && name.endsWith("weight") ? 1.0 : 0.0;
            for (int i = 0; i < size; i++) {
                values[i] = (float) (numbers.getAsDouble() + plus);
            }
            tensors.put(name, Tensor.of(values, shape));
        });
        return new Weights(tensors);
    }
}
