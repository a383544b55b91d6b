package dev.undercurrent.evaluation.data;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the columns of a CSV file mean. Columns are named as in the header; in a file without header they are named 1, 2, ….
 *
 * @param time column of times; null = a column named time, timestamp, date, datetime, ds or t, or the first one where it
 *     holds dates; none where there is no such column: rows are then taken in their order
 * @param clock reads a time as microseconds UTC, IllegalArgumentException where it is none; null = ISO dates, or numbers since
 *     1970 in the unit that their size suggests
 * @param series column of series ids; null = one series per value column
 * @param values columns of values; empty = all other columns that hold numbers
 * @param season steps of the shorter season, 1 = none; 0 = a day or a week by the spacing of times, none where unknown
 * @param cycle steps of the longer season, 1 = none; 0 = a week by the spacing of times, none where unknown
 */
public record CsvLayout(
        String time, ToLongFunction<String> clock, String series, List<String> values, int season, int cycle) {

    /** @throws IllegalArgumentException if a season is negative */
    public CsvLayout {
        if (season < 0 || cycle < 0) {
            throw new IllegalArgumentException(
                    "season " + season + ", cycle " + cycle + "; allowed: 1 or more, 0 for by the times");
        }
        values = List.copyOf(values);
    }

    /** Everything as found in the file. */
    public static CsvLayout found() {
        return new CsvLayout(null, null, null, List.of(), 0, 0);
    }

    /** With a column of series ids. */
    public CsvLayout withSeries(String column) {
        return new CsvLayout(time, clock, column, values, season, cycle);
    }

    /** With seasons given. */
    public CsvLayout withSeasons(int shorter, int longer) {
        return new CsvLayout(time, clock, series, values, shorter, longer);
    }
}
