package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Kernel;

/** The loops of a kernel as their definition says, with activations in double precision. */
final class ReferenceKernel implements Kernel {

    @Override
    public void accumulate(float[][] columns, float[] x, int inputs, float[] y) {
        for (int j = 0; j < inputs; j++) {
            for (int o = 0; o < columns[j].length; o++) {
                y[o] = Math.fma(x[j], columns[j][o], y[o]);
            }
        }
    }

    @Override
    public void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int n) {
        for (int i = 0; i < n; i++) {
            accumulate(columns, xs[i], inputs, ys[i]);
        }
    }

    @Override
    public void sigmoid(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (float) (1 / (1 + StrictMath.exp(-v[i])));
        }
    }

    @Override
    public void tanh(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (float) StrictMath.tanh(v[i]);
        }
    }

    @Override
    public void silu(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (float) (v[i] / (1 + StrictMath.exp(-v[i])));
        }
    }

    @Override
    public void exp(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (float) StrictMath.exp(v[i]);
        }
    }
}
