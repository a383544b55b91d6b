package dev.undercurrent.core.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Named tensors of a network. Matrices are [outputs][inputs], as PyTorch keeps them. Names are listed in {@link
 * NetworkSpec}.
 */
public final class Weights implements java.io.Serializable {

    private static final long serialVersionUID = 1L;

    private final TreeMap<String, Tensor> tensors;

    public Weights(Map<String, Tensor> tensors) {
        this.tensors = new TreeMap<>(tensors);
    }

    /** Zeros of every shape: a network that says nothing, but whose states can be read. */
    public static Weights zeros(NetworkSpec spec) {
        Map<String, Tensor> zeros = new TreeMap<>();
        NetworkShapes.of(spec).forEach((name, shape) -> {
            int size = 1;
            for (int n : shape) {
                size *= n;
            }
            zeros.put(name, new Tensor(shape, new float[size]));
        });
        return new Weights(zeros);
    }

    /** All tensors by name, in the order of names. */
    public Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * The values of a tensor of the given shape, row-major; not a copy.
     *
     * @throws IllegalArgumentException if there is none of that name, its shape is another one, or a value is not finite
     */
    public float[] get(String name, int... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no weights named " + name + "; found: " + tensors.keySet());
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException("weights " + name + " have shape " + Arrays.toString(tensor.shape())
                    + "; allowed: " + Arrays.toString(shape));
        }
        for (float value : tensor.values()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("weights " + name + " hold " + value + "; allowed: finite numbers");
            }
        }
        return tensor.values();
    }

    /** A matrix as columns: [inputs][outputs], the layout that the kernels want. */
    public float[][] columns(String name, int outputs, int inputs) {
        float[] rows = get(name, outputs, inputs);
        float[][] columns = new float[inputs][outputs];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                columns[i][o] = rows[o * inputs + i];
            }
        }
        return columns;
    }
}
