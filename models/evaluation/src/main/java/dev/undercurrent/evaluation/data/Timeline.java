package dev.undercurrent.evaluation.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Where rows stand on an equally spaced time axis.
 *
 * @param start time of the first row, microseconds UTC; 0 where unknown
 * @param step median distance of neighbours, microseconds; 0 where unknown
 * @param places [rows] index of each row on the axis
 * @param length places of the axis
 */
record Timeline(long start, long step, int[] places, int length) {

    /** An axis more than so many times longer than the rows is not that of an equally spaced series. */
    private static final int LONGEST = 3;

    /** Rows in their order. */
    static Timeline unknown(int rows) {
        return new Timeline(0, 0, IntStream.range(0, rows).toArray(), rows);
    }

    /**
     * Rows in the order of their times, equal times in the order of rows. Where times are whole steps apart gaps are left
     * free; else rows are taken as neighbours.
     *
     * @param indices whether times are mere numbers, of which only the order is known
     */
    static Timeline of(long[] times, boolean indices) {
        int n = times.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingLong(i -> times[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long start = times[order[0]];
        long[] gaps = IntStream.range(1, n)
                .mapToLong(i -> times[order[i]] - times[order[i - 1]])
                .sorted()
                .toArray();
        long step = n < 2 ? 0 : gaps[gaps.length / 2];
        int[] places = new int[n];
        long length = n;
        boolean whole = step > 0 && Arrays.stream(gaps).allMatch(g -> g > 0 && g % step == 0);
        if (whole) {
            length = (times[order[n - 1]] - start) / step + 1;
            whole = length <= (long) LONGEST * n;
        }
        for (int i = 0; i < n; i++) {
            places[order[i]] = whole ? (int) ((times[order[i]] - start) / step) : i;
        }
        return new Timeline(indices ? 0 : start, indices ? 0 : step, places, whole ? (int) length : n);
    }

    /** [length] the values of the rows on the axis, NaN in gaps. */
    double[] arrange(double[] values) {
        double[] arranged = new double[length];
        Arrays.fill(arranged, Double.NaN);
        for (int i = 0; i < values.length; i++) {
            arranged[places[i]] = values[i];
        }
        return arranged;
    }
}
