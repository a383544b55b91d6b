package dev.undercurrent.core.mixing;

import dev.undercurrent.core.math.Elementary;

/**
 * Weights of models by the chain rule with forgetting: log w_m ← λ log w_m − surprisal_m, so that what a model was worth
 * 1 / (1 − λ) events ago hardly counts (Raftery et al. 2010, "Online prediction under model uncertainty via dynamic model
 * averaging", Technometrics 52(1), with the forgetting on log weights).
 *
 * <p>Two floors make it robust: one event costs a model at most {@value #CAP} nats more than the best one, and no weight
 * falls below {@value #FLOOR} / M. Where no model gave the event any probability the weights stay.
 *
 * <p>State: float[M] log weights, the largest 0.
 */
final class Evidence {

    private static final double FORGETTING = 0.98;
    private static final double CAP = 8;
    private static final double FLOOR = 0.02;

    private Evidence() {}

    /** Weights [M], each at least the floor, summing to 1. */
    static void weights(float[] logs, double[] out) {
        int m = logs.length;
        double sum = 0;
        for (int i = 0; i < m; i++) {
            out[i] = Elementary.exp(logs[i]);
            sum += out[i];
        }
        for (int i = 0; i < m; i++) {
            out[i] = FLOOR / m + (1 - FLOOR) * out[i] / sum;
        }
    }

    /** Takes in what an event cost each model, in nats. */
    static void update(float[] logs, double[] surprisals) {
        double best = Double.POSITIVE_INFINITY;
        for (double surprisal : surprisals) {
            best = Math.min(best, surprisal);
        }
        if (best == Double.POSITIVE_INFINITY) {
            return;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            double log = FORGETTING * logs[i] - Math.min(surprisals[i] - best, CAP);
            logs[i] = (float) log;
            max = Math.max(max, logs[i]);
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] -= (float) max;
        }
    }
}
