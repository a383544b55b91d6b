package dev.undercurrent.evaluation.data;

import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.TimeSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data sets from files: any CSV, and the layouts of public benchmarks. */
public final class DataSets {

    private static final int HOURS_OF_DAY = 24;
    private static final int HOURS_OF_WEEK = 168;

    private DataSets() {}

    /**
     * The series of a CSV file, one for each value column and series id, in the order of their first rows.
     *
     * @throws IllegalArgumentException if a column is not there, a time cannot be read or no column holds numbers
     */
    public static DataSet csv(String name, Path file, CsvLayout layout) throws IOException {
        try {
            return new DataSet(name, new CsvTable(CsvRows.read(file), layout).series());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("file " + file + ": " + e.getMessage(), e);
        }
    }

    /** The electricity transformer data (Zhou et al. 2021): a date, then channels, hourly; season a day, cycle a week. */
    public static DataSet ettHourly(String name, Path file) throws IOException {
        return csv(name, file, new CsvLayout("date", null, null, List.of(), HOURS_OF_DAY, HOURS_OF_WEEK));
    }

    /** M4 Hourly: see {@link #m4} with a season of a day and a cycle of a week. */
    public static DataSet m4Hourly(Path train, Path test) throws IOException {
        return m4("M4 Hourly", train, test, HOURS_OF_DAY, HOURS_OF_WEEK);
    }

    /**
     * The M4 competition's layout: in both files a header, then rows of a series id and its values. Each series is that of
     * the training file followed by that of the test file, so that the last values are those of the test.
     *
     * @throws IllegalArgumentException if the files are not of the same series
     */
    public static DataSet m4(String name, Path train, Path test, int season, int cycle) throws IOException {
        Map<String, double[]> history = m4Rows(train);
        Map<String, double[]> future = m4Rows(test);
        if (!history.keySet().equals(future.keySet())) {
            throw new IllegalArgumentException(
                    "files " + train + " and " + test + " hold different series; allowed: the same ones");
        }
        List<TimeSeries> series = new ArrayList<>();
        history.forEach((id, past) -> {
            double[] coming = future.get(id);
            double[] all = Arrays.copyOf(past, past.length + coming.length);
            System.arraycopy(coming, 0, all, past.length, coming.length);
            series.add(new TimeSeries(SeriesInfo.of(id, season, cycle), all));
        });
        return new DataSet(name, series);
    }

    private static Map<String, double[]> m4Rows(Path file) throws IOException {
        List<String[]> rows = CsvRows.read(file);
        Map<String, double[]> series = new LinkedHashMap<>();
        for (String[] row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            int n = row.length;
            while (n > 1 && Cell.missing(row[n - 1])) {
                n--;
            }
            double[] values = new double[n - 1];
            for (int i = 1; i < n; i++) {
                values[i - 1] = Cell.value(row[i]);
            }
            series.put(row[0], values);
        }
        return series;
    }
}
