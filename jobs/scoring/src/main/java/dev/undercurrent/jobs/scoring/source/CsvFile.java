package dev.undercurrent.jobs.scoring.source;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.format.Csv;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A file of rows, read from its beginning: {@code ,} or {@code ;} between cells, UTF-8, gzipped where it ends in .gz. */
public final class CsvFile implements Closeable {

    /** Rows that are looked at to tell which columns are numeric. */
    private static final int LOOK_AHEAD = 100;

    private static final int LONGEST_LINE = 1 << 20;

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> rows;
    private final Deque<String[]> ahead = new ArrayDeque<>();
    private final String[] columns;

    private CsvFile(CsvReader<CsvRecord> reader, FieldsConfig fields) {
        this.reader = reader;
        rows = reader.iterator();
        columns = fields.columns().isEmpty() ? header() : fields.columns().toArray(String[]::new);
        if (fields.values().contains(FieldsConfig.EVERY_OTHER)) {
            forgetTexts(fields);
        }
    }

    /** Opens a local file. */
    public static CsvFile open(Path path, FieldsConfig fields) throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
            BufferedReader text = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
            text.mark(LONGEST_LINE);
            if (text.read() != '\uFEFF') {
                text.reset();
            }
            text.mark(LONGEST_LINE);
            String first = text.readLine();
            text.reset();
            char separator = Csv.separator(first == null ? "" : first);
            return new CsvFile(CsvReader.builder().fieldSeparator(separator).ofCsvRecord(text), fields);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw new IOException("file " + path + " cannot be read as CSV: " + e.getMessage(), e);
        }
    }

    private String[] header() {
        String[] names = rows.hasNext() ? cells(rows.next()) : new String[0];
        for (int i = 0; i < names.length; i++) {
            names[i] = names[i].strip();
        }
        return names;
    }

    private static String[] cells(CsvRecord row) {
        return row.getFields().toArray(String[]::new);
    }

    /** Takes the names from columns of texts, so that they do not count as values. */
    private void forgetTexts(FieldsConfig fields) {
        List<String> names = Arrays.asList(columns);
        if (!names.contains(fields.time()) || !names.containsAll(fields.key())) {
            return; // no row is an event, and which columns there are is all that helps
        }
        while (ahead.size() < LOOK_AHEAD && rows.hasNext()) {
            ahead.add(cells(rows.next()));
        }
        for (int i : Csv.others(Arrays.asList(columns), fields)) {
            // one number makes a column of values, so that a single bad cell does not make it disappear
            boolean numbers = ahead.stream().anyMatch(row -> i < row.length && Csv.number(row[i]));
            boolean nothing = ahead.stream().allMatch(row -> i >= row.length || Csv.missing(row[i]));
            if (!numbers && !nothing) {
                columns[i] = null;
            }
        }
    }

    /** Names of the columns, null for a column of texts that is nothing of an event. */
    public String[] columns() {
        return columns;
    }

    /** The cells of the next row that is not blank, or null after the last. */
    public String[] next() {
        if (!ahead.isEmpty()) {
            return ahead.remove();
        }
        return rows.hasNext() ? cells(rows.next()) : null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
