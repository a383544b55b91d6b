package dev.undercurrent.jobs.dashboard;

import java.util.Arrays;

/**
 * Chooses points to show: of every stretch the first, the one of the largest score and those of the smallest and largest
 * value, so that no peak and no alarm is lost. What is shown are points that were there, never means.
 */
final class Thinning {

    private static final int PER_STRETCH = 4;

    private Thinning() {}

    /** Ascending numbers of points of [from, to); all of them where they are at most {@code limit}. */
    static long[] choose(Ring ring, long from, long to, int limit) {
        int n = (int) Math.max(0, to - from);
        if (n <= limit) {
            long[] all = new long[n];
            Arrays.setAll(all, i -> from + i);
            return all;
        }
        int stretches = Math.max(1, limit / PER_STRETCH);
        long[] chosen = new long[stretches * PER_STRETCH + 1];
        int k = 0;
        for (int s = 0; s < stretches; s++) {
            long first = from + (long) n * s / stretches;
            long end = from + (long) n * (s + 1) / stretches;
            long[] four = {first, first, first, first};
            for (long p = first + 1; p < end; p++) {
                if (ring.score(p) > ring.score(four[1])) {
                    four[1] = p;
                }
                if (!(ring.value(p, 0) >= ring.value(four[2], 0))) {
                    four[2] = p;
                }
                if (!(ring.value(p, 0) <= ring.value(four[3], 0))) {
                    four[3] = p;
                }
            }
            Arrays.sort(four);
            for (int i = 0; i < PER_STRETCH; i++) {
                if (i == 0 || four[i] != four[i - 1]) {
                    chosen[k++] = four[i];
                }
            }
        }
        if (chosen[k - 1] != to - 1) {
            chosen[k++] = to - 1;
        }
        return Arrays.copyOf(chosen, k);
    }
}
