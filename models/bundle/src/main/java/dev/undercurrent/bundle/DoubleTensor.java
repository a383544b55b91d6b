package dev.undercurrent.bundle;

import java.util.Arrays;

/**
 * An array of doubles with a shape, row-major.
 *
 * @param shape sizes, each ≥ 1
 * @param values [product of shape]; kept, not copied
 */
public record DoubleTensor(int[] shape, double[] values) {

    /** @throws IllegalArgumentException if the number of values is not that of the shape */
    public DoubleTensor {
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

    public static DoubleTensor of(double[] values, int... shape) {
        return new DoubleTensor(shape, values);
    }
}
