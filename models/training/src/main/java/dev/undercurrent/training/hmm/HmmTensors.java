package dev.undercurrent.training.hmm;

import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model as named tensors of floats, for a bundle. */
final class HmmTensors {

    private static final String PREFIX = "hmm.";

    /** Largest difference of a sum of probabilities in floats from 1. */
    private static final double ROUNDING = 1e-4;

    private HmmTensors() {}

    /** Where floats do not hold the units, the laws are told in units that they hold: nothing moves with the offset. */
    static Map<String, Tensor> of(HmmModel model) {
        int k = model.states();
        int d = model.channels();
        float[] offset = floats(model.units().offset());
        float[] unit = floats(model.units().unit());
        HmmModel held = model.in(new Units(doubles(offset), doubles(unit)));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(PREFIX + "initial", Tensor.of(floats(held.initial()), k));
        tensors.put(PREFIX + "transition", Tensor.of(floats(held.transition()), k, k));
        tensors.put(PREFIX + "location", Tensor.of(floats(held.emissions().location()), k, d));
        tensors.put(PREFIX + "scale", Tensor.of(floats(held.emissions().scale()), k, d));
        tensors.put(PREFIX + "offset", Tensor.of(offset, d));
        tensors.put(PREFIX + "unit", Tensor.of(unit, d));
        return tensors;
    }

    static HmmModel read(Map<String, Tensor> tensors, double nu, double floor, Labels labels) {
        Weights weights = new Weights(tensors);
        int k = length(tensors, PREFIX + "initial");
        int d = length(tensors, PREFIX + "offset");
        double[] initial = doubles(weights.get(PREFIX + "initial", k));
        normalise(PREFIX + "initial", initial);
        double[][] transition = rows(weights.get(PREFIX + "transition", k, k), k);
        for (double[] row : transition) {
            normalise(PREFIX + "transition", row);
        }
        double[][] scale = rows(weights.get(PREFIX + "scale", k, d), d);
        for (double[] row : scale) {
            for (int c = 0; c < d; c++) {
                // a scale on the floor may have been rounded below it
                row[c] = (float) row[c] == (float) floor ? Math.max(row[c], floor) : row[c];
            }
        }
        double[][] location = rows(weights.get(PREFIX + "location", k, d), d);
        Units units = new Units(doubles(weights.get(PREFIX + "offset", d)), doubles(weights.get(PREFIX + "unit", d)));
        return new HmmModel(initial, transition, new Emissions(location, scale, nu, floor), units, labels);
    }

    private static int length(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.shape().length != 1) {
            throw new IllegalArgumentException(
                    "no vector named " + name + "; found: " + new java.util.TreeSet<>(tensors.keySet()));
        }
        return tensor.shape()[0];
    }

    private static void normalise(String name, double[] row) {
        double sum = 0.0;
        for (double p : row) {
            sum += p;
        }
        if (!(Math.abs(sum - 1.0) <= ROUNDING)) {
            throw new IllegalArgumentException(
                    name + " has probabilities that sum to " + sum + "; allowed: 1 within " + ROUNDING);
        }
        for (int j = 0; j < row.length; j++) {
            row[j] /= sum;
        }
    }

    private static float[] floats(double[]... rows) {
        float[] out = new float[rows.length * rows[0].length];
        int at = 0;
        for (double[] row : rows) {
            for (double value : row) {
                out[at++] = (float) value;
            }
        }
        return out;
    }

    private static double[] doubles(float[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i];
        }
        return out;
    }

    private static double[][] rows(float[] values, int width) {
        double[][] out = new double[values.length / width][width];
        for (int i = 0; i < values.length; i++) {
            out[i / width][i % width] = values[i];
        }
        return out;
    }
}
