package dev.undercurrent.core.switching;

import dev.undercurrent.core.math.Sums;
import java.util.Arrays;

/**
 * Transition rows as the posterior mean under a sticky Dirichlet prior, A_ij = (n_ij + prior_ij) / Σ_j (n_ij + prior_ij),
 * read straight from the counts n of moves and their sums by row: the matrix itself is only made where somebody asks for it.
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
            double scale = s.rowShare[i];
            for (int j = 0; j < k; j++) {
                out[row + j] = (float) ((s.moves[row + j] + leave) * scale);
            }
            out[row + i] = (float) ((s.moves[row + i] + leave + extra) * scale);
        }
    }

    /** The time update: out_j = Σ_i belief_i A_ij, normalised. */
    void predict(SwitchingState<?> s, double[] out) {
        double[] belief = s.belief;
        double[] rowShare = s.rowShare;
        float[] moves = s.moves;
        double sum = 0;
        for (int i = 0; i < k; i++) {
            share[i] = belief[i] * rowShare[i];
            sum += share[i];
        }
        double floor = leave * sum;
        for (int j = 0; j < k; j++) {
            out[j] = floor + extra * share[j];
        }
        Forward.addMoves(share, moves, k, out);
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
        double largest = 0;
        double all = 0;
        for (int j = 0; j < k; j++) {
            largest = Math.max(largest, ratio[j]);
            all += ratio[j];
        }
        // a row sums to 1, so that no more than this share of the slot's probability can have been left
        double needed = Math.max(1e-4, NEGLIGIBLE / (largest * weight));
        for (int i = 0; i < k; i++) {
            if (!(s.belief[i] > needed)) {
                continue;
            }
            int row = i * k;
            double left = leave * all + extra * ratio[i] + product(moves, row, ratio);
            double b = share[i] * weight;
            double used = b * left;
            if (!(used > NEGLIGIBLE)) {
                continue;
            }
            double keep = 1 - used / memory;
            for (int j = 0; j < k; j++) {
                double move = b * ratio[j];
                moves[row + j] = (float) (moves[row + j] * (keep + move) + leave * move);
            }
            moves[row + i] = (float) (moves[row + i] + b * extra * ratio[i]);
            counted(s, i);
        }
    }

    /** Σ_j n_ij ratio_j in a fixed order, in four parts that do not wait for one another. */
    private double product(float[] moves, int row, double[] ratio) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int j = 0;
        for (; j < k - 3; j += 4) {
            a += moves[row + j] * ratio[j];
            b += moves[row + j + 1] * ratio[j + 1];
            c += moves[row + j + 2] * ratio[j + 2];
            d += moves[row + j + 3] * ratio[j + 3];
        }
        for (; j < k; j++) {
            a += moves[row + j] * ratio[j];
        }
        return a + b + (c + d);
    }

    /** Forgets the moves from and to a slot. */
    void forget(SwitchingState<?> s, int slot) {
        Arrays.fill(s.moves, slot * k, (slot + 1) * k, 0);
        for (int j = 0; j < k; j++) {
            s.moves[j * k + slot] = 0;
        }
        counted(s);
    }

    /** To be told wherever counts of moves were written from outside. */
    void counted(SwitchingState<?> s) {
        for (int i = 0; i < k; i++) {
            counted(s, i);
        }
    }

    private void counted(SwitchingState<?> s, int i) {
        s.rowShare[i] = 1 / (prior + Sums.of(s.moves, i * k, (i + 1) * k));
    }
}
