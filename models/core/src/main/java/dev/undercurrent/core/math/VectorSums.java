package dev.undercurrent.core.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over vectors of the processor's preferred width. Four vectors of outputs for four keys fill the registers and use
 * each weight four times.
 *
 * <p>Each method is one loop without calls of its own, since the compiler keeps vectors in registers only where it inlines
 * everything, and all of one width, since it inlines only what it has seen of one class.
 */
final class VectorSums {

    private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
    private static final int W = WIDE.length();

    private VectorSums() {}

    static void accumulate(float[][] columns, float[] x, int inputs, float[] y, int at) {
        int outputs = columns[0].length;
        int o = 0;
        for (; o + 4 * W <= outputs; o += 4 * W) {
            four(columns, o, x, inputs, y, at);
        }
        for (; o + W <= outputs; o += W) {
            one(columns, o, x, inputs, y, at);
        }
        if (o < outputs) {
            rest(columns, o, x, inputs, y, at);
        }
    }

    static void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int at, int n) {
        int outputs = columns[0].length;
        int grouped = n & -4;
        int o = 0;
        for (; o + 4 * W <= outputs; o += 4 * W) {
            for (int k = 0; k < grouped; k += 4) {
                fourByFour(columns, o, xs, k, inputs, ys, at);
            }
        }
        for (; o + 2 * W <= outputs; o += 2 * W) {
            for (int k = 0; k < grouped; k += 4) {
                twoByFour(columns, o, xs, k, inputs, ys, at);
            }
        }
        for (; o + W <= outputs; o += W) {
            for (int k = 0; k < grouped; k += 4) {
                oneByFour(columns, o, xs, k, inputs, ys, at);
            }
        }
        for (int k = 0; k < grouped && o < outputs; k++) {
            rest(columns, o, xs[k], inputs, ys[k], at);
        }
        for (int k = grouped; k < n; k++) {
            accumulate(columns, xs[k], inputs, ys[k], at);
        }
    }

    /** Four vectors of columns at a time, so that no minimum waits for the one before; as integers, whose order is that of floats ≥ 0. */
    static void least(float[] a, int from, int rows, float[] y, int n) {
        int i = 0;
        for (; i + 4 * W <= n; i += 4 * W) {
            IntVector least0 = ints(y, i);
            IntVector least1 = ints(y, i + W);
            IntVector least2 = ints(y, i + 2 * W);
            IntVector least3 = ints(y, i + 3 * W);
            int at = from + i;
            for (int r = 0; r < rows; r++, at += n) {
                least0 = least0.min(ints(a, at));
                least1 = least1.min(ints(a, at + W));
                least2 = least2.min(ints(a, at + 2 * W));
                least3 = least3.min(ints(a, at + 3 * W));
            }
            least0.reinterpretAsFloats().intoArray(y, i);
            least1.reinterpretAsFloats().intoArray(y, i + W);
            least2.reinterpretAsFloats().intoArray(y, i + 2 * W);
            least3.reinterpretAsFloats().intoArray(y, i + 3 * W);
        }
        for (; i < n; i++) {
            for (int r = 0; r < rows; r++) {
                y[i] = Math.min(y[i], a[from + r * n + i]);
            }
        }
    }

    private static IntVector ints(float[] a, int at) {
        return FloatVector.fromArray(WIDE, a, at).reinterpretAsInts();
    }

    /** y_i ← y_i + (a_(from+i) − x)² for 0 ≤ i &lt; n. */
    static void addSquares(float[] a, int from, float x, float[] y, int n) {
        FloatVector xs = FloatVector.broadcast(WIDE, x);
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector d = FloatVector.fromArray(WIDE, a, from + i).sub(xs);
            FloatVector.fromArray(WIDE, y, i).add(d.mul(d)).intoArray(y, i);
        }
        for (; i < n; i++) {
            float d = a[from + i] - x;
            y[i] += d * d;
        }
    }

    /** Outputs from {@code from} on, fewer than a vector holds, four columns at a time. */
    private static void rest(float[][] columns, int from, float[] x, int inputs, float[] y, int at) {
        int outputs = columns[0].length;
        int j = 0;
        for (; j + 4 <= inputs; j += 4) {
            float[] a = columns[j];
            float[] b = columns[j + 1];
            float[] c = columns[j + 2];
            float[] d = columns[j + 3];
            for (int o = from; o < outputs; o++) {
                float sum = Math.fma(x[j + 1], b[o], Math.fma(x[j], a[o], y[at + o]));
                y[at + o] = Math.fma(x[j + 3], d[o], Math.fma(x[j + 2], c[o], sum));
            }
        }
        for (; j < inputs; j++) {
            for (int o = from; o < outputs; o++) {
                y[at + o] = Math.fma(x[j], columns[j][o], y[at + o]);
            }
        }
    }

    private static void one(float[][] columns, int o, float[] x, int inputs, float[] y, int at) {
        FloatVector sum = FloatVector.fromArray(WIDE, y, at + o);
        for (int j = 0; j < inputs; j++) {
            sum = FloatVector.broadcast(WIDE, x[j]).fma(FloatVector.fromArray(WIDE, columns[j], o), sum);
        }
        sum.intoArray(y, at + o);
    }

    private static void four(float[][] columns, int o, float[] x, int inputs, float[] y, int at) {
        FloatVector s0 = FloatVector.fromArray(WIDE, y, at + o);
        FloatVector s1 = FloatVector.fromArray(WIDE, y, at + o + W);
        FloatVector s2 = FloatVector.fromArray(WIDE, y, at + o + 2 * W);
        FloatVector s3 = FloatVector.fromArray(WIDE, y, at + o + 3 * W);
        for (int j = 0; j < inputs; j++) {
            float[] column = columns[j];
            FloatVector v = FloatVector.broadcast(WIDE, x[j]);
            s0 = v.fma(FloatVector.fromArray(WIDE, column, o), s0);
            s1 = v.fma(FloatVector.fromArray(WIDE, column, o + W), s1);
            s2 = v.fma(FloatVector.fromArray(WIDE, column, o + 2 * W), s2);
            s3 = v.fma(FloatVector.fromArray(WIDE, column, o + 3 * W), s3);
        }
        s0.intoArray(y, at + o);
        s1.intoArray(y, at + o + W);
        s2.intoArray(y, at + o + 2 * W);
        s3.intoArray(y, at + o + 3 * W);
    }

    /** One vector of outputs of each of four keys. */
    private static void oneByFour(float[][] columns, int o, float[][] xs, int k, int inputs, float[][] ys, int at) {
        float[] xa = xs[k];
        float[] xb = xs[k + 1];
        float[] xc = xs[k + 2];
        float[] xd = xs[k + 3];
        FloatVector a = FloatVector.fromArray(WIDE, ys[k], at + o);
        FloatVector b = FloatVector.fromArray(WIDE, ys[k + 1], at + o);
        FloatVector c = FloatVector.fromArray(WIDE, ys[k + 2], at + o);
        FloatVector d = FloatVector.fromArray(WIDE, ys[k + 3], at + o);
        for (int j = 0; j < inputs; j++) {
            FloatVector w = FloatVector.fromArray(WIDE, columns[j], o);
            a = FloatVector.broadcast(WIDE, xa[j]).fma(w, a);
            b = FloatVector.broadcast(WIDE, xb[j]).fma(w, b);
            c = FloatVector.broadcast(WIDE, xc[j]).fma(w, c);
            d = FloatVector.broadcast(WIDE, xd[j]).fma(w, d);
        }
        a.intoArray(ys[k], at + o);
        b.intoArray(ys[k + 1], at + o);
        c.intoArray(ys[k + 2], at + o);
        d.intoArray(ys[k + 3], at + o);
    }

    /** Two vectors of outputs of each of four keys. */
    private static void twoByFour(float[][] columns, int o, float[][] xs, int k, int inputs, float[][] ys, int at) {
        float[] xa = xs[k];
        float[] xb = xs[k + 1];
        float[] xc = xs[k + 2];
        float[] xd = xs[k + 3];
        FloatVector a0 = FloatVector.fromArray(WIDE, ys[k], at + o);
        FloatVector a1 = FloatVector.fromArray(WIDE, ys[k], at + o + W);
        FloatVector b0 = FloatVector.fromArray(WIDE, ys[k + 1], at + o);
        FloatVector b1 = FloatVector.fromArray(WIDE, ys[k + 1], at + o + W);
        FloatVector c0 = FloatVector.fromArray(WIDE, ys[k + 2], at + o);
        FloatVector c1 = FloatVector.fromArray(WIDE, ys[k + 2], at + o + W);
        FloatVector d0 = FloatVector.fromArray(WIDE, ys[k + 3], at + o);
        FloatVector d1 = FloatVector.fromArray(WIDE, ys[k + 3], at + o + W);
        for (int j = 0; j < inputs; j++) {
            float[] column = columns[j];
            FloatVector w0 = FloatVector.fromArray(WIDE, column, o);
            FloatVector w1 = FloatVector.fromArray(WIDE, column, o + W);
            FloatVector va = FloatVector.broadcast(WIDE, xa[j]);
            a0 = va.fma(w0, a0);
            a1 = va.fma(w1, a1);
            FloatVector vb = FloatVector.broadcast(WIDE, xb[j]);
            b0 = vb.fma(w0, b0);
            b1 = vb.fma(w1, b1);
            FloatVector vc = FloatVector.broadcast(WIDE, xc[j]);
            c0 = vc.fma(w0, c0);
            c1 = vc.fma(w1, c1);
            FloatVector vd = FloatVector.broadcast(WIDE, xd[j]);
            d0 = vd.fma(w0, d0);
            d1 = vd.fma(w1, d1);
        }
        a0.intoArray(ys[k], at + o);
        a1.intoArray(ys[k], at + o + W);
        b0.intoArray(ys[k + 1], at + o);
        b1.intoArray(ys[k + 1], at + o + W);
        c0.intoArray(ys[k + 2], at + o);
        c1.intoArray(ys[k + 2], at + o + W);
        d0.intoArray(ys[k + 3], at + o);
        d1.intoArray(ys[k + 3], at + o + W);
    }

    /** Four vectors of outputs of each of four keys. */
    private static void fourByFour(float[][] columns, int o, float[][] xs, int k, int inputs, float[][] ys, int at) {
        float[] xa = xs[k];
        float[] xb = xs[k + 1];
        float[] xc = xs[k + 2];
        float[] xd = xs[k + 3];
        float[] ya = ys[k];
        float[] yb = ys[k + 1];
        float[] yc = ys[k + 2];
        float[] yd = ys[k + 3];
        FloatVector a0 = FloatVector.fromArray(WIDE, ya, at + o);
        FloatVector a1 = FloatVector.fromArray(WIDE, ya, at + o + W);
        FloatVector a2 = FloatVector.fromArray(WIDE, ya, at + o + 2 * W);
        FloatVector a3 = FloatVector.fromArray(WIDE, ya, at + o + 3 * W);
        FloatVector b0 = FloatVector.fromArray(WIDE, yb, at + o);
        FloatVector b1 = FloatVector.fromArray(WIDE, yb, at + o + W);
        FloatVector b2 = FloatVector.fromArray(WIDE, yb, at + o + 2 * W);
        FloatVector b3 = FloatVector.fromArray(WIDE, yb, at + o + 3 * W);
        FloatVector c0 = FloatVector.fromArray(WIDE, yc, at + o);
        FloatVector c1 = FloatVector.fromArray(WIDE, yc, at + o + W);
        FloatVector c2 = FloatVector.fromArray(WIDE, yc, at + o + 2 * W);
        FloatVector c3 = FloatVector.fromArray(WIDE, yc, at + o + 3 * W);
        FloatVector d0 = FloatVector.fromArray(WIDE, yd, at + o);
        FloatVector d1 = FloatVector.fromArray(WIDE, yd, at + o + W);
        FloatVector d2 = FloatVector.fromArray(WIDE, yd, at + o + 2 * W);
        FloatVector d3 = FloatVector.fromArray(WIDE, yd, at + o + 3 * W);
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
        a0.intoArray(ya, at + o);
        a1.intoArray(ya, at + o + W);
        a2.intoArray(ya, at + o + 2 * W);
        a3.intoArray(ya, at + o + 3 * W);
        b0.intoArray(yb, at + o);
        b1.intoArray(yb, at + o + W);
        b2.intoArray(yb, at + o + 2 * W);
        b3.intoArray(yb, at + o + 3 * W);
        c0.intoArray(yc, at + o);
        c1.intoArray(yc, at + o + W);
        c2.intoArray(yc, at + o + 2 * W);
        c3.intoArray(yc, at + o + 3 * W);
        d0.intoArray(yd, at + o);
        d1.intoArray(yd, at + o + W);
        d2.intoArray(yd, at + o + 2 * W);
        d3.intoArray(yd, at + o + 3 * W);
    }
}
