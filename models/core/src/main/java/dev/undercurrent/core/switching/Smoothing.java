package dev.undercurrent.core.switching;

/**
 * What later events say of earlier regimes: P(s_t | x_1..x_n) for n ≥ t. The backward recursion is Kitagawa's (1987, JASA
 * 82), γ_t(i) = α_t(i) Σ_j A_ij γ_{t+1}(j) / α̂_{t+1}(j) with α̂ the predicted belief: it needs no densities, and each of
 * its terms is a probability, so that nothing under- or overflows. An impossible event counts as missing.
 *
 * <p>Arguments of all methods: initial [K] = P(s_1); transition [K · K] row-major, rows sum to 1; logDensities [T][K],
 * log b_j(x_t) in nats, may be −∞.
 */
public final class Smoothing {

    private Smoothing() {}

    /** γ [T][K] = P(s_t | x_1..x_T). */
    public static double[][] posterior(double[] initial, float[] transition, double[][] logDensities) {
        return posterior(initial, transition, logDensities, new double[initial.length * initial.length]);
    }

    /**
     * Expected number of moves from i to j given all events: Σ_t P(s_{t−1} = i, s_t = j | x_1..x_T), t from 2.
     *
     * @return [K · K], row-major; sums to T − 1
     */
    public static double[] pairs(double[] initial, float[] transition, double[][] logDensities) {
        double[] pairs = new double[initial.length * initial.length];
        posterior(initial, transition, logDensities, pairs);
        return pairs;
    }

    /**
     * [T][K] = P(s_t | x_1..x_{min(t + lag, T)}).
     *
     * @param lag ≥ 0; 0 is the filter, T − 1 and above the smoother
     * @throws IllegalArgumentException if the lag is negative
     */
    public static double[][] fixedLag(double[] initial, float[] transition, double[][] logDensities, int lag) {
        if (lag < 0) {
            throw new IllegalArgumentException("lag is " + lag + "; allowed: 0 and above");
        }
        int k = initial.length;
        int events = logDensities.length;
        double[][] predicted = new double[events][k];
        double[][] filtered = new double[events][k];
        Forward.filter(initial, transition, logDensities, predicted, filtered);
        double[][] smoothed = new double[events][];
        double[] pairs = new double[k * k];
        for (int t = 0; t < events; t++) {
            int last = (int) Math.min((long) t + lag, events - 1L);
            double[] gamma = filtered[last];
            for (int u = last - 1; u >= t; u--) {
                gamma = backward(filtered[u], transition, predicted[u + 1], gamma, pairs);
            }
            smoothed[t] = gamma.clone();
        }
        return smoothed;
    }

    private static double[][] posterior(double[] initial, float[] transition, double[][] logDensities, double[] pairs) {
        int k = initial.length;
        int events = logDensities.length;
        double[][] predicted = new double[events][k];
        double[][] gamma = new double[events][k];
        Forward.filter(initial, transition, logDensities, predicted, gamma);
        for (int t = events - 2; t >= 0; t--) {
            gamma[t] = backward(gamma[t], transition, predicted[t + 1], gamma[t + 1], pairs);
        }
        return gamma;
    }

    /** γ_t of α_t, α̂_{t+1} and γ_{t+1}; adds P(s_t = i, s_{t+1} = j | …) to {@code pairs}. */
    private static double[] backward(
            double[] filtered, float[] transition, double[] predicted, double[] next, double[] pairs) {
        int k = filtered.length;
        double[] gamma = new double[k];
        for (int i = 0; i < k; i++) {
            double sum = 0.0;
            for (int j = 0; j < k; j++) {
                if (predicted[j] > 0.0) {
                    double pair = filtered[i] * transition[i * k + j] / predicted[j] * next[j];
                    pairs[i * k + j] += pair;
                    sum += pair;
                }
            }
            gamma[i] = sum;
        }
        Forward.normalise(gamma, k);
        return gamma;
    }
}
