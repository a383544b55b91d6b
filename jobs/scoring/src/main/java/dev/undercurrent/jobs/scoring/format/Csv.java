package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import java.util.List;
import java.util.stream.IntStream;

/** What all who touch CSV agree on. */
public final class Csv {

    private Csv() {}

    /** The separator of a line: the more frequent of semicolon and comma. */
    public static char separator(String line) {
        long semicolons = line.chars().filter(c -> c == ';').count();
        long commas = line.chars().filter(c -> c == ',').count();
        return semicolons > commas ? ';' : ',';
    }

    /** Indices of the columns that are neither key nor time; a column whose name is null holds no numbers. */
    public static int[] others(List<String> columns, FieldsConfig fields) {
        return IntStream.range(0, columns.size())
                .filter(i -> isValue(columns.get(i), fields))
                .toArray();
    }

    private static boolean isValue(String column, FieldsConfig fields) {
        return column != null && !column.equals(fields.time()) && !fields.key().contains(column);
    }

    /** True where the cell is a number; false where it is missing or a text. */
    public static boolean number(String cell) {
        return Numbers.numeric(cell) && !missing(cell);
    }

    /** True where the cell is empty or another sign of a missing value. */
    public static boolean missing(String cell) {
        return Numbers.missing(cell.strip());
    }

    /** The cell, quoted where it must be. */
    public static String cell(String text) {
        boolean plain =
                text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
