package dev.undercurrent.core.math;

import static dev.undercurrent.core.math.Activation.BIAS;
import static dev.undercurrent.core.math.Activation.LN2_HIGH;
import static dev.undercurrent.core.math.Activation.LN2_LOW;
import static dev.undercurrent.core.math.Activation.LOG2_E;
import static dev.undercurrent.core.math.Activation.MAGNITUDE;
import static dev.undercurrent.core.math.Activation.MANTISSA;
import static dev.undercurrent.core.math.Activation.SHIFT;
import static dev.undercurrent.core.math.Activation.SHIFT_BITS;
import static dev.undercurrent.core.math.Activation.SIGN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops over vectors of the processor's preferred width. Loaded by {@link Kernels} alone, since its module is one that
 * a JVM must be asked for.
 *
 * <p>Each method is one loop without calls, as the compiler keeps vectors in registers only where it inlines everything:
 * hence the repeated lines. Sums of four vectors of outputs for four keys fill the registers and use each weight four times.
 */
final class VectorKernel implements Kernel {

    private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
    private static final int W = WIDE.length();
    private static final int LEAST = 4;

    /** @throws UnsupportedOperationException if the processor has no vectors of at least 4 floats */
    VectorKernel() {
        if (W < LEAST) {
            throw new UnsupportedOperationException("vectors of " + W + " floats; needed: " + LEAST + " or more");
        }
    }

    @Override
    public void accumulate(float[][] columns, float[] x, int inputs, float[] y) {
        int outputs = columns[0].length;
        int o = 0;
        for (; o + 4 * W <= outputs; o += 4 * W) {
            four(columns, o, x, inputs, y);
        }
        for (; o + W <= outputs; o += W) {
            one(columns, o, x, inputs, y);
        }
        if (o < outputs) {
            PlainKernel.accumulate(columns, o, x, inputs, y);
        }
    }

