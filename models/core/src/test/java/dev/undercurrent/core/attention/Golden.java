package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Values of PyTorch from golden.csv, which tells how they were made, and comparison with values in double precision. */
final class Golden {

    private Golden() {}

    /** The rows of that name, in order; at least one. */
    static double[][] rows(String name) {
        List<double[]> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Golden.class.getResourceAsStream("golden.csv"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",", -1);
                if (cells[0].equals(name)) {
                    double[] row = new double[cells.length - 1];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = Double.parseDouble(cells[i + 1]);
                    }
                    rows.add(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no golden rows named " + name);
        }
        return rows.toArray(new double[0][]);
    }

    static double[] widened(float[] values, int from, int to) {
        double[] wide = new double[to - from];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[from + i];
        }
        return wide;
    }

    /** Rows agree to 1e-5. */
    static void compare(float[][] rows, double[][] expected) {
        assertThat(rows.length).isEqualTo(expected.length);
        for (int t = 0; t < rows.length; t++) {
            assertThat(widened(rows[t], 0, rows[t].length)).as("row %d", t).containsExactly(expected[t], within(1e-5));
        }
    }
}
