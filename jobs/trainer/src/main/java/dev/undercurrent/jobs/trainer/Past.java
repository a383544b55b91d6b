package dev.undercurrent.jobs.trainer;

import java.util.List;
import java.util.Map;

/**
 * What is known of the past, in the order of time.
 *
 * @param series at least one stretch; all of as many channels
 * @param keys series, of which each may have several stretches
 * @param events that were read and used
 * @param invalid records that were no events, by cause
 * @param example what was wrong with the first of them; "" = none
 */
record Past(List<Series> series, int keys, long events, Map<String, Long> invalid, String example) {

    /**
     * A stretch of one series without a long silence.
     *
     * @param id of the series, and which part of it where it has several
     * @param values [T][channels], NaN = missing
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is enough: series are compared by nobody
    record Series(String id, double[][] values) {

        int length() {
            return values.length;
        }

        /** [T] one channel. */
        double[] channel(int c) {
            double[] one = new double[values.length];
            for (int t = 0; t < one.length; t++) {
                one[t] = values[t][c];
            }
            return one;
        }
    }

    Past {
        series = List.copyOf(series);
        invalid = Map.copyOf(invalid);
    }

    int channels() {
        return series.get(0).values()[0].length;
    }

    /** Events of the longest stretch. */
    int longest() {
        return series.stream().mapToInt(Series::length).max().orElseThrow();
    }
}
