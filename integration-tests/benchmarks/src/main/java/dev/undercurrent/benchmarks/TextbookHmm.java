package dev.undercurrent.benchmarks;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;

/** The scaled forward recursion of a one-channel Gaussian HMM as a textbook writes it (Rabiner 1989, §V.A). */
final class TextbookHmm {

    private final int k;
    private final double[][] transition;
    private final double[] mean;
    private final double[] scale;
    private double[] belief;

    TextbookHmm(Switching<float[]> model, SwitchingState<float[]> start) {
        k = model.count();
        transition = new double[k][k];
        mean = new double[k];
        scale = new double[k];
        belief = new double[k];
        float[] rows = model.transition(start);
        Components components = model.experts().components(model.experts(start));
        for (int i = 0; i < k; i++) {
            mean[i] = components.mean(i, 0);
            scale[i] = Math.sqrt(components.variance(i, 0));
            belief[i] = 1.0 / k;
            for (int j = 0; j < k; j++) {
                transition[i][j] = rows[i * k + j];
            }
        }
    }

    /** Surprisal of x in nats. */
    double step(double x) {
        double[] next = new double[k];
        double total = 0;
        for (int j = 0; j < k; j++) {
            double predicted = 0;
            for (int i = 0; i < k; i++) {
                predicted += belief[i] * transition[i][j];
            }
            double z = (x - mean[j]) / scale[j];
            next[j] = predicted * Math.exp(-0.5 * z * z) / (scale[j] * Math.sqrt(2 * Math.PI));
            total += next[j];
        }
        for (int j = 0; j < k; j++) {
            next[j] /= total;
        }
        belief = next;
        return -Math.log(total);
    }
}
