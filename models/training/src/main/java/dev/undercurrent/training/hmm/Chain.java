package dev.undercurrent.training.hmm;

import dev.undercurrent.core.switching.Forward;

/**
 * Forward and backward recursion over one standardised series, scaled, with a transition matrix in double precision: EM
 * compares evidences closer than floats resolve. An impossible event counts as missing, at +∞.
 *
 * <p>Keeps K numbers per event; holds scratch, for one thread.
 */
final class Chain {

    private final HmmModel model;
    private final int k;
    private final LogDensities densities;
    private final double[] predicted;
    private final double[] posterior;
    private final double[] logs;
    private double[] kept = new double[0];

    Chain(HmmModel model) {
        this.model = model;
        this.k = model.states();
        this.densities = new LogDensities(model.emissions());
        this.predicted = new double[k];
        this.posterior = new double[k];
        this.logs = new double[k];
    }

    /** Hears of every event in the order of time. */
    @FunctionalInterface
    interface Filtered {
        /**
         * @param predicted [K] P(s_t | x_1..x_{t−1}), scratch
         * @param posterior [K] P(s_t | x_1..x_t), scratch
         * @param surprisal −log p(z_t | z_1..z_{t−1}), nats
         */
        void event(int t, double[] predicted, double[] posterior, double surprisal);
    }

    /** Hears of every event, the last one first. */
    @FunctionalInterface
    interface Smoothed {
        /** @param gamma [K] P(s_t | x_1..x_T), scratch */
        void event(int t, double[] gamma);
    }

    /** −log p(z_1..z_T), nats. */
    double filter(double[][] z, Filtered visit) {
        double surprisal = 0.0;
        for (int t = 0; t < z.length; t++) {
            if (t == 0) {
                System.arraycopy(model.initial(), 0, predicted, 0, k);
            } else {
                predict(posterior);
            }
            densities.of(z[t], logs);
            double one = Forward.condition(predicted, logs, k, posterior);
            surprisal += one;
            visit.event(t, predicted, posterior, one);
        }
        return surprisal;
    }

    /**
     * Filter, then the backward recursion γ_t(i) = α_t(i) Σ_j A_ij γ_{t+1}(j) / α̂_{t+1}(j) with α̂ the predicted belief
     * (Kitagawa 1987, JASA 82).
     *
     * @param pairs [K][K], to which Σ_t P(s_t = i, s_{t+1} = j | z_1..z_T) is added
     * @return −log p(z_1..z_T), nats
     */
    double smooth(double[][] z, double[][] pairs, Smoothed visit) {
        if (kept.length < z.length * k) {
            kept = new double[Math.multiplyExact(z.length, k)];
        }
        double surprisal = filter(z, (t, before, after, one) -> System.arraycopy(after, 0, kept, t * k, k));
        if (z.length == 0) {
            return surprisal;
        }
        double[] gamma = posterior;
        visit.event(z.length - 1, gamma);
        double[] filtered = new double[k];
        for (int t = z.length - 2; t >= 0; t--) {
            System.arraycopy(kept, t * k, filtered, 0, k);
            predict(filtered);
            back(filtered, gamma, pairs);
            visit.event(t, gamma);
        }
        return surprisal;
    }

    private void back(double[] filtered, double[] gamma, double[][] pairs) {
        // logs serves as scratch for the ratio
        for (int j = 0; j < k; j++) {
            logs[j] = predicted[j] > 0.0 ? gamma[j] / predicted[j] : 0.0;
        }
        double total = 0.0;
        for (int i = 0; i < k; i++) {
            double[] row = model.transition()[i];
            double sum = 0.0;
            for (int j = 0; j < k; j++) {
                double pair = filtered[i] * row[j] * logs[j];
                pairs[i][j] += pair;
                sum += pair;
            }
            gamma[i] = sum;
            total += sum;
        }
        for (int i = 0; i < k; i++) {
            gamma[i] /= total;
        }
    }

    private void predict(double[] belief) {
        for (int j = 0; j < k; j++) {
            predicted[j] = 0.0;
        }
        double total = 0.0;
        for (int i = 0; i < k; i++) {
            double[] row = model.transition()[i];
            for (int j = 0; j < k; j++) {
                predicted[j] += belief[i] * row[j];
            }
            total += belief[i];
        }
        for (int j = 0; j < k; j++) {
            predicted[j] /= total;
        }
    }
}
