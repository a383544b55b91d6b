package dev.undercurrent.evaluation.benchmark;

import dev.undercurrent.evaluation.data.Cell;
import dev.undercurrent.evaluation.data.CsvRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the job wrote for one recording, column by column; all arrays have one entry per row. Rows that it did not score (late,
 * repeated or unreadable) have score 0, no alarm, the regime before, and NaN elsewhere.
 *
 * @param score anomaly score in [0, 1]
 * @param pValue p-value
 * @param alarm whether an incident was open
 * @param incident score of rows on which an incident opened, else 0
 * @param regime id of the regime, −1 before the first
 * @param since first row of that regime, as estimated then
 * @param status what the row was
 * @param expected [channels][rows] expected value
 * @param lower [channels][rows] lower edge of the band
 * @param upper [channels][rows] upper edge of the band
 */
public record Scored(
        double[] score,
        double[] pValue,
        boolean[] alarm,
        double[] incident,
        int[] regime,
        int[] since,
        String[] status,
        double[][] expected,
        double[][] lower,
        double[][] upper) {

    /** A change of regime: its first row as estimated, and the row at which that was said. */
    public record Change(int onset, int reported) {}

    /**
     * Reads a scored file.
     *
     * @param channels names of the recording's values
     * @throws IllegalArgumentException if a column is missing
     */
    public static Scored read(Path file, List<String> channels) throws IOException {
        List<String[]> rows = CsvRows.read(file);
        Map<String, Integer> columns = new HashMap<>();
        String[] header = rows.get(0);
        for (int i = 0; i < header.length; i++) {
            columns.put(header[i], i);
        }
        List<String[]> body = rows.subList(1, rows.size());
        try {
            return new Reader(columns, body, channels).scored();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("file " + file + ": " + e.getMessage(), e);
        }
    }

    /** Rows of the recording. */
    public int rows() {
        return score.length;
    }

    /** Whether a row was scored. */
    public boolean scored(int row) {
        return status[row].equals("OK") || status[row].equals("WARMING") || status[row].equals("FROZEN");
    }

    /** Every change of regime after the first regime, in the order of their reports. */
    public List<Change> changes() {
        List<Change> found = new java.util.ArrayList<>();
        for (int i = 1; i < regime.length; i++) {
            if (regime[i] != regime[i - 1] && regime[i - 1] >= 0) {
                found.add(new Change(since[i], i));
            }
        }
        return found;
    }

    private record Reader(Map<String, Integer> columns, List<String[]> rows, List<String> channels) {

        Scored scored() {
            int n = rows.size();
            Scored s = new Scored(
                    numbers("anomaly_score"),
                    numbers("p_value"),
                    new boolean[n],
                    numbers("incident_score"),
                    new int[n],
                    new int[n],
                    new String[n],
                    bands("expected"),
                    bands("lower"),
                    bands("upper"));
            int time = column("timestamp");
            Map<Long, Integer> first = new HashMap<>();
            for (int i = 0; i < n; i++) {
                first.putIfAbsent(Cell.time(rows.get(i)[time]), i);
            }
            int regime = column("regime");
            int since = column("regime_since");
            int alarm = column("alarm");
            int status = column("status");
            for (int i = 0; i < n; i++) {
                String[] row = rows.get(i);
                s.status[i] = row[status];
                if (!s.scored(i)) {
                    s.score[i] = 0;
                    s.incident[i] = 0;
                }
                s.alarm[i] = row[alarm].equals("true");
                boolean known = !row[regime].isEmpty();
                s.regime[i] = known ? Integer.parseInt(row[regime]) : i == 0 ? -1 : s.regime[i - 1];
                s.since[i] = known ? first.getOrDefault(Cell.time(row[since]), i) : i == 0 ? 0 : s.since[i - 1];
            }
            return s;
        }

        private int column(String name) {
            Integer at = columns.get(name);
            if (at == null) {
                throw new IllegalArgumentException("no column " + name + "; found: " + columns.keySet());
            }
            return at;
        }

        private double[] numbers(String name) {
            int c = column(name);
            return rows.stream().mapToDouble(row -> Cell.value(row[c])).toArray();
        }

        private double[][] bands(String name) {
            return channels.stream()
                    .map(channel -> numbers(channels.size() == 1 ? name : name + "_" + channel))
                    .toArray(double[][]::new);
        }
    }

    /** The p-values of scored rows. */
    public double[] pValues() {
        double[] p = Arrays.copyOf(pValue, pValue.length);
        for (int i = 0; i < p.length; i++) {
            p[i] = scored(i) ? p[i] : Double.NaN;
        }
        return p;
    }
}
