package dev.undercurrent.core.switching;

import dev.undercurrent.core.Observation;

/**
 * The exact online expectation step for hidden Markov models: Cappé (2011), Algorithm 1.
 *
 * <p>For every present state k it carries ρ(k), the expectation of the mean sufficient statistics given that the chain is
 * in k now: transitions ρ^q(i, j; k) and the experts' ρ^g(i; k). The smoothed statistics are Σ_k ρ(k) P(s_t = k | x_1..x_t).
 * They start from what the parameters in force stand for, so that the pooled prior counts as so many events.
 *
 * <p>Layout of double[1 + K·K·K + K·K·m]: number of events, then ρ^q as [k][i][j], then ρ^g as [k][i][m].
 */
final class SmoothedStatistics {

    private final int k;
    private final int m;
    private final double memory;
    private final int pairs;
    private final double[] back;
    private final double[] next;
    private final double[] sufficient;
    private final double[] mean;

    SmoothedStatistics(int k, int m, double memory) {
        this.k = k;
        this.m = m;
        this.memory = memory;
        this.pairs = k * k * k;
        this.back = new double[k * k];
        this.next = new double[length()];
        this.sufficient = new double[k * m];
        this.mean = new double[m];
    }

    int length() {
        return 1 + pairs + k * k * m;
    }

    /** One event: expectation, then maximisation into the moves and experts of s. */
    <E> void update(
            SwitchingState<E> s,
            float[] transition,
            double[] posterior,
            Observation x,
            double weight,
            Experts<E> experts) {
        expect(s.smoothed, s.belief, transition, x, weight, experts, s.experts);
        double mass = Math.min(s.smoothed[0], memory);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                s.moves[i * k + j] = (float) (pair(s.smoothed, posterior, i, j) * mass);
            }
            meanOf(s.smoothed, posterior, i);
            experts.maximise(s.experts, i, mean, mass);
        }
    }

    /** The recursion alone: moves {@code rho} on by x. */
    <E> void expect(
            double[] rho,
            double[] belief,
            float[] transition,
            Observation x,
            double weight,
            Experts<E> experts,
            E state) {
        experts.sufficient(state, x, sufficient);
        rho[0] += weight;
        move(rho, belief, transition, weight / Math.min(rho[0], memory));
    }

    /** An event from which nothing is learnt: the chain moves on, and what is expected given its state with it. */
    void carry(double[] rho, double[] belief, float[] transition) {
        move(rho, belief, transition, 0);
    }

    private void move(double[] rho, double[] belief, float[] transition, double step) {
        // back[i][j] = P(s_{t-1} = i | s_t = j, x_1..x_{t-1})
        for (int j = 0; j < k; j++) {
            double sum = 0;
            for (int i = 0; i < k; i++) {
                back[i * k + j] = belief[i] * transition[i * k + j];
                sum += back[i * k + j];
            }
            for (int i = 0; i < k && sum > 0; i++) {
                back[i * k + j] /= sum;
            }
        }
        for (int now = 0; now < k; now++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    double old = 0;
                    for (int before = 0; before < k; before++) {
                        old += rho[1 + (before * k + i) * k + j] * back[before * k + now];
                    }
                    next[1 + (now * k + i) * k + j] = (1 - step) * old + (j == now ? step * back[i * k + now] : 0);
                }
                for (int q = 0; q < m; q++) {
                    double old = 0;
                    for (int before = 0; before < k; before++) {
                        old += rho[at(before, i, q)] * back[before * k + now];
                    }
                    next[at(now, i, q)] = (1 - step) * old + (i == now ? step * sufficient[i * m + q] : 0);
                }
            }
        }
        System.arraycopy(next, 1, rho, 1, next.length - 1);
    }

    /** Mean transition statistics Σ_now ρ^q(i, j; now) posterior(now). */
    double pair(double[] rho, double[] posterior, int i, int j) {
        double sum = 0;
        for (int now = 0; now < k; now++) {
            sum += rho[1 + (now * k + i) * k + j] * posterior[now];
        }
        return sum;
    }

    /** Mean sufficient statistics of expert i, [m]; scratch. */
    double[] meanOf(double[] rho, double[] posterior, int i) {
        for (int q = 0; q < m; q++) {
            double sum = 0;
            for (int now = 0; now < k; now++) {
                sum += rho[at(now, i, q)] * posterior[now];
            }
            mean[q] = sum;
        }
        return mean;
    }

    private int at(int now, int i, int q) {
        return 1 + pairs + (now * k + i) * m + q;
    }

    /**
     * Starts again from the parameters in force, whatever state the chain is in: before the first event, after a regime was
     * opened, after units have changed.
     */
    <E> void restart(SwitchingState<E> s, Experts<E> experts) {
        java.util.Arrays.fill(s.smoothed, 0);
        double total = 0;
        for (int i = 0; i < k; i++) {
            experts.sums(s.experts, i, mean);
            total += mean[0];
        }
        if (!(total > 0)) {
            return;
        }
        s.smoothed[0] = total;
        for (int i = 0; i < k; i++) {
            experts.sums(s.experts, i, mean);
            for (int now = 0; now < k; now++) {
                for (int j = 0; j < k; j++) {
                    s.smoothed[1 + (now * k + i) * k + j] = s.moves[i * k + j] / total;
                }
                for (int q = 0; q < m; q++) {
                    s.smoothed[at(now, i, q)] = mean[q] / total;
                }
            }
        }
    }
}
