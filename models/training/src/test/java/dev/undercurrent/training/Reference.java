package dev.undercurrent.training;

import dev.undercurrent.core.math.Special;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;

/** The formulas of {@link NetworkSpec} and of the loss as plain loops in double precision: slow, and what graphs must equal. */
final class Reference {

    private final NetworkSpec spec;
    private final Weights weights;

    Reference(NetworkSpec spec, Weights weights) {
        this.spec = spec;
        this.weights = weights;
    }

    private float[] tensor(String name) {
        return weights.tensors().get(name).values();
    }

    /** W x + b; no bias where there is none. */
    private double[] linear(String name, double[] x) {
        return affine(name + ".weight", name + ".bias", x);
    }

    private double[] affine(String weight, String bias, double[] x) {
        float[] w = tensor(weight);
        double[] y = new double[w.length / x.length];
        for (int o = 0; o < y.length; o++) {
            y[o] = weights.tensors().containsKey(bias) ? tensor(bias)[o] : 0.0;
            for (int i = 0; i < x.length; i++) {
                y[o] += w[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static double sigmoid(double v) {
        return 1.0 / (1.0 + Math.exp(-v));
    }

    private static double softplus(double v) {
        return Math.log1p(Math.exp(v));
    }

    private static double[] silu(double[] v) {
        double[] y = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            y[i] = v[i] * sigmoid(v[i]);
        }
        return y;
    }

    static double[] softmax(double[] v) {
        double sum = 0.0;
        double[] y = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            y[i] = Math.exp(v[i]);
            sum += y[i];
        }
        for (int i = 0; i < v.length; i++) {
            y[i] /= sum;
        }
        return y;
    }

    static double[] doubles(float[] v) {
        double[] y = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            y[i] = v[i];
        }
        return y;
    }

    private static double[] concat(double[] a, double[] b) {
        double[] y = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, y, a.length, b.length);
        return y;
    }

    /** inputs [T][24] → outputs [T][H]. */
    double[][] encode(float[][] inputs) {
        double[][] x = new double[inputs.length][];
        for (int t = 0; t < x.length; t++) {
            x[t] = doubles(inputs[t]);
        }
        if (spec.kind() == NetworkSpec.Kind.TRANSFORMER) {
            return new AttentionReference(spec, this).encode(x);
        }
        for (int l = 0; l < spec.layers(); l++) {
            double[] h = new double[spec.hidden()];
            double[] c = new double[spec.hidden()];
            for (int t = 0; t < x.length; t++) {
                h = cell(spec.kind(), "encoder." + l + ".", x[t], h, c);
                x[t] = h;
            }
        }
        return x;
    }

    private double[] cell(NetworkSpec.Kind kind, String name, double[] x, double[] h, double[] c) {
        double[] a = affine(name + "weight_ih", name + "bias_ih", x);
        double[] b = affine(name + "weight_hh", name + "bias_hh", h);
        int n = h.length;
        double[] next = new double[n];
        for (int i = 0; i < n; i++) {
            switch (kind) {
                case ELMAN -> next[i] = Math.tanh(a[i] + b[i]);
                case GRU -> {
                    double r = sigmoid(a[i] + b[i]);
                    double z = sigmoid(a[n + i] + b[n + i]);
                    double candidate = Math.tanh(a[2 * n + i] + r * b[2 * n + i]);
                    next[i] = (1.0 - z) * candidate + z * h[i];
                }
                default -> {
                    double in = sigmoid(a[i] + b[i]);
                    double forget = sigmoid(a[n + i] + b[n + i]);
                    double candidate = Math.tanh(a[2 * n + i] + b[2 * n + i]);
                    double out = sigmoid(a[3 * n + i] + b[3 * n + i]);
                    c[i] = forget * c[i] + in * candidate;
                    next[i] = out * Math.tanh(c[i]);
                }
            }
        }
        return next;
    }

    double[] projected(String name, double[] x) {
        return linear(name, x);
    }

    double[] normalised(String name, double[] x) {
        double mean = 0.0;
        for (double v : x) {
            mean += v / x.length;
        }
        double variance = 0.0;
        for (double v : x) {
            variance += (v - mean) * (v - mean) / x.length;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (x[i] - mean) / Math.sqrt(variance + 1e-5) * tensor(name + ".weight")[i] + tensor(name + ".bias")[i];
        }
        return y;
    }

    double[] feedForward(String layer, double[] x) {
        return linear(layer + "down", silu(linear(layer + "up", x)));
    }

    /** Location, log scale, degrees of freedom, log weight of each of three components. */
    double[] law(double[] y, float[] input, float[] candidates) {
        double[] x = doubles(input);
        double[] o = linear("step.out", silu(linear("step.hidden", concat(y, x))));
        double[] gate = softmax(Arrays.copyOf(o, 10));
        double[] weight = softmax(Arrays.copyOfRange(o, 19, 22));
        double[] starts = {-1.5, -0.3, 1.0};
        double[] law = new double[12];
        for (int k = 0; k < 3; k++) {
            law[k] = o[10 + k] * Math.exp(x[3]);
            for (int i = 0; i < 10; i++) {
                law[k] += gate[i] * candidates[i];
            }
            law[3 + k] = Math.max(-6.5, Math.min(4.0, Math.max(-5.0, o[13 + k] + starts[k])) + x[3]);
            law[6 + k] = 2.05 + 3.0 * softplus(o[16 + k] + 1.5);
            law[9 + k] = Math.log(weight[k]);
        }
        return law;
    }

