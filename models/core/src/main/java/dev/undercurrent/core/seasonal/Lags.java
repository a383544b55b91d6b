package dev.undercurrent.core.seasonal;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The lags of a seasonal autoregression: {1, 2, 3, S−1, S, S+1, 2S, W−1, W, W+1}, ascending. */
final class Lags {

    /** Longest period: more would be a ring of more than half a megabyte per channel. */
    static final int LONGEST = 1 << 16;

    private final int[] lags;

    /**
     * @param season S: 0 = none, or from 2
     * @param longer W: 0 = none, or above S
     */
    Lags(int season, int longer) {
        boolean allowed = (season == 0 || season >= 2) && (longer == 0 || longer > Math.max(season, 1));
        if (!allowed || season > LONGEST || longer > LONGEST) {
            throw new IllegalArgumentException("season " + season + ", longer period " + longer
                    + "; allowed: 0 or 2 to " + LONGEST + " each, the longer one above the season");
        }
        IntStream of = IntStream.of(1, 2, 3);
        if (season > 0) {
            of = IntStream.concat(of, IntStream.of(season - 1, season, season + 1, 2 * season));
        }
        if (longer > 0) {
            of = IntStream.concat(of, IntStream.of(longer - 1, longer, longer + 1));
        }
        lags = of.sorted().distinct().toArray();
    }

    int count() {
        return lags.length;
    }

    int get(int i) {
        return lags[i];
    }

    int longest() {
        return lags[lags.length - 1];
    }

    /** Number of events from which on every lag is in use. */
    int warmUp() {
        return 2 * longest() + 2;
    }

    /** How many lags, from the shortest, are in use after n events: those below n / 2, so that each has rows enough. */
    int inUse(int n) {
        int m = 0;
        while (m < lags.length && 2 * lags[m] + 2 <= n) {
            m++;
        }
        return m;
    }

    /** True where a lag comes into use with the n-th event. */
    boolean comesInto(int n) {
        return n % 2 == 0 && Arrays.binarySearch(lags, n / 2 - 1) >= 0;
    }
}
