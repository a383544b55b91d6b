package dev.undercurrent.core.network;

import java.util.Arrays;

/**
 * An array of floats with a shape, row-major.
 *
 * @param shape sizes, each ≥ 1
 * @param values [product of shape]; kept, not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(int[] shape, float[] values) implements java.io.Serializable {

    /** @throws IllegalArgumentException if the number of values is not that of the shape */
    public Tensor {
        long size = 1;
        for (int n : shape) {
            if (n < 1) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(shape) + "; allowed: sizes of at least 1");
            }
            size = Math.multiplyExact(size, (long) n);
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " needs " + size + " values, found " + values.length);
        }
    }

    public static Tensor of(float[] values, int... shape) {
        return new Tensor(shape, values);
    }
}
