package dev.undercurrent.core.recurrent;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;

/** Recurrent layers in double precision, row by row as the equations are printed. */
final class Textbook {

    private final NetworkSpec spec;
    private final int inputs;
    private final Weights weights;
    /** [layers][H], zeros at the start. */
    final double[][] h;
    /** [layers][H]: the cells of an LSTM. */
    final double[][] c;

    Textbook(NetworkSpec spec, int inputs, Weights weights) {
        this.spec = spec;
        this.inputs = inputs;
        this.weights = weights;
        this.h = new double[spec.layers()][spec.hidden()];
        this.c = new double[spec.layers()][spec.hidden()];
    }

    void step(float[] input) {
        double[] x = new double[inputs];
        for (int j = 0; j < inputs; j++) {
            x[j] = input[j];
        }
        for (int l = 0; l < spec.layers(); l++) {
            x = layer(l, x);
        }
    }

    private double[] layer(int l, double[] x) {
        double[] next = new double[spec.hidden()];
        for (int u = 0; u < next.length; u++) {
            next[u] = switch (spec.kind()) {
                case ELMAN -> StrictMath.tanh(fromInput(l, 0, u, x) + fromHidden(l, 0, u));
                case LSTM, SEQ2SEQ -> lstm(l, u, x);
                case GRU -> gru(l, u, x);
                case TRANSFORMER -> throw new IllegalArgumentException("not recurrent");
            };
        }
        h[l] = next;
        return next;
    }

    private double lstm(int l, int u, double[] x) {
        double i = sigmoid(fromInput(l, 0, u, x) + fromHidden(l, 0, u));
        double f = sigmoid(fromInput(l, 1, u, x) + fromHidden(l, 1, u));
        double g = StrictMath.tanh(fromInput(l, 2, u, x) + fromHidden(l, 2, u));
        double o = sigmoid(fromInput(l, 3, u, x) + fromHidden(l, 3, u));
        c[l][u] = f * c[l][u] + i * g;
        return o * StrictMath.tanh(c[l][u]);
    }

    private double gru(int l, int u, double[] x) {
        double r = sigmoid(fromInput(l, 0, u, x) + fromHidden(l, 0, u));
        double z = sigmoid(fromInput(l, 1, u, x) + fromHidden(l, 1, u));
        double n = StrictMath.tanh(fromInput(l, 2, u, x) + r * fromHidden(l, 2, u));
        return (1 - z) * n + z * h[l][u];
    }

    /** (W x + b) of a gate's unit. */
    private double fromInput(int l, int gate, int unit, double[] x) {
        return affine("encoder." + l + ".weight_ih", "encoder." + l + ".bias_ih", gate, unit, x);
    }

    /** (U h + b') of a gate's unit. */
    private double fromHidden(int l, int gate, int unit) {
        return affine("encoder." + l + ".weight_hh", "encoder." + l + ".bias_hh", gate, unit, h[l]);
    }

    private double affine(String matrix, String bias, int gate, int unit, double[] x) {
        int row = gate * spec.hidden() + unit;
        float[] w = weights.tensors().get(matrix).values();
        double sum = weights.tensors().get(bias).values()[row];
        for (int j = 0; j < x.length; j++) {
            sum += (double) w[row * x.length + j] * x[j];
        }
        return sum;
    }

    private static double sigmoid(double v) {
        return 1 / (1 + StrictMath.exp(-v));
    }
}
