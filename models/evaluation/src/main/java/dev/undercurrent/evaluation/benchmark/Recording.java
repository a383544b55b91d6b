package dev.undercurrent.evaluation.benchmark;

import dev.undercurrent.evaluation.data.Cell;
import java.util.List;

/**
 * One recorded series of a benchmark, without its labels.
 *
 * @param name path within the data set, with / between folders, ending in .csv
 * @param stamps [rows] times as published, or made up where none are
 * @param channels names of the values
 * @param values [rows][channels], NaN where missing
 */
public record Recording(String name, List<String> stamps, List<String> channels, double[][] values) {

    private static final double MICROS_PER_DAY = 86_400e6;

    public Recording {
        stamps = List.copyOf(stamps);
        channels = List.copyOf(channels);
        if (stamps.size() != values.length) {
            throw new IllegalArgumentException(
                    name + ": " + stamps.size() + " times for " + values.length + " rows; allowed: one for each");
        }
    }

    /** Number of rows. */
    public int rows() {
        return values.length;
    }

    /** [rows] of one channel. */
    public double[] channel(int c) {
        double[] column = new double[values.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = values[i][c];
        }
        return column;
    }

    /** [rows] time of each row, microseconds UTC. */
    public long[] micros() {
        return stamps.stream().mapToLong(Cell::time).toArray();
    }

    /** Median spacing of rows, microseconds; NaN of fewer than two rows. */
    public double spacing() {
        long[] micros = micros();
        double[] gaps = new double[Math.max(0, micros.length - 1)];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = micros[i + 1] - micros[i];
        }
        return Median.of(gaps);
    }

    /** Rows per day where there are at most so many, else 1. */
    public int rowsPerDay(int most) {
        double rows = MICROS_PER_DAY / spacing();
        return rows >= 2 && rows <= most ? (int) Math.round(rows) : 1;
    }
}
