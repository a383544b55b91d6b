package dev.undercurrent.core.attention;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;

/** A transformer over a whole sequence in double precision, with the mask [T][T] written out and nothing cached: the oracle. */
final class BandedTransformer {

    private final NetworkSpec spec;
    private final Weights weights;

    BandedTransformer(NetworkSpec spec, Weights weights) {
        this.spec = spec;
        this.weights = weights;
    }

    /** Outputs [T][H] of the inputs [T][D]. */
    double[][] run(float[][] xs) {
        double[][] u = affine("encoder.input", patches(xs), spec.hidden());
        for (int l = 0; l < spec.layers(); l++) {
            String name = "encoder." + l + ".";
            double[][] normed = norm(name + "norm1", u);
            double[][] context = attend(
                    affine(name + "query", normed, spec.hidden()),
                    affine(name + "key", normed, spec.hidden()),
                    affine(name + "value", normed, spec.hidden()));
            add(u, affine(name + "out", context, spec.hidden()));
            double[][] up = affine(name + "up", norm(name + "norm2", u), 4 * spec.hidden());
            for (double[] row : up) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = row[i] / (1.0 + Math.exp(-row[i]));
                }
            }
            add(u, affine(name + "down", up, spec.hidden()));
        }
        return norm("encoder.norm", u);
    }

    private double[][] patches(float[][] xs) {
        int inputs = xs[0].length;
        double[][] patches = new double[xs.length][spec.patch() * inputs];
        for (int t = 0; t < xs.length; t++) {
            for (int p = 0; p < spec.patch() && p <= t; p++) {
                for (int i = 0; i < inputs; i++) {
                    patches[t][p * inputs + i] = xs[t - p][i];
                }
            }
        }
        return patches;
    }

    private double[][] attend(double[][] query, double[][] key, double[][] value) {
        int length = query.length;
        int size = spec.hidden() / spec.heads();
        double[][] context = new double[length][spec.hidden()];
        for (int head = 0; head < spec.heads(); head++) {
            double slope = Math.pow(2.0, -8.0 * (head + 1) / spec.heads());
            for (int t = 0; t < length; t++) {
                double[] weight = new double[length];
                double sum = 0.0;
                for (int j = 0; j < length; j++) {
                    double mask = j <= t && j > t - spec.window() ? -slope * (t - j) : Double.NEGATIVE_INFINITY;
                    double dot = 0.0;
                    for (int i = head * size; i < (head + 1) * size; i++) {
                        dot += query[t][i] * key[j][i];
                    }
                    weight[j] = Math.exp(dot / Math.sqrt(size) + mask);
                    sum += weight[j];
                }
                for (int j = 0; j < length; j++) {
                    for (int i = head * size; i < (head + 1) * size; i++) {
                        context[t][i] += weight[j] / sum * value[j][i];
                    }
                }
            }
        }
        return context;
    }

    private double[][] affine(String name, double[][] xs, int outputs) {
        int inputs = xs[0].length;
        float[] weight = weights.get(name + ".weight", outputs, inputs);
        float[] bias = weights.get(name + ".bias", outputs);
        double[][] ys = new double[xs.length][outputs];
        for (int t = 0; t < xs.length; t++) {
            for (int o = 0; o < outputs; o++) {
                ys[t][o] = bias[o];
                for (int i = 0; i < inputs; i++) {
                    ys[t][o] += weight[o * inputs + i] * xs[t][i];
                }
            }
        }
        return ys;
    }

    private double[][] norm(String name, double[][] xs) {
        int size = spec.hidden();
        float[] weight = weights.get(name + ".weight", size);
        float[] bias = weights.get(name + ".bias", size);
        double[][] ys = new double[xs.length][size];
        for (int t = 0; t < xs.length; t++) {
            double mean = 0.0;
            double variance = 0.0;
            for (double v : xs[t]) {
                mean += v / size;
            }
            for (double v : xs[t]) {
                variance += (v - mean) * (v - mean) / size;
            }
            for (int i = 0; i < size; i++) {
                ys[t][i] = (xs[t][i] - mean) / Math.sqrt(variance + 1e-5) * weight[i] + bias[i];
            }
        }
        return ys;
    }

    private static void add(double[][] u, double[][] v) {
        for (int t = 0; t < u.length; t++) {
            for (int i = 0; i < u[t].length; i++) {
                u[t][i] += v[t][i];
            }
        }
    }
}
