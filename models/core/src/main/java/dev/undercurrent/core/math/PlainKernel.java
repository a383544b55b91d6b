package dev.undercurrent.core.math;

/** Loops that a just-in-time compiler turns into vector instructions by itself; no module needed, the oracle of the rest. */
final class PlainKernel implements Kernel {

    @Override
    public void accumulate(float[][] columns, float[] x, int inputs, float[] y) {
        int j = 0;
        for (; j + 4 <= inputs; j += 4) {
            four(columns, j, x, y);
        }
        for (; j < inputs; j++) {
            one(columns[j], x[j], y);
        }
    }

    @Override
    public void accumulate(float[][] columns, float[][] xs, int inputs, float[][] ys, int n) {
        for (int k = 0; k < n; k++) {
            accumulate(columns, xs[k], inputs, ys[k]);
        }
    }

    private static void one(float[] column, float x, float[] y) {
        for (int o = 0; o < column.length; o++) {
            y[o] = Math.fma(x, column[o], y[o]);
        }
    }

    /** Four columns in one pass over y: a fourth of the loads and stores, the same sums. */
    private static void four(float[][] columns, int j, float[] x, float[] y) {
        float[] a = columns[j];
        float[] b = columns[j + 1];
        float[] c = columns[j + 2];
        float[] d = columns[j + 3];
        float xa = x[j];
        float xb = x[j + 1];
        float xc = x[j + 2];
        float xd = x[j + 3];
        for (int o = 0; o < a.length; o++) {
            y[o] = Math.fma(xd, d[o], Math.fma(xc, c[o], Math.fma(xb, b[o], Math.fma(xa, a[o], y[o]))));
        }
    }

    @Override
    public void sigmoid(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = Activation.sigmoid(v[i]);
        }
    }

    @Override
    public void tanh(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = Activation.tanh(v[i]);
        }
    }

    @Override
    public void silu(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = Activation.silu(v[i]);
        }
    }

    @Override
    public void softplus(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = Activation.softplus(v[i]);
        }
    }

    @Override
    public void exp(float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            v[i] = Activation.exp(v[i]);
        }
    }

    @Override
    public String toString() {
        return "plain kernels";
    }
}
