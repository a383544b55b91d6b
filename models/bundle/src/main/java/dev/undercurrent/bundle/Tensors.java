package dev.undercurrent.bundle;

import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Parameters of a model by name: single precision for networks, double for hidden Markov models. All are finite.
 *
 * @param floats tensors of single precision, in the order of names
 * @param doubles tensors of double precision, in the order of names; no name is in both
 */
public record Tensors(SortedMap<String, Tensor> floats, SortedMap<String, DoubleTensor> doubles) {

    private static final int LONGEST_NAME = 256;

    /** @throws BundleException if a name is in both, is no name, or a value is not finite */
    public Tensors {
        floats = Collections.unmodifiableSortedMap(new TreeMap<>(floats));
        doubles = Collections.unmodifiableSortedMap(new TreeMap<>(doubles));
        floats.forEach((name, tensor) -> {
            checkName(name);
            for (float value : tensor.values()) {
                checkFinite(name, value);
            }
        });
        for (Map.Entry<String, DoubleTensor> entry : doubles.entrySet()) {
            checkName(entry.getKey());
            if (floats.containsKey(entry.getKey())) {
                throw new BundleException(BundleFiles.WEIGHTS + ": two tensors are named " + entry.getKey()
                        + "; allowed: one of each name");
            }
            for (double value : entry.getValue().values()) {
                checkFinite(entry.getKey(), value);
            }
        }
    }

    public static Tensors of(Weights weights) {
        return new Tensors(new TreeMap<>(weights.tensors()), new TreeMap<>());
    }

    public static Tensors of(Map<String, DoubleTensor> doubles) {
        return new Tensors(new TreeMap<>(), new TreeMap<>(doubles));
    }

    private static void checkName(String name) {
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || !name.chars().allMatch(c -> c > ' ' && c < 0x7f)
                || name.equals(Safetensors.METADATA)) {
            throw BundleException.of(
                    BundleFiles.WEIGHTS,
                    "name of a tensor",
                    name,
                    "1 to " + LONGEST_NAME + " printable ASCII characters");
        }
    }

    private static void checkFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw BundleException.of(BundleFiles.WEIGHTS, "a value of tensor " + name, value, "finite numbers");
        }
    }

    /** The tensors of single precision as a network takes them. */
    public Weights weights() {
        return new Weights(floats);
    }

    /**
     * The values of a tensor of either precision and the given shape, row-major; a copy.
     *
     * @throws BundleException if there is none of that name and shape
     */
    public double[] values(String name, int... shape) {
        Tensor narrow = floats.get(name);
        DoubleTensor wide = doubles.get(name);
        int[] found = narrow != null ? narrow.shape() : wide != null ? wide.shape() : null;
        if (!Arrays.equals(found, shape)) {
            throw BundleException.of(
                    BundleFiles.WEIGHTS,
                    "tensor " + name,
                    found == null ? "missing" : Arrays.toString(found),
                    Arrays.toString(shape));
        }
        if (wide != null) {
            return wide.values().clone();
        }
        double[] values = new double[narrow.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = narrow.values()[i];
        }
        return values;
    }

    /** Number of parameters. */
    public long size() {
        long size = 0;
        for (Tensor tensor : floats.values()) {
            size += tensor.values().length;
        }
        for (DoubleTensor tensor : doubles.values()) {
            size += tensor.values().length;
        }
        return size;
    }

    /** @throws BundleException if these are not exactly the tensors of the architecture */
    void checkShapes(Architecture architecture) {
        Map<String, int[]> shapes = architecture.shapes();
        String dtype = architecture.mayBeDouble() && floats.isEmpty() ? "F64" : "F32";
        Map<String, String> found = new TreeMap<>();
        floats.forEach((name, tensor) -> found.put(name, "F32 " + Arrays.toString(tensor.shape())));
        doubles.forEach((name, tensor) -> found.put(name, "F64 " + Arrays.toString(tensor.shape())));
        shapes.forEach((name, shape) -> {
            String allowed = dtype + " " + Arrays.toString(shape);
            String have = found.getOrDefault(name, "missing");
            if (!have.equals(allowed)) {
                throw BundleException.of(
                        BundleFiles.WEIGHTS, "tensor " + name, have, allowed + " for " + architecture.description());
            }
        });
        for (String name : found.keySet()) {
            if (!shapes.containsKey(name)) {
                throw BundleException.of(
                        BundleFiles.WEIGHTS,
                        "a tensor beyond those of " + architecture.description(),
                        name,
                        new TreeSet<>(shapes.keySet()).toString());
            }
        }
    }
}
