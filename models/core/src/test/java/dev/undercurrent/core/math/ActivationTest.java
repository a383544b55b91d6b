package dev.undercurrent.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Seeded;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationTest {

    private static final double RELATIVE = 3e-7;
    private static final double ABSOLUTE = 1e-36;
    private static final int STEP = 40_009;

    /** Applies a function in place to v[from..to). */
    @FunctionalInterface
    private interface Loop {
        void run(Kernel kernel, float[] v, int from, int to);
    }

    private record Function(String name, Loop loop, DoubleUnaryOperator exact) {

        float of(float x) {
            float[] v = {x};
            loop.run(Kernels.plain(), v, 0, 1);
            return v[0];
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Function EXP = new Function("exp", Kernel::exp, StrictMath::exp);
    private static final Function SIGMOID = new Function("sigmoid", Kernel::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)));
    private static final Function TANH = new Function("tanh", Kernel::tanh, StrictMath::tanh);
    private static final Function SILU = new Function("silu", Kernel::silu, x -> x / (1 + StrictMath.exp(-x)));
    private static final Function SOFTPLUS = new Function(
            "softplus", Kernel::softplus, x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));

    static Function[] functions() {
        return new Function[] {EXP, SIGMOID, TANH, SILU, SOFTPLUS};
    }

    /** Every 40,009th float of either sign: a hundred thousand, of all exponents. */
    private static float[] sweep() {
        float[] xs = new float[2 * (Float.floatToIntBits(Float.MAX_VALUE) / STEP)];
        for (int i = 0; i < xs.length; i += 2) {
            xs[i] = Float.intBitsToFloat(i / 2 * STEP);
            xs[i + 1] = -xs[i];
        }
        return xs;
    }

    @ParameterizedTest
    @MethodSource("functions")
    @DisplayName("The relative error is at most 3e-7 over all floats, or the absolute one 1e-36, and no result is NaN")
    void accurate(Function function) {
        float[] xs = sweep();
        float[] ys = xs.clone();
        function.loop.run(Kernels.plain(), ys, 0, ys.length);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < xs.length; i++) {
            double exact = function.exact.applyAsDouble(xs[i]);
            if ((float) exact == ys[i]) {
                continue;
            }
            double error = (Math.abs(ys[i] - exact) - ABSOLUTE) / Math.abs(exact);
            if (!(error <= worst)) {
                worst = error;
                at = xs[i];
            }
        }
        assertThat(worst).as("at %s", at).isLessThanOrEqualTo(RELATIVE);
    }

    @ParameterizedTest
    @MethodSource("functions")
    @DisplayName("The vector form gives the bits of the plain one, from any offset, and touches nothing else")
    void sameBits(Function function) throws ReflectiveOperationException {
        Kernel vector = Kernels.vector();
        float[] xs = sweep();
        float[] plain = xs.clone();
        float[] wide = xs.clone();
        function.loop.run(Kernels.plain(), plain, 0, plain.length);
        function.loop.run(vector, wide, 0, wide.length);
        assertThat(Arrays.mismatch(wide, plain)).isEqualTo(-1);
        Seeded.check(100, (random, size) -> {
            float[] v = new float[size + 7];
            for (int i = 0; i < v.length; i++) {
                v[i] = (float) (30 * random.nextDouble() - 15);
            }
            int from = random.nextInt(7);
            float[] w = v.clone();
            function.loop.run(Kernels.plain(), v, from, from + size);
            function.loop.run(vector, w, from, from + size);
            assertThat(w).isEqualTo(v);
        });
    }

    @Test
    @DisplayName("Far out the limits are exact")
    void limits() {
        for (float far : new float[] {110f, 1e10f, Float.MAX_VALUE}) {
            assertThat(EXP.of(far)).isEqualTo(Float.POSITIVE_INFINITY);
            assertThat(EXP.of(-far)).isEqualTo(0f);
            assertThat(SIGMOID.of(far)).isEqualTo(1f);
            assertThat(SIGMOID.of(-far)).isEqualTo(0f);
            assertThat(TANH.of(far)).isEqualTo(1f);
            assertThat(TANH.of(-far)).isEqualTo(-1f);
            assertThat(SILU.of(far)).isEqualTo(far);
            assertThat(SILU.of(-far)).isEqualTo(-0f);
            assertThat(SOFTPLUS.of(far)).isEqualTo(far);
            assertThat(SOFTPLUS.of(-far)).isEqualTo(0f);
        }
        assertThat(EXP.of(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
        assertThat(SIGMOID.of(Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(TANH.of(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    }

    @Test
    @DisplayName("At zero: 1, a half, and zeros of the argument's sign")
    void zero() {
        assertThat(EXP.of(0f)).isEqualTo(1f);
        assertThat(SIGMOID.of(-0f)).isEqualTo(0.5f);
        for (float zero : new float[] {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE}) {
            assertThat(Float.floatToRawIntBits(TANH.of(zero))).isEqualTo(Float.floatToRawIntBits(zero));
        }
        assertThat(Float.floatToRawIntBits(SILU.of(-0f))).isEqualTo(Float.floatToRawIntBits(-0f));
    }
}
