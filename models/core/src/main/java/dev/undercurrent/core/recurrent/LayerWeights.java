package dev.undercurrent.core.recurrent;

import dev.undercurrent.core.network.Weights;

/**
 * The weights of one recurrent layer of G gates, as columns.
 *
 * @param inputColumns [inputs][G·H]
 * @param hiddenColumns [H][G·H]
 * @param inputBias [G·H]
 * @param hiddenBias [G·H]
 */
@SuppressWarnings("ArrayRecordComponent")
record LayerWeights(float[][] inputColumns, float[][] hiddenColumns, float[] inputBias, float[] hiddenBias) {

    /** Those named {@code prefix} + weight_ih, weight_hh, bias_ih and bias_hh. */
    static LayerWeights of(Weights weights, String prefix, int inputs, int hidden, int gates) {
        int outputs = gates * hidden;
        return new LayerWeights(
                weights.columns(prefix + "weight_ih", outputs, inputs),
                weights.columns(prefix + "weight_hh", outputs, hidden),
                weights.get(prefix + "bias_ih", outputs).clone(),
                weights.get(prefix + "bias_hh", outputs).clone());
    }

    int inputs() {
        return inputColumns.length;
    }

    int hidden() {
        return hiddenColumns.length;
    }

    /** Input columns, then hidden ones: [inputs + H][G·H], for [x, h]. */
    float[][] stacked() {
        float[][] all = new float[inputs() + hidden()][];
        System.arraycopy(inputColumns, 0, all, 0, inputs());
        System.arraycopy(hiddenColumns, 0, all, inputs(), hidden());
        return all;
    }

    /** The sum of both biases, [G·H]. */
    float[] biasSum() {
        float[] sum = new float[inputBias.length];
        for (int o = 0; o < sum.length; o++) {
            sum[o] = inputBias[o] + hiddenBias[o];
        }
        return sum;
    }

    /** Gate {@code order[g]} in place g, others left out. */
    LayerWeights reordered(int... order) {
        return new LayerWeights(
                reordered(inputColumns, order),
                reordered(hiddenColumns, order),
                reordered(inputBias, order),
                reordered(hiddenBias, order));
    }

    private float[][] reordered(float[][] columns, int[] order) {
        float[][] result = new float[columns.length][];
        for (int j = 0; j < result.length; j++) {
            result[j] = reordered(columns[j], order);
        }
        return result;
    }

    private float[] reordered(float[] values, int[] order) {
        float[] result = new float[order.length * hidden()];
        for (int g = 0; g < order.length; g++) {
            System.arraycopy(values, order[g] * hidden(), result, g * hidden(), hidden());
        }
        return result;
    }
}
