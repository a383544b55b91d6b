package dev.undercurrent.core.switching;

import dev.undercurrent.core.math.Elementary;

/** The single most probable path of regimes (Viterbi 1967; Rabiner 1989, §III.B), in logarithms. */
public final class Viterbi {

    private Viterbi() {}

    /**
     * argmax over s_1..s_T of P(s_1..s_T, x_1..x_T); of equals the one with the lowest regime, from the end.
     *
     * @param initial [K], P(s_1)
     * @param transition [K · K], row-major, rows sum to 1
     * @param logDensities [T][K], log b_j(x_t) in nats, may be −∞
     * @return [T], regimes from 0
     */
    public static int[] path(double[] initial, float[] transition, double[][] logDensities) {
        int k = initial.length;
        int events = logDensities.length;
        int[] path = new int[events];
        if (events == 0) {
            return path;
        }
        double[] logTransition = new double[k * k];
        for (int i = 0; i < logTransition.length; i++) {
            logTransition[i] = Elementary.log(transition[i]);
        }
        double[] best = new double[k];
        for (int j = 0; j < k; j++) {
            best[j] = Elementary.log(initial[j]) + logDensities[0][j];
        }
        int[][] before = new int[events][k];
        for (int t = 1; t < events; t++) {
            best = step(best, logTransition, logDensities[t], before[t]);
        }
        path[events - 1] = argmax(best);
        for (int t = events - 1; t > 0; t--) {
            path[t - 1] = before[t][path[t]];
        }
        return path;
    }

    private static double[] step(double[] best, double[] logTransition, double[] logDensities, int[] before) {
        int k = best.length;
        double[] next = new double[k];
        for (int j = 0; j < k; j++) {
            int from = 0;
            for (int i = 1; i < k; i++) {
                if (best[i] + logTransition[i * k + j] > best[from] + logTransition[from * k + j]) {
                    from = i;
                }
            }
            before[j] = from;
            next[j] = best[from] + logTransition[from * k + j] + logDensities[j];
        }
        return next;
    }

    private static int argmax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /** log P(s_1..s_T, x_1..x_T) of a given path, nats; arguments as in {@link #path}. */
    public static double logProbability(int[] path, double[] initial, float[] transition, double[][] logDensities) {
        double log = 0.0;
        for (int t = 0; t < path.length; t++) {
            double p = t == 0 ? initial[path[0]] : transition[path[t - 1] * initial.length + path[t]];
            log += Elementary.log(p) + logDensities[t][path[t]];
        }
        return log;
    }
}
