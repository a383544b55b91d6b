package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Kernel;
import java.util.Arrays;

/** W x + b of many vectors at once: the bias first, then the terms in the order of the inputs. */
public final class Affine {

    /** Outputs that fill whole vectors of every processor. */
    private static final int WHOLE = 16;

    /** [inputs][outputs] */
    private final float[][] columns;

    private final float[] bias;
    private final Kernel kernel;

    /**
     * @param columns W, [inputs][outputs]
     * @param bias [outputs]
     */
    public Affine(float[][] columns, float[] bias, Kernel kernel) {
        this.columns = columns;
        this.bias = bias;
        this.kernel = kernel;
    }

    /** The tensors {@code name.weight} [outputs][inputs] and {@code name.bias} [outputs]. */
    public static Affine of(Weights weights, String name, int outputs, int inputs, Kernel kernel) {
        return new Affine(
                weights.columns(name + ".weight", outputs, inputs), weights.get(name + ".bias", outputs), kernel);
    }

    /** The same with zeros for outputs up to {@link #room}: each of the others is what it is without them, bit for bit. */
    public static Affine padded(Weights weights, String name, int outputs, int inputs, Kernel kernel) {
        float[][] columns = weights.columns(name + ".weight", outputs, inputs);
        for (int i = 0; i < inputs; i++) {
            columns[i] = Arrays.copyOf(columns[i], room(outputs));
        }
        return new Affine(columns, Arrays.copyOf(weights.get(name + ".bias", outputs), room(outputs)), kernel);
    }

    /** The least multiple of {@value #WHOLE} that is no less: what is left over of a vector would be computed one by one. */
    public static int room(int outputs) {
        return (outputs + WHOLE - 1) / WHOLE * WHOLE;
    }

    /** Maps of the same inputs as one map, whose outputs are theirs one after another: {@code outputs} of each name. */
    public static Affine joined(Weights weights, int outputs, int inputs, Kernel kernel, String... names) {
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

    /** y ← b + W x. */
    public void apply(float[] x, float[] y) {
        System.arraycopy(bias, 0, y, 0, bias.length);
        kernel.accumulate(columns, x, columns.length, y);
    }

    /** y ← b + W x for each of n: {@code xs} [≥ n][≥ inputs], {@code ys} [≥ n][≥ outputs]. */
    public void apply(float[][] xs, float[][] ys, int n) {
        for (int k = 0; k < n; k++) {
            System.arraycopy(bias, 0, ys[k], 0, bias.length);
        }
        accumulate(xs, ys, n);
    }

    /** y ← (y + b) + W x for each of n. */
    public void add(float[][] xs, float[][] ys, int n) {
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
