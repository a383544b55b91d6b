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

/** {@link Activation} over vectors, operation by operation; see {@link VectorSums} for why lines are repeated. */
final class VectorActivations {

    private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
    private static final int W = WIDE.length();

    private VectorActivations() {}

    static void exp(float[] v, int from, int to) {
        exp(v, from, to, 0);
    }

    static void sigmoid(float[] v, int from, int to) {
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

    static void silu(float[] v, int from, int to) {
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

    static void softplus(float[] v, int from, int to) {
        int i = from;
        for (; i + W <= to; i += W) {
            IntVector bits = FloatVector.fromArray(WIDE, v, i).reinterpretAsInts();
            FloatVector x = bits.lanewise(VectorOperators.AND, MAGNITUDE)
                    .lanewise(VectorOperators.MIN, Activation.EXP_BOUND)
                    .lanewise(VectorOperators.OR, SIGN)
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
            FloatVector e = p.add(1f).mul(low).mul(high);
            FloatVector s = e.div(e.add(2f));
            FloatVector z = s.mul(s);
            FloatVector l =
                    z.fma(FloatVector.broadcast(WIDE, Activation.L4), FloatVector.broadcast(WIDE, Activation.L3));
            l = l.fma(z, FloatVector.broadcast(WIDE, Activation.L2));
            l = l.fma(z, FloatVector.broadcast(WIDE, Activation.L1));
            l = l.fma(z, FloatVector.broadcast(WIDE, Activation.L0));
            FloatVector positive = bits.lanewise(VectorOperators.AND_NOT, bits.lanewise(VectorOperators.ASHR, 31))
                    .reinterpretAsFloats();
            s.fma(l, positive).intoArray(v, i);
        }
        for (; i < to; i++) {
            v[i] = Activation.softplus(v[i]);
        }
    }

    static void tanh(float[] v, int from, int to) {
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
}
