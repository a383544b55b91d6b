package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Weights;

/** W x + b of many vectors at once: the bias first, then the terms in the order of the inputs. */
final class Affine {

    /** [inputs][outputs] */
    private final float[][] columns;

    private final float[] bias;
    private final Kernel kernel;

    /** @param columns W, [inputs][outputs] */
    Affine(float[][] columns, float[] bias, Kernel kernel) {
        this.columns = columns;
        this.bias = bias;
        this.kernel = kernel;
    }

    /** The tensors {@code name.weight} [outputs][inputs] and {@code name.bias} [outputs]. */
    static Affine of(Weights weights, String name, int outputs, int inputs, Kernel kernel) {
        return new Affine(
                weights.columns(name + ".weight", outputs, inputs), weights.get(name + ".bias", outputs), kernel);
    }

    /** Maps of the same inputs as one map, whose outputs are theirs one after another: {@code outputs} of each name. */
    static Affine joined(Weights weights, int outputs, int inputs, Kernel kernel, String... names) {
        float[][] columns = new float[inputs][names.length * outputs];
        float[] bias = new float[names.length * outputs];
        for (int m = 0; m < names.length; m++) {
            float[][] part = weights.columns(names[m] + ".weight", outputs, inputs);
            for (int i = 0; i < inputs; i++) {
                System.arraycopy(part[i], 0, columns[i], m * outputs, outputs);
            }
            System.arraycopy(weights.get(names[m] + ".bias", outputs), 0, bias, m * outputs, outputs);
        }
        return new Affine(columns, bias, kernel);
    }

    /** y ← b + W x for each of n. */
    void apply(float[][] xs, float[][] ys, int n) {
        for (int k = 0; k < n; k++) {
            System.arraycopy(bias, 0, ys[k], 0, bias.length);
        }
        accumulate(xs, ys, n);
    }

    /** y ← (y + b) + W x for each of n. */
    void add(float[][] xs, float[][] ys, int n) {
        for (int k = 0; k < n; k++) {
            float[] y = ys[k];
            for (int i = 0; i < bias.length; i++) {
                y[i] += bias[i];
            }
        }
        accumulate(xs, ys, n);
    }

    private void accumulate(float[][] xs, float[][] ys, int n) {
        if (n == 1) {
            kernel.accumulate(columns, xs[0], columns.length, ys[0]);
        } else {
            kernel.accumulate(columns, xs, columns.length, ys, n);
        }
    }
}
