package dev.undercurrent.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Seeded;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelTest {

    /** Vectors of the sizes that matter: none, tails, one tile and several. */
    private static final int[] OUTPUTS = {1, 2, 3, 5, 8, 15, 16, 17, 22, 31, 32, 48, 63, 64, 65, 96, 129, 256};

    static Kernel[] kernels() throws ReflectiveOperationException {
        return new Kernel[] {Kernels.plain(), Kernels.vector()};
    }

    /** Mostly of ordinary size; some subnormal, tiny, zero of either sign, large. */
    private static float draw(SplittableRandom random) {
        float unit = (float) (2 * random.nextDouble() - 1);
        return switch (random.nextInt(12)) {
            case 0 -> unit * Float.MIN_NORMAL;
            case 1 -> unit * 0x1p-70f;
            case 2 -> Math.copySign(0f, unit);
            case 3 -> unit * 0x1p50f;
            default -> unit;
        };
    }

    private static float[][] matrix(SplittableRandom random, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = draw(random);
            }
        }
        return matrix;
    }

    private static float[][] copy(float[][] matrix) {
        float[][] copy = matrix.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    /** The definition: term by term in the order of the index. */
    private static void define(float[][] columns, float[] x, int inputs, float[] y) {
        for (int o = 0; o < columns[0].length; o++) {
            for (int j = 0; j < inputs; j++) {
                y[o] = Math.fma(x[j], columns[j][o], y[o]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @DisplayName("Sums are those of the definition bit for bit, and touch nothing beyond their outputs")
    void sums(Kernel kernel) {
        Seeded.check(150, (random, size) -> {
            int outputs = OUTPUTS[size % OUTPUTS.length];
            int inputs = 1 + random.nextInt(Math.min(size, 70));
            int spare = random.nextInt(3);
            float[][] columns = matrix(random, inputs + spare, outputs);
            float[] x = matrix(random, 1, inputs + spare)[0];
            float[] y = matrix(random, 1, outputs + spare)[0];
            float[] expected = y.clone();
            define(columns, x, inputs, expected);
            kernel.accumulate(columns, x, inputs, y);
            assertThat(bits(y)).isEqualTo(bits(expected));
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @DisplayName("Sums of many vectors are those of each alone, for 1 to 70 of them, and leave the others as they are")
    void batches(Kernel kernel) {
        Seeded.check(70, (random, n) -> {
            int outputs = OUTPUTS[random.nextInt(OUTPUTS.length)];
            int inputs = 1 + random.nextInt(40);
            int spare = random.nextInt(3);
            float[][] columns = matrix(random, inputs, outputs);
            float[][] xs = matrix(random, n + spare, inputs);
            float[][] ys = matrix(random, n + spare, outputs + spare);
            float[][] expected = copy(ys);
            for (int k = 0; k < n; k++) {
                define(columns, xs[k], inputs, expected[k]);
            }
            kernel.accumulate(columns, xs, inputs, ys, n);
            for (int k = 0; k < ys.length; k++) {
                assertThat(bits(ys[k])).as("vector %d of %d", k, n).isEqualTo(bits(expected[k]));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @DisplayName("Sums into the middle of a vector are those of the definition, and touch nothing else")
    void offsets(Kernel kernel) {
        Seeded.check(60, (random, n) -> {
            int outputs = OUTPUTS[random.nextInt(OUTPUTS.length)];
            int inputs = 1 + random.nextInt(30);
            int at = random.nextInt(70);
            float[][] columns = matrix(random, inputs, outputs);
            float[][] xs = matrix(random, n, inputs);
            float[][] ys = matrix(random, n, at + outputs + 2);
            float[][] expected = copy(ys);
            for (int k = 0; k < n; k++) {
                float[] part = Arrays.copyOfRange(ys[k], at, at + outputs);
                define(columns, xs[k], inputs, part);
                System.arraycopy(part, 0, expected[k], at, outputs);
            }
            float[] alone = ys[0].clone();
            kernel.accumulate(columns, xs[0], inputs, alone, at);
            assertThat(bits(alone)).isEqualTo(bits(expected[0]));
            kernel.accumulate(columns, xs, inputs, ys, at, n);
            for (int k = 0; k < n; k++) {
                assertThat(bits(ys[k])).as("vector %d of %d", k, n).isEqualTo(bits(expected[k]));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @DisplayName("Products, sums of products and blends are rounded as defined, at any offset, and touch nothing else")
    void elements(Kernel kernel) {
        Seeded.check(100, (random, n) -> {
            int at = random.nextInt(20);
            float[] a = matrix(random, 1, n + 30)[0];
            float[] b = matrix(random, 1, n + 30)[0];
            float[] y = matrix(random, 1, n + 30)[0];
            float[] product = y.clone();
            float[] sum = y.clone();
            float[] blend = y.clone();
            for (int i = at; i < at + n; i++) {
                product[i] = y[i] * a[i + 3];
                sum[i] = Math.fma(a[i + 3], b[i + 1], y[i]);
                blend[i] = Math.fma(a[i + 3], y[i] - b[i + 1], b[i + 1]);
            }
            float[] found = y.clone();
            kernel.multiply(a, at + 3, found, at, n);
            assertThat(bits(found)).isEqualTo(bits(product));
            found = y.clone();
            kernel.multiplyAdd(a, at + 3, b, at + 1, found, at, n);
            assertThat(bits(found)).isEqualTo(bits(sum));
            kernel.blend(a, at + 3, b, at + 1, y, at, n);
            assertThat(bits(y)).isEqualTo(bits(blend));
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @DisplayName(
            "The least of each column is one of its numbers and none is less, and touches nothing beyond the columns")
    void least(Kernel kernel) {
        Seeded.check(150, (random, size) -> {
            int n = OUTPUTS[size % OUTPUTS.length];
            int rows = random.nextInt(6);
            int from = random.nextInt(4);
            float[] a = magnitudes(matrix(random, 1, from + rows * n + 2)[0]);
            float[] y = magnitudes(matrix(random, 1, n + 2)[0]);
            float[] expected = y.clone();
            for (int i = 0; i < rows * n; i++) {
                expected[i % n] = Math.min(expected[i % n], a[from + i]);
            }
            kernel.least(a, from, rows, y, n);
            assertThat(bits(y)).isEqualTo(bits(expected));
        });
    }

    private static float[] magnitudes(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    @DisplayName("Squares of differences are added as plain arithmetic rounds them")
    void addSquares(Kernel kernel) {
        Seeded.check(150, (random, size) -> {
            int n = OUTPUTS[size % OUTPUTS.length];
            int from = random.nextInt(4);
            float[] a = matrix(random, 1, from + n + 1)[0];
            float[] y = matrix(random, 1, n + 1)[0];
            float x = draw(random);
            float[] expected = y.clone();
            for (int i = 0; i < n; i++) {
                float d = a[from + i] - x;
                expected[i] = expected[i] + d * d;
            }
            kernel.addSquares(a, from, x, y, n);
            assertThat(bits(y)).isEqualTo(bits(expected));
        });
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
