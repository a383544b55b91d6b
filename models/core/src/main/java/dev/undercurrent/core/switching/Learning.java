package dev.undercurrent.core.switching;

/**
 * How a {@link Switching} learns per key.
 *
 * @param rule which expectation step
 * @param memory number of observations that the statistics remember, > 1
 * @param stickiness pseudo-count of a slot's stay in the Dirichlet prior of its transition row, > 0
 * @param leave pseudo-count of each move in that prior, > 0
 * @param novelty nats below its own peak at which every expert must see an event for it to count as unexplained; stated
 *     for one channel, for more the excess of equal tail
 * @param novelRun number of unexplained events in a row that open a new regime; 0 = never
 */
public record Learning(Rule rule, double memory, double stickiness, double leave, double novelty, int novelRun) {

    /** The expectation step of online EM. */
    public enum Rule {
        /** Parameters stay as they are. */
        NONE,
        /** By filtered posteriors: statistics of fixed size, O(K² + K·D) per event. */
        FILTERED,
        /**
         * By smoothed posteriors carried forward, exact for fixed parameters: Cappé (2011), "Online EM algorithm for
         * hidden Markov models", J. Comput. Graph. Stat. 20(3). State and time O(K³ + K²·D): for few regimes.
         */
        EXACT
    }

    public Learning {
        if (!(memory > 1) || !(stickiness > 0) || !(leave > 0) || !(novelty > 0) || novelRun < 0) {
            throw new IllegalArgumentException("learning: memory " + memory + " (allowed: more than 1), stickiness "
                    + stickiness + " and leave " + leave + " (allowed: more than 0), novelty " + novelty
                    + " (allowed: more than 0), novel run " + novelRun + " (allowed: 0 or more)");
        }
    }

    /** Fixed parameters with the given sticky transition prior. */
    public static Learning none(double stickiness, double leave) {
        return new Learning(Rule.NONE, Double.POSITIVE_INFINITY, stickiness, leave, Double.POSITIVE_INFINITY, 0);
    }

    /**
     * The default: filtered statistics.
     *
     * @param memory observations remembered, > 1
     * @param dwell expected number of events a regime lasts, ≥ 1; becomes the sticky prior
     * @param k number of regimes
     */
    public static Learning filtered(double memory, double dwell, int k) {
        return online(Rule.FILTERED, memory, dwell, k);
    }

    /** Only the moves are learnt, as by {@link #filtered}: for experts whose parameters are fixed. */
    public static Learning moves(double memory, double dwell, int k) {
        Learning all = filtered(memory, dwell, k);
        return new Learning(all.rule, memory, all.stickiness, all.leave, Double.POSITIVE_INFINITY, 0);
    }

    /** As {@link #filtered}, by Cappé's recursion. */
    public static Learning exact(double memory, double dwell, int k) {
        return online(Rule.EXACT, memory, dwell, k);
    }

    private static Learning online(Rule rule, double memory, double dwell, int k) {
        double prior = 20;
        double leave = k == 1 ? 1 : prior / dwell / (k - 1);
        return new Learning(rule, memory, Math.max(prior * (1 - 1 / dwell), leave), leave, 8, 8);
    }
}
