package dev.undercurrent.evaluation.data;

import dev.undercurrent.evaluation.TimeSeries;
import java.util.List;

/**
 * Series that are judged together.
 *
 * @param name in reports
 * @param series at least one
 */
public record DataSet(String name, List<TimeSeries> series) {

    /** @throws IllegalArgumentException if there is no series */
    public DataSet {
        if (series.isEmpty()) {
            throw new IllegalArgumentException("data set " + name + " has no series; allowed: at least one");
        }
        series = List.copyOf(series);
    }

    /** Number of values of all series, missing ones included. */
    public long values() {
        return series.stream().mapToLong(TimeSeries::length).sum();
    }
}
