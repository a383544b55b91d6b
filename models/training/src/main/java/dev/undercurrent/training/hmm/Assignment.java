package dev.undercurrent.training.hmm;

import java.util.Arrays;

/** The assignment of least total cost, exact, by dynamic programming over sets of columns. */
final class Assignment {

    /** Most rows or columns: 2^16 sets. */
    private static final int LARGEST = 16;

    private Assignment() {}

    /**
     * A column for each row; where there are more rows than columns, some rows get none. Of equals, the one whose last row
     * has the lowest column.
     *
     * @param cost [n][m], finite
     * @return [n] columns, −1 = none
     * @throws IllegalArgumentException if both n and m exceed 16, or a cost is not finite
     */
    static int[] of(double[][] cost) {
        int n = cost.length;
        int m = cost[0].length;
        if (n > m) {
            int[] rows = of(transposed(cost));
            int[] columns = new int[n];
            Arrays.fill(columns, -1);
            for (int j = 0; j < m; j++) {
                columns[rows[j]] = j;
            }
            return columns;
        }
        check(cost, m);
        double[] least = new double[1 << m];
        int[] last = new int[1 << m];
        for (int set = 1; set < least.length; set++) {
            int row = Integer.bitCount(set) - 1;
            least[set] = Double.POSITIVE_INFINITY;
            for (int j = 0; j < m && row < n; j++) {
                if (((set >> j) & 1) == 1 && least[set ^ (1 << j)] + cost[row][j] < least[set]) {
                    least[set] = least[set ^ (1 << j)] + cost[row][j];
                    last[set] = j;
                }
            }
        }
        int best = 0;
        for (int set = 1; set < least.length; set++) {
            if (Integer.bitCount(set) == n && (best == 0 || least[set] < least[best])) {
                best = set;
            }
        }
        int[] columns = new int[n];
        for (int row = n - 1; row >= 0; row--) {
            columns[row] = last[best];
            best ^= 1 << columns[row];
        }
        return columns;
    }

    private static void check(double[][] cost, int m) {
        boolean finite = true;
        for (double[] row : cost) {
            for (double value : row) {
                finite &= Double.isFinite(value);
            }
        }
        if (m > LARGEST || !finite) {
            throw new IllegalArgumentException("costs " + Arrays.deepToString(cost) + " of " + m
                    + " columns; allowed: finite, at most " + LARGEST + " columns");
        }
    }

    private static double[][] transposed(double[][] cost) {
        double[][] out = new double[cost[0].length][cost.length];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < out.length; j++) {
                out[j][i] = cost[i][j];
            }
        }
        return out;
    }
}
