package dev.undercurrent.training.hmm;

import java.util.Arrays;

/**
 * Names of regimes as numbers that outlive a training: an id once given is never given to another regime.
 *
 * @param ids [K], distinct, from 0
 * @param next the next id to give, above all that ever were
 */
public record Labels(int[] ids, int next) {

    /** @throws IllegalArgumentException if ids repeat or are not in [0, next) */
    public Labels {
        int[] sorted = ids.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] < 0 || sorted[i] >= next || (i > 0 && sorted[i] == sorted[i - 1])) {
                throw new IllegalArgumentException(
                        "labels " + Arrays.toString(ids) + "; allowed: distinct, from 0, below " + next);
            }
        }
    }

    /** 0 to k − 1. */
    public static Labels first(int k) {
        int[] ids = new int[k];
        Arrays.setAll(ids, i -> i);
        return new Labels(ids, k);
    }
}