    static double surprisal(double[] law, double value) {
        double density = 0.0;
        for (int k = 0; k < 3; k++) {
            double nu = law[6 + k];
            double z = (value - law[k]) / Math.exp(law[3 + k]);
            density += Math.exp(law[9 + k]
                    + Special.logGamma(0.5 * (nu + 1.0))
                    - Special.logGamma(0.5 * nu)
                    - 0.5 * Math.log(nu * Math.PI)
                    - law[3 + k]
                    - 0.5 * (nu + 1.0) * Math.log1p(z * z / nu));
        }
        return -Math.log(density);
    }

    /** Quantiles [H][11] from event {@code t}. */
    double[][] quantiles(double[][] y, int t, float[][] candidates, float[][] inputs) {
        double[][] quantiles = new double[inputs.length][];
        double[] s = y[t];
        for (int h = 0; h < inputs.length; h++) {
            double[] f = doubles(inputs[h]);
            double[] state = y[t];
            if (spec.kind() == NetworkSpec.Kind.SEQ2SEQ) {
                s = cell(NetworkSpec.Kind.GRU, "decoder.", f, s, new double[s.length]);
                state = concat(s, attended(s, y, t));
            }
            double[] a = linear("horizon.state", state);
            double[] b = linear("horizon.features", f);
            for (int i = 0; i < a.length; i++) {
                a[i] += b[i];
            }
            double[] o = linear("horizon.out", silu(linear("horizon.hidden", silu(a))));
            quantiles[h] = quantiles(o, candidates[h]);
        }
        return quantiles;
    }

    private double[] attended(double[] s, double[][] y, int t) {
        int first = Math.max(0, t - spec.window() + 1);
        double[] score = new double[t - first + 1];
        double[] query = affine("attention.query.weight", "attention.bias", s);
        for (int i = first; i <= t; i++) {
            double[] key = affine("attention.key.weight", "none", y[i]);
            for (int j = 0; j < key.length; j++) {
                score[i - first] += tensor("attention.score.weight")[j] * Math.tanh(query[j] + key[j]);
            }
        }
        double[] share = softmax(score);
        double[] seen = new double[s.length];
        for (int i = first; i <= t; i++) {
            for (int j = 0; j < seen.length; j++) {
                seen[j] += share[i - first] * y[i][j];
            }
        }
        return seen;
    }

    private static double[] quantiles(double[] o, float[] candidates) {
        double[] gate = softmax(Arrays.copyOf(o, 12));
        double scale = Math.exp(Math.min(3.0, Math.max(-6.0, o[12] - 1.2)));
        double[] q = new double[11];
        q[5] = o[13] * scale;
        for (int i = 0; i < 12; i++) {
            q[5] += gate[i] * candidates[i];
        }
        for (int i = 4; i >= 0; i--) {
            q[i] = q[i + 1] - 0.5 * scale * softplus(o[14 + i]);
        }
        for (int i = 6; i < 11; i++) {
            q[i] = q[i - 1] + 0.5 * scale * softplus(o[14 + i - 1]);
        }
        return q;
    }

    /** .5 · nats per event + 2 · pinball loss over windows. */
    double loss(Window... windows) {
        double nats = 0.0;
        double events = 0.0;
        double pinball = 0.0;
        double ahead = 0.0;
        for (Window w : windows) {
            double[][] y = encode(w.inputs());
            for (int t = 0; t < y.length; t++) {
                if (!Float.isNaN(w.targets()[t])) {
                    double[] law = law(y[t], w.inputs()[t], w.candidates()[t]);
                    nats += Math.min(12.0, Math.max(-5.0, surprisal(law, w.targets()[t])));
                    events++;
                }
            }
            for (int o = 0; o < w.origins().length; o++) {
                double[][] q = quantiles(y, w.origins()[o], w.horizonCandidates()[o], w.horizonInputs()[o]);
                for (int h = 0; h < q.length; h++) {
                    if (!Float.isNaN(w.horizonTargets()[o][h])) {
                        pinball += Math.min(20.0, w.weights()[o] * pinball(q[h], w.horizonTargets()[o][h]));
                        ahead++;
                    }
                }
            }
        }
        return 0.5 * nats / events + 2.0 * pinball / ahead;
    }

    private static double pinball(double[] quantiles, double value) {
        double[] levels = {0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98};
        double sum = 0.0;
        for (int i = 0; i < levels.length; i++) {
            double error = value - quantiles[i];
            sum += (error >= 0.0 ? levels[i] * error : (levels[i] - 1.0) * error) / levels.length;
        }
        return sum;
    }
}
