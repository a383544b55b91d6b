package dev.undercurrent.core.switching;

import java.util.Arrays;

/**
 * Transition rows as the posterior mean under a sticky Dirichlet prior, A_ij = (n_ij + prior_ij) / Σ_j (n_ij + prior_ij),
 * read straight from the counts n of moves: the matrix itself is only made where somebody asks for it.
 *
 * <p>The time update costs one pass over the counts, learning one over the rows that were left with a probability that
 * matters.
 */
final class Transitions {

    /** Probability of having been in a slot below which nothing is learnt of its moves. */
    private static final double NEGLIGIBLE = 5e-3;

    private final int k;
    private final double leave;
    private final double extra;
    private final double prior;
    private final double memory;
    /** [K] of the last time update: belief_i / Σ_j (n_ij + prior_ij). */
    private final double[] share;

    Transitions(int k, Learning learning) {
        this.k = k;
        this.leave = learning.leave();
        this.extra = learning.stickiness() - leave;
        this.prior = learning.stickiness() + (k - 1) * leave;
        this.memory = learning.memory();
        this.share = new double[k];
    }

    /** [K · K] the matrix, rows sum to 1 within the rounding of floats. */
    void matrix(SwitchingState<?> s, float[] out) {
        for (int i = 0; i < k; i++) {
            int row = i * k;
            double scale = 1 / (prior + total(s.moves, row));
            for (int j = 0; j < k; j++) {
                out[row + j] = (float) ((s.moves[row + j] + leave) * scale);
            }
            out[row + i] = (float) ((s.moves[row + i] + leave + extra) * scale);
        }
    }

    /** The time update: out_j = Σ_i belief_i A_ij, normalised. */
    void predict(SwitchingState<?> s, double[] out) {
        double[] belief = s.belief;
        float[] moves = s.moves;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            share[i] = belief[i] / (prior + total(moves, i * k));
            sum += share[i];
        }
        double floor = leave * sum;
        for (int j = 0; j < k; j++) {
            out[j] = floor + extra * share[j];
        }
        for (int i = 0; i < k; i++) {
            double b = share[i];
            int row = i * k;
            for (int j = 0; j < k; j++) {
                out[j] += b * moves[row + j];
            }
        }
        Forward.normalise(out, k);
    }

    /**
     * P(s_t = s_{t−1} | x_1..x_t), after {@link #predict} of the same state.
     *
     * @param ratio [K] p_j(x_t) / p(x_t)
     */
    double stay(SwitchingState<?> s, double[] ratio) {
        double stay = 0;
        for (int i = 0; i < k; i++) {
            stay += share[i] * (s.moves[i * k + i] + leave + extra) * ratio[i];
        }
        return Math.min(1, stay);
    }

    /**
     * Expectation step by the filtered posterior of the pair (s_{t−1}, s_t), with forgetting by use; after {@link #predict} of
     * the same state.
     *
     * @param ratio [K] p_j(x_t) / p(x_t)
     * @param weight of the event in (0, 1]
     */
    void learn(SwitchingState<?> s, double[] ratio, double weight) {
        float[] moves = s.moves;
        for (int i = 0; i < k; i++) {
            if (!(s.belief[i] > 1e-4)) {
                continue;
            }
            int row = i * k;
            double left = extra * ratio[i];
            for (int j = 0; j < k; j++) {
                left += (moves[row + j] + leave) * ratio[j];
            }
            double used = share[i] * left * weight;
            if (!(used > NEGLIGIBLE)) {
                continue;
            }
            double keep = 1 - used / memory;
            double b = share[i] * weight;
            double stays = b * extra * ratio[i];
            for (int j = 0; j < k; j++) {
                double n = moves[row + j];
                moves[row + j] = (float) (n * keep + b * (n + leave) * ratio[j]);
            }
            moves[row + i] = (float) (moves[row + i] + stays);
        }
    }

    /** Sum of a row of counts in a fixed order, in four parts that do not wait for one another. */
    private double total(float[] moves, int row) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int end = row + k;
        int j = row;
        for (; j < end - 3; j += 4) {
            a += moves[j];
            b += moves[j + 1];
            c += moves[j + 2];
            d += moves[j + 3];
        }
        for (; j < end; j++) {
            a += moves[j];
        }
        return a + b + (c + d);
    }

    /** Forgets the moves from and to a slot. */
    void forget(SwitchingState<?> s, int slot) {
        Arrays.fill(s.moves, slot * k, (slot + 1) * k, 0);
        for (int j = 0; j < k; j++) {
            s.moves[j * k + slot] = 0;
        }
    }
}
