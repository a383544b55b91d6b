package dev.undercurrent.training;

import dev.undercurrent.core.network.NetworkSpec;

/** The transformer of {@link NetworkSpec}, event by event and head by head. */
final class AttentionReference {

    private final NetworkSpec spec;
    private final Reference layers;

    AttentionReference(NetworkSpec spec, Reference layers) {
        this.spec = spec;
        this.layers = layers;
    }

    double[][] encode(double[][] x) {
        double[][] tokens = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] patch = new double[24 * spec.patch()];
            for (int p = 0; p < spec.patch() && p <= t; p++) {
                System.arraycopy(x[t - p], 0, patch, 24 * p, 24);
            }
            tokens[t] = layers.projected("encoder.input", patch);
        }
        for (int l = 0; l < spec.layers(); l++) {
            tokens = layer("encoder." + l + ".", tokens);
        }
        for (int t = 0; t < x.length; t++) {
            tokens[t] = layers.normalised("encoder.norm", tokens[t]);
        }
        return tokens;
    }

    private double[][] layer(String name, double[][] tokens) {
        double[][] query = new double[tokens.length][];
        double[][] key = new double[tokens.length][];
        double[][] value = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            double[] normalised = layers.normalised(name + "norm1", tokens[t]);
            query[t] = layers.projected(name + "query", normalised);
            key[t] = layers.projected(name + "key", normalised);
            value[t] = layers.projected(name + "value", normalised);
        }
        double[][] out = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            double[] seen = new double[spec.hidden()];
            for (int a = 0; a < spec.heads(); a++) {
                head(a, t, query, key, value, seen);
            }
            out[t] = sum(tokens[t], layers.projected(name + "out", seen));
            out[t] = sum(out[t], layers.feedForward(name, layers.normalised(name + "norm2", out[t])));
        }
        return out;
    }

    private void head(int a, int t, double[][] query, double[][] key, double[][] value, double[] seen) {
        int size = spec.hidden() / spec.heads();
        double slope = Math.pow(2.0, -8.0 * (a + 1) / spec.heads());
        int first = Math.max(0, t - spec.window() + 1);
        double[] score = new double[t - first + 1];
        for (int i = first; i <= t; i++) {
            for (int j = a * size; j < (a + 1) * size; j++) {
                score[i - first] += query[t][j] * key[i][j] / Math.sqrt(size);
            }
            score[i - first] -= slope * (t - i);
        }
        double[] share = Reference.softmax(score);
        for (int i = first; i <= t; i++) {
            for (int j = a * size; j < (a + 1) * size; j++) {
                seen[j] += share[i - first] * value[i][j];
            }
        }
    }

    private static double[] sum(double[] a, double[] b) {
        double[] y = new double[a.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = a[i] + b[i];
        }
        return y;
    }
}
