package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NearestTest {

    /** Again and again the smallest that is apart from all before it. */
    private static int[] naive(double[] far, int from, int end, int most, int apart) {
        boolean[] taken = new boolean[end];
        int[] places = new int[most];
        int found = 0;
        while (found < most) {
            int best = -1;
            for (int i = from; i < end; i++) {
                if (!taken[i] && (best < 0 || far[i] < far[best])) {
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            Arrays.fill(taken, Math.max(0, best - apart + 1), Math.min(end, best + apart), true);
            places[found++] = best;
        }
        return Arrays.copyOf(places, found);
    }

    @Test
    @DisplayName(
            "finds what looking through all of them again for each place finds, ties and smooth distances included")
    void asByHand() {
        var random = new SplittableRandom(4);
        for (int trial = 0; trial < 3000; trial++) {
            int most = 1 + random.nextInt(24);
            int apart = 1 + random.nextInt(5);
            int n = random.nextInt(1, 400);
            double[] far = new double[n + random.nextInt(5)];
            int kind = trial % 3;
            for (int i = 0; i < far.length; i++) {
                far[i] = kind == 0 ? random.nextDouble() : kind == 1 ? random.nextInt(6) : Math.abs(i % 40 - 17);
            }
            int from = random.nextInt(n);
            int[] places = new int[most];
            int found = new Nearest(most, apart).find(far, from, n, places);
            assertThat(Arrays.copyOf(places, found)).containsExactly(naive(far, from, n, most, apart));
        }
    }

    @Test
    @DisplayName("where there is nothing nothing is found")
    void nothing() {
        assertThat(new Nearest(3, 2).find(new double[4], 2, 2, new int[3])).isZero();
    }
}
