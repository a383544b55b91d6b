package dev.undercurrent.core.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops over the vector API. Loaded by {@link Kernels} alone, since its module is one that a JVM must be asked for. */
final class VectorKernel implements Kernel {

    private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
    private static final int W = WIDE.length();
    private static final int LEAST = 4;
    /** Four vectors of the widest kind there is. */
    private static final int PANEL = 64;

    /** @throws UnsupportedOperationException if the processor has no vectors of at least 4 floats */
    VectorKernel() {
        if (W < LEAST) {
            throw new UnsupportedOperationException("vectors of " + W + " floats; needed: " + LEAST + " or more");
        }
    }

    @Override
    public void accumulate(float[][] columns, float[] x, int inputs, float[] y) {
        VectorSums.accumulate(columns, x, inputs, y, 0);
    }

    @Override
    public void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int n) {
        VectorSums.accumulate(columns, xs, inputs, ys, 0, n);
    }

    @Override
    public int panel() {
        return PANEL;
    }

    @Override
    public void accumulate(float[][] columns, float[] x, int inputs, float[] y, int at) {
        VectorSums.accumulate(columns, x, inputs, y, at);
    }

    @Override
    public void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int at, int n) {
        VectorSums.accumulate(columns, xs, inputs, ys, at, n);
    }

    @Override
    public void least(float[] a, int from, int rows, float[] y, int n) {
        VectorSums.least(a, from, rows, y, n);
    }

    @Override
    public void addSquares(float[] a, int from, float x, float[] y, int n) {
        VectorSums.addSquares(a, from, x, y, n);
    }

    @Override
    public void multiply(float[] a, int from, float[] y, int at, int n) {
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector.fromArray(WIDE, a, from + i)
                    .mul(FloatVector.fromArray(WIDE, y, at + i))
                    .intoArray(y, at + i);
        }
        for (; i < n; i++) {
            y[at + i] *= a[from + i];
        }
    }

    @Override
    public void multiplyAdd(float[] a, int fromA, float[] b, int fromB, float[] y, int at, int n) {
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector.fromArray(WIDE, a, fromA + i)
                    .fma(FloatVector.fromArray(WIDE, b, fromB + i), FloatVector.fromArray(WIDE, y, at + i))
                    .intoArray(y, at + i);
        }
        for (; i < n; i++) {
            y[at + i] = Math.fma(a[fromA + i], b[fromB + i], y[at + i]);
        }
    }

    @Override
    public void blend(float[] w, int fromW, float[] a, int fromA, float[] y, int at, int n) {
        int i = 0;
        for (; i + W <= n; i += W) {
            FloatVector target = FloatVector.fromArray(WIDE, a, fromA + i);
            FloatVector.fromArray(WIDE, w, fromW + i)
                    .fma(FloatVector.fromArray(WIDE, y, at + i).sub(target), target)
                    .intoArray(y, at + i);
        }
        for (; i < n; i++) {
            y[at + i] = Math.fma(w[fromW + i], y[at + i] - a[fromA + i], a[fromA + i]);
        }
    }

    @Override
    public void sigmoid(float[] v, int from, int to) {
        VectorActivations.sigmoid(v, from, to);
    }

    @Override
    public void tanh(float[] v, int from, int to) {
        VectorActivations.tanh(v, from, to);
    }

    @Override
    public void silu(float[] v, int from, int to) {
        VectorActivations.silu(v, from, to);
    }

    @Override
    public void softplus(float[] v, int from, int to) {
        VectorActivations.softplus(v, from, to);
    }

    @Override
    public void exp(float[] v, int from, int to) {
        VectorActivations.exp(v, from, to);
    }

    @Override
    public String toString() {
        return "vector kernels, " + W + " floats wide";
    }
}
