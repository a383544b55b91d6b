package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Kernel;

/** The kernels as their definitions read. */
final class SerialKernel implements Kernel {

    @Override
    public void accumulate(float[][] columns, float[] x, int inputs, float[] y) {
        for (int j = 0; j < inputs; j++) {
            for (int o = 0; o < columns[0].length; o++) {
                y[o] = Math.fma(x[j], columns[j][o], y[o]);
            }
        }
    }

    @Override
    public void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int n) {
        for (int k = 0; k < n; k++) {
            accumulate(columns, xs[k], inputs, ys[k]);
        }
    }

    @Override
    public void sigmoid(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (float) (1.0 / (1.0 + Elementary.exp(-v[i])));
        }
    }

    @Override
    public void tanh(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (float) (2.0 / (1.0 + Elementary.exp(-2.0 * v[i])) - 1.0);
        }
    }

    @Override
    public void silu(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (float) (v[i] / (1.0 + Elementary.exp(-v[i])));
        }
    }

    @Override
    public void exp(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = (float) Elementary.exp(v[i]);
        }
    }
}
