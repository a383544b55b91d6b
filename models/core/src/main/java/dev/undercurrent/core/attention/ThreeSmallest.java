package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.math.Kernels;

/**
 * Finds the three smallest of many numbers. The numbers are first folded into {@value #LANES} minima, many at a
 * time; the three smallest can only be where a minimum is among the smallest ones. Scratch, for one thread.
 */
final class ThreeSmallest {

    private static final Kernel KERNEL = Kernels.best();
    private static final int LANES = 128;

    private final float[] minima = new float[LANES];
    private float first;
    private float second;
    private float third;

    /** The smallest one, or the largest float where there is none; the same holds for the second and the third. */
    float first() {
        return first;
    }

    float second() {
        return second;
    }

    float third() {
        return third;
    }

    /**
     * Looks at values[from..to − 1].
     *
     * @param values ≥ 0, not NaN
     */
    ThreeSmallest find(float[] values, int from, int to) {
        clear();
        if (to - from < 2 * LANES) {
            for (int i = from; i < to; i++) {
                take(values[i]);
            }
            return this;
        }
        System.arraycopy(values, from, minima, 0, LANES);
        int rows = (to - from) / LANES;
        KERNEL.least(values, from + LANES, rows - 1, minima, LANES);
        for (float minimum : minima) {
            take(minimum);
        }
        float bound = third;
        clear();
        for (int lane = 0; lane < LANES; lane++) {
            if (minima[lane] <= bound) {
                for (int i = from + lane; i < from + rows * LANES; i += LANES) {
                    take(values[i]);
                }
            }
        }
        for (int i = from + rows * LANES; i < to; i++) {
            take(values[i]);
        }
        return this;
    }

    private void clear() {
        first = Float.MAX_VALUE;
        second = Float.MAX_VALUE;
        third = Float.MAX_VALUE;
    }

    private void take(float value) {
        if (value < third) {
            if (value < second) {
                third = second;
                if (value < first) {
                    second = first;
                    first = value;
                } else {
                    second = value;
                }
            } else {
                third = value;
            }
        }
    }
}
