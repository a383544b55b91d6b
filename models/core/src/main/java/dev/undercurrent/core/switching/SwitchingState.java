package dev.undercurrent.core.switching;

/**
 * What a {@link Switching} carries for one key.
 *
 * @param <E> state of the experts
 */
public final class SwitchingState<E> {

    /** [K] P(s_t = k | x_1..x_t): the filtered posterior after the last observation. */
    final double[] belief;

    /** [K * K] expected number of moves i → j in memory, without the prior's; row-major. */
    final float[] moves;

    /** [K] 1 / Σ_j (n_ij + prior_ij) of the moves n: derived from them by {@link Transitions}, kept since most rows rest. */
    final double[] rowShare;

    /** [K] regime ids of the slots, per key, never reused. */
    final int[] ids;

    final E experts;

    /** Statistics of the exact online EM, or null where learning is by filtered posteriors. */
    final double[] smoothed;

    /** [3 * channels] count, mean and Σ(x − mean)² of the current run of events that no expert explains. */
    final float[] novel;

    /** Length of that run. */
    int novelCount;

    int nextId;

    /** Events observed. */
    long steps;

    /** P(s_t ≠ s_{t−1} | x_1..x_t). */
    double change;

    SwitchingState(double[] belief, float[] moves, int[] ids, E experts, double[] smoothed, float[] novel) {
        this.belief = belief;
        this.moves = moves;
        this.rowShare = new double[belief.length];
        this.ids = ids;
        this.experts = experts;
        this.smoothed = smoothed;
        this.novel = novel;
    }
}
