package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.format.Csv;
import dev.undercurrent.jobs.scoring.source.CsvFile;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One output file: one row per row of the input file, in its order. The input is read along, so that its cells come out
 * as they were.
 */
final class RowFile implements Closeable {

    private static final List<String> COMPUTED = List.of(
            "anomaly_score",
            "p_value",
            "surprisal",
            "alarm",
            "regime",
            "regime_probability",
            "change_probability",
            "regime_since",
            "incident",
            "incident_score");

    /** The computed cells of a row without a verdict: nothing but no alarm and no incident. */
    private static final String NOTHING = ",,,false,,,,,,0";

    private final CsvFile input;
    private final BufferedWriter output;
    private final int time;
    private final int[] values;
    private final String unscored;
    private String[] upcoming;
    private long written;

    RowFile(Path in, Path out, FieldsConfig fields) throws IOException {
        if (in.equals(out)) {
            throw new IOException("output " + out + " is the input itself; allowed: another directory");
        }
        input = CsvFile.open(in, fields);
        Files.createDirectories(out.getParent());
        output = Files.newBufferedWriter(out, StandardCharsets.UTF_8);
        List<String> columns = Arrays.asList(input.columns());
        time = columns.indexOf(fields.time());
        boolean others = fields.values().contains(FieldsConfig.EVERY_OTHER);
        values = others
                ? Csv.others(columns, fields)
                : fields.values().stream().mapToInt(columns::indexOf).toArray();
        // a column that is declared and not there has its place in the output all the same
        List<String> names =
                others ? IntStream.of(values).mapToObj(columns::get).toList() : fields.values();
        unscored = NOTHING + ",".repeat(3 * values.length);
        output.write(header(names) + "\n");
        upcoming = input.next();
    }

    private static String header(List<String> names) {
        boolean single = names.size() == 1;
        StringBuilder header = new StringBuilder("timestamp,series");
        for (String name : names) {
            header.append(',').append(single ? "value" : Csv.cell(name));
        }
        COMPUTED.forEach(name -> header.append(',').append(name));
        for (String band : List.of("expected", "lower", "upper")) {
            for (String name : names) {
                header.append(',').append(single ? band : Csv.cell(band + "_" + name));
            }
        }
        return header.append(",status").toString();
    }

    /** Number of the row that is written next. */
    long next() {
        return written;
    }

    /** @param computed the computed cells, or the status alone */
    void write(String series, String computed) throws IOException {
        String[] cells = upcoming;
        if (cells == null) {
            throw new IOException("row " + written + " is not in the input any more; was the file changed?");
        }
        output.write(Csv.cell(cell(cells, time)));
        output.write(',' + Csv.cell(series));
        for (int i : values) {
            output.write(',' + Csv.cell(cell(cells, i)));
        }
        output.write(',' + (computed.indexOf(',') < 0 ? unscored + "," + computed : computed) + "\n");
        written++;
        upcoming = input.next();
    }

    private static String cell(String[] cells, int i) {
        return i >= 0 && i < cells.length ? cells[i] : "";
    }

    /** True where the input has no further row. */
    boolean complete() {
        return upcoming == null;
    }

    @Override
    public void close() throws IOException {
        try (input) {
            output.close();
        }
    }
}
