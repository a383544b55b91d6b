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
                .filter(i ->
                        !columns.get(i).equals(fields.time()) && !fields.key().contains(columns.get(i)))
                .toArray();
    }

    /** True where the cell is a number or missing. */
    public static boolean numeric(String cell) {
        return Numbers.numeric(cell);
    }

    /** The cell, quoted where it must be. */
    public static String cell(String text) {
        boolean plain =
                text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
