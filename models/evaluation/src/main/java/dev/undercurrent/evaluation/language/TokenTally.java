package dev.undercurrent.evaluation.language;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import java.util.List;

/**
 * What a law gave to tokens that came: −log p of each before it was seen, and its rank among all by probability. Of equally
 * probable tokens the smaller one ranks first, as where they are listed.
 */
public final class TokenTally {

    /** Ranks up to this one are told apart. */
    public static final int RANKS = 20;

    /** Surprisal of what a law holds impossible is that of this probability. */
    private static final double LEAST = 1e-300;

    private final long[] ranks = new long[RANKS];
    private long tokens;
    private double nats;
    private double rankSum;
    private double reciprocals;

    /** What a law gives to sequences, each from its begin on; nothing is learnt. */
    public static <S> TokenTally of(SequenceModel<S> law, List<int[]> sequences) {
        var tally = new TokenTally();
        for (int[] sequence : sequences) {
            S state = law.start();
            for (int t = 0; t < sequence.length; t++) {
                tally.add((Categorical) law.predict(state), sequence[t]);
                law.observe(state, new Token(t, sequence[t]), 0);
            }
        }
        return tally;
    }

    /** Takes in a token and the law before it. */
    public void add(Categorical law, int token) {
        double p = law.probability(token);
        int rank = 1;
        for (int v = 0; v < law.size(); v++) {
            double other = law.probability(v);
            rank += other > p || (other == p && v < token) ? 1 : 0;
        }
        tokens++;
        nats -= Math.log(Math.max(p, LEAST));
        rankSum += rank;
        reciprocals += 1.0 / rank;
        if (rank <= RANKS) {
            ranks[rank - 1]++;
        }
    }

    /** Number of tokens. */
    public long tokens() {
        return tokens;
    }

    /** Mean surprisal, nats per token. */
    public double nats() {
        return nats / tokens;
    }

    /** e^{mean surprisal}: of how many equally probable tokens the next one is a choice. */
    public double perplexity() {
        return Math.exp(nats());
    }

    /** Share of tokens that were among the k most probable, k from 1 to {@value #RANKS}. */
    public double top(int k) {
        long hits = 0;
        for (int r = 0; r < k; r++) {
            hits += ranks[r];
        }
        return (double) hits / tokens;
    }

    /** Mean rank, from 1. */
    public double meanRank() {
        return rankSum / tokens;
    }

    /** Mean of 1 / rank. */
    public double meanReciprocalRank() {
        return reciprocals / tokens;
    }
}