    @Override
    public void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int n) {
        int outputs = columns[0].length;
        int grouped = n & -4;
        int o = 0;
        for (; o + 4 * W <= outputs; o += 4 * W) {
            for (int k = 0; k < grouped; k += 4) {
                fourByFour(columns, o, xs, k, inputs, ys);
            }
        }
        for (; o + W <= outputs; o += W) {
            for (int k = 0; k < grouped; k += 4) {
                oneByFour(columns, o, xs, k, inputs, ys);
            }
        }
        for (int k = 0; k < grouped && o < outputs; k++) {
            PlainKernel.accumulate(columns, o, xs[k], inputs, ys[k]);
        }
        for (int k = grouped; k < n; k++) {
            accumulate(columns, xs[k], inputs, ys[k]);
        }
    }

    private static void one(float[][] columns, int o, float[] x, int inputs, float[] y) {
        FloatVector sum = FloatVector.fromArray(WIDE, y, o);
        for (int j = 0; j < inputs; j++) {
            sum = FloatVector.broadcast(WIDE, x[j]).fma(FloatVector.fromArray(WIDE, columns[j], o), sum);
        }
        sum.intoArray(y, o);
    }

    private static void four(float[][] columns, int o, float[] x, int inputs, float[] y) {
        FloatVector s0 = FloatVector.fromArray(WIDE, y, o);
        FloatVector s1 = FloatVector.fromArray(WIDE, y, o + W);
        FloatVector s2 = FloatVector.fromArray(WIDE, y, o + 2 * W);
        FloatVector s3 = FloatVector.fromArray(WIDE, y, o + 3 * W);
        for (int j = 0; j < inputs; j++) {
            float[] column = columns[j];
            FloatVector v = FloatVector.broadcast(WIDE, x[j]);
            s0 = v.fma(FloatVector.fromArray(WIDE, column, o), s0);
            s1 = v.fma(FloatVector.fromArray(WIDE, column, o + W), s1);
            s2 = v.fma(FloatVector.fromArray(WIDE, column, o + 2 * W), s2);
            s3 = v.fma(FloatVector.fromArray(WIDE, column, o + 3 * W), s3);
        }
        s0.intoArray(y, o);
        s1.intoArray(y, o + W);
        s2.intoArray(y, o + 2 * W);
        s3.intoArray(y, o + 3 * W);
    }

    /** One vector of outputs of each of four keys. */
    private static void oneByFour(float[][] columns, int o, float[][] xs, int k, int inputs, float[][] ys) {
        float[] xa = xs[k];
        float[] xb = xs[k + 1];
        float[] xc = xs[k + 2];
        float[] xd = xs[k + 3];
        FloatVector a = FloatVector.fromArray(WIDE, ys[k], o);
        FloatVector b = FloatVector.fromArray(WIDE, ys[k + 1], o);
        FloatVector c = FloatVector.fromArray(WIDE, ys[k + 2], o);
        FloatVector d = FloatVector.fromArray(WIDE, ys[k + 3], o);
        for (int j = 0; j < inputs; j++) {
            FloatVector w = FloatVector.fromArray(WIDE, columns[j], o);
            a = FloatVector.broadcast(WIDE, xa[j]).fma(w, a);
            b = FloatVector.broadcast(WIDE, xb[j]).fma(w, b);
            c = FloatVector.broadcast(WIDE, xc[j]).fma(w, c);
            d = FloatVector.broadcast(WIDE, xd[j]).fma(w, d);
        }
        a.intoArray(ys[k], o);
        b.intoArray(ys[k + 1], o);
        c.intoArray(ys[k + 2], o);
        d.intoArray(ys[k + 3], o);
    }

    /** Four vectors of outputs of each of four keys. */
    private static void fourByFour(float[][] columns, int o, float[][] xs, int k, int inputs, float[][] ys) {
        float[] xa = xs[k];
        float[] xb = xs[k + 1];
        float[] xc = xs[k + 2];
        float[] xd = xs[k + 3];
        float[] ya = ys[k];
        float[] yb = ys[k + 1];
        float[] yc = ys[k + 2];
        float[] yd = ys[k + 3];
        FloatVector a0 = FloatVector.fromArray(WIDE, ya, o);
        FloatVector a1 = FloatVector.fromArray(WIDE, ya, o + W);
        FloatVector a2 = FloatVector.fromArray(WIDE, ya, o + 2 * W);
        FloatVector a3 = FloatVector.fromArray(WIDE, ya, o + 3 * W);
        FloatVector b0 = FloatVector.fromArray(WIDE, yb, o);
        FloatVector b1 = FloatVector.fromArray(WIDE, yb, o + W);
        FloatVector b2 = FloatVector.fromArray(WIDE, yb, o + 2 * W);
        FloatVector b3 = FloatVector.fromArray(WIDE, yb, o + 3 * W);
        FloatVector c0 = FloatVector.fromArray(WIDE, yc, o);
        FloatVector c1 = FloatVector.fromArray(WIDE, yc, o + W);
        FloatVector c2 = FloatVector.fromArray(WIDE, yc, o + 2 * W);
        FloatVector c3 = FloatVector.fromArray(WIDE, yc, o + 3 * W);
        FloatVector d0 = FloatVector.fromArray(WIDE, yd, o);
        FloatVector d1 = FloatVector.fromArray(WIDE, yd, o + W);
        FloatVector d2 = FloatVector.fromArray(WIDE, yd, o + 2 * W);
        FloatVector d3 = FloatVector.fromArray(WIDE, yd, o + 3 * W);
        for (int j = 0; j < inputs; j++) {
            float[] column = columns[j];
            FloatVector w0 = FloatVector.fromArray(WIDE, column, o);
            FloatVector w1 = FloatVector.fromArray(WIDE, column, o + W);
            FloatVector w2 = FloatVector.fromArray(WIDE, column, o + 2 * W);
            FloatVector w3 = FloatVector.fromArray(WIDE, column, o + 3 * W);
            FloatVector va = FloatVector.broadcast(WIDE, xa[j]);
            a0 = va.fma(w0, a0);
            a1 = va.fma(w1, a1);
            a2 = va.fma(w2, a2);
            a3 = va.fma(w3, a3);
            FloatVector vb = FloatVector.broadcast(WIDE, xb[j]);
            b0 = vb.fma(w0, b0);
            b1 = vb.fma(w1, b1);
            b2 = vb.fma(w2, b2);
            b3 = vb.fma(w3, b3);
            FloatVector vc = FloatVector.broadcast(WIDE, xc[j]);
            c0 = vc.fma(w0, c0);
            c1 = vc.fma(w1, c1);
            c2 = vc.fma(w2, c2);
            c3 = vc.fma(w3, c3);
            FloatVector vd = FloatVector.broadcast(WIDE, xd[j]);
            d0 = vd.fma(w0, d0);
            d1 = vd.fma(w1, d1);
            d2 = vd.fma(w2, d2);
            d3 = vd.fma(w3, d3);
        }
        a0.intoArray(ya, o);
        a1.intoArray(ya, o + W);
        a2.intoArray(ya, o + 2 * W);
        a3.intoArray(ya, o + 3 * W);
        b0.intoArray(yb, o);
        b1.intoArray(yb, o + W);
        b2.intoArray(yb, o + 2 * W);
        b3.intoArray(yb, o + 3 * W);
        c0.intoArray(yc, o);
        c1.intoArray(yc, o + W);
        c2.intoArray(yc, o + 2 * W);
        c3.intoArray(yc, o + 3 * W);
        d0.intoArray(yd, o);
        d1.intoArray(yd, o + W);
        d2.intoArray(yd, o + 2 * W);
        d3.intoArray(yd, o + 3 * W);
    }

    @Override
    public void exp(float[] v, int from, int to) {
        exp(v, from, to, 0);
    }

    @Override
    public void sigmoid(float[] v, int from, int to) {
        exp(v, from, to, SIGN);
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector one = FloatVector.broadcast(WIDE, 1f);
            one.div(one.add(FloatVector.fromArray(WIDE, v, i))).intoArray(v, i);
        }
        for (; i < to; i++) {
            v[i] = 1f / (1f + v[i]);
        }
    }

    /** v_i ← e^(v_i), or e^(−v_i) if flip is the sign bit. */
    private static void exp(float[] v, int from, int to, int flip) {
        int i = from;
        for (; i + W <= to; i += W) {
            IntVector bits = FloatVector.fromArray(WIDE, v, i).reinterpretAsInts();
            IntVector sign = bits.lanewise(VectorOperators.XOR, flip).lanewise(VectorOperators.AND, SIGN);
            FloatVector x = bits.lanewise(VectorOperators.AND, MAGNITUDE)
                    .lanewise(VectorOperators.MIN, Activation.EXP_BOUND)
                    .lanewise(VectorOperators.OR, sign)
                    .reinterpretAsFloats();
            FloatVector shifted = x.fma(FloatVector.broadcast(WIDE, LOG2_E), FloatVector.broadcast(WIDE, SHIFT));
            FloatVector steps = shifted.sub(SHIFT);
            FloatVector r = steps.fma(FloatVector.broadcast(WIDE, -LN2_HIGH), x);
            r = steps.fma(FloatVector.broadcast(WIDE, -LN2_LOW), r);
            FloatVector q =
                    r.fma(FloatVector.broadcast(WIDE, Activation.Q4), FloatVector.broadcast(WIDE, Activation.Q3));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q2));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q1));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q0));
            FloatVector p = r.mul(r).fma(q, r);
            IntVector n = shifted.reinterpretAsInts().sub(SHIFT_BITS);
            IntVector half = n.lanewise(VectorOperators.ASHR, 1);
            FloatVector low =
                    half.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
            FloatVector high = n.sub(half)
                    .add(BIAS)
                    .lanewise(VectorOperators.LSHL, MANTISSA)
                    .reinterpretAsFloats();
            p.add(1f).mul(low).mul(high).intoArray(v, i);
        }
        for (; i < to; i++) {
            v[i] = Activation.exp(flip == 0 ? v[i] : -v[i]);
        }
    }

    @Override
    public void silu(float[] v, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            FloatVector value = FloatVector.fromArray(WIDE, v, i);
            IntVector bits = value.reinterpretAsInts();
            IntVector sign = bits.lanewise(VectorOperators.XOR, SIGN).lanewise(VectorOperators.AND, SIGN);
            FloatVector x = bits.lanewise(VectorOperators.AND, MAGNITUDE)
                    .lanewise(VectorOperators.MIN, Activation.EXP_BOUND)
                    .lanewise(VectorOperators.OR, sign)
                    .reinterpretAsFloats();
            FloatVector shifted = x.fma(FloatVector.broadcast(WIDE, LOG2_E), FloatVector.broadcast(WIDE, SHIFT));
            FloatVector steps = shifted.sub(SHIFT);
            FloatVector r = steps.fma(FloatVector.broadcast(WIDE, -LN2_HIGH), x);
            r = steps.fma(FloatVector.broadcast(WIDE, -LN2_LOW), r);
            FloatVector q =
                    r.fma(FloatVector.broadcast(WIDE, Activation.Q4), FloatVector.broadcast(WIDE, Activation.Q3));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q2));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q1));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q0));
            FloatVector p = r.mul(r).fma(q, r);
            IntVector n = shifted.reinterpretAsInts().sub(SHIFT_BITS);
            IntVector half = n.lanewise(VectorOperators.ASHR, 1);
            FloatVector low =
                    half.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
            FloatVector high = n.sub(half)
                    .add(BIAS)
                    .lanewise(VectorOperators.LSHL, MANTISSA)
                    .reinterpretAsFloats();
            value.div(p.add(1f).mul(low).mul(high).add(1f)).intoArray(v, i);
        }
        for (; i < to; i++) {
            v[i] = Activation.silu(v[i]);
        }
    }

    @Override
    public void tanh(float[] v, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            IntVector bits = FloatVector.fromArray(WIDE, v, i).reinterpretAsInts();
            IntVector sign = bits.lanewise(VectorOperators.AND, SIGN);
            FloatVector y = bits.lanewise(VectorOperators.AND, MAGNITUDE)
                    .lanewise(VectorOperators.MIN, Activation.TANH_BOUND)
                    .reinterpretAsFloats()
                    .mul(-2f);
            FloatVector shifted = y.fma(FloatVector.broadcast(WIDE, LOG2_E), FloatVector.broadcast(WIDE, SHIFT));
            FloatVector steps = shifted.sub(SHIFT);
            FloatVector r = steps.fma(FloatVector.broadcast(WIDE, -LN2_HIGH), y);
            r = steps.fma(FloatVector.broadcast(WIDE, -LN2_LOW), r);
            FloatVector q =
                    r.fma(FloatVector.broadcast(WIDE, Activation.Q4), FloatVector.broadcast(WIDE, Activation.Q3));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q2));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q1));
            q = q.fma(r, FloatVector.broadcast(WIDE, Activation.Q0));
            FloatVector p = r.mul(r).fma(q, r);
            IntVector n = shifted.reinterpretAsInts().sub(SHIFT_BITS);
            FloatVector scale =
                    n.add(BIAS).lanewise(VectorOperators.LSHL, MANTISSA).reinterpretAsFloats();
            FloatVector d = scale.fma(p, scale.sub(1f));
            FloatVector magnitude = FloatVector.zero(WIDE).sub(d).div(d.add(2f));
            magnitude
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.OR, sign)
                    .reinterpretAsFloats()
                    .intoArray(v, i);
        }
        for (; i < to; i++) {
            v[i] = Activation.tanh(v[i]);
        }
    }

    @Override
    public String toString() {
        return "vector kernels, " + W + " floats wide";
    }
}
