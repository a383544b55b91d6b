package dev.undercurrent.core.switching;

import java.util.Arrays;

/**
 * What a key's chain starts from: belief, moves already seen, and what the regimes are called.
 *
 * @param belief [K] probabilities before the first event, summing to 1
 * @param moves [K · K] pseudo-counts on top of the sticky prior, row-major, ≥ 0
 * @param ids [K] distinct, ≥ 0
 * @param nextId the next id to give, above all of them
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough: nobody compares them
public record Prior(double[] belief, float[] moves, int[] ids, int nextId) {

    public Prior {
        int k = belief.length;
        if (moves.length != k * k || ids.length != k) {
            throw new IllegalArgumentException("prior of a chain: " + k + " probabilities, " + moves.length
                    + " moves and " + ids.length + " ids; allowed: K, K squared and K");
        }
    }

    /** Nothing known: uniform belief, no moves, ids 0 to K − 1. */
    static Prior of(int k) {
        double[] belief = new double[k];
        Arrays.fill(belief, 1.0 / k);
        int[] ids = new int[k];
        for (int i = 0; i < k; i++) {
            ids[i] = i;
        }
        return new Prior(belief, new float[k * k], ids, k);
    }
}
