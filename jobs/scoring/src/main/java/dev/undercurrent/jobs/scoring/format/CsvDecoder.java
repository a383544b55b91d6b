package dev.undercurrent.jobs.scoring.format;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Reads events from rows of files and from records whose value is one line. */
final class CsvDecoder implements Decoder {

    private final FieldsConfig fields;
    private final TimeFormat time;
    private final Validation validation;
    private final String[] lineColumns;

    /** The columns that the indices below belong to; replaced when a row comes with others. */
    private String[] columns;

    private int[] key;
    private int timeAt;
    private int[] values;

    CsvDecoder(SourceConfig source) {
        fields = source.fields();
        time = new TimeFormat(fields);
        validation = new Validation(source);
        lineColumns = fields.columns().toArray(String[]::new);
    }

    @Override
    public Event decode(RawRecord record) throws InvalidRecord {
        String[] cells = record.isRow() ? record.cells() : split(record.value());
        resolve(record.isRow() ? record.columns() : lineColumns);
        if (cells.length != columns.length) {
            throw new InvalidRecord(
                    Cause.MALFORMED, "number of cells is " + cells.length + "; allowed: " + columns.length);
        }
        String[] texts = new String[key.length];
        for (int i = 0; i < key.length; i++) {
            texts[i] = cells[key[i]];
        }
        double[] numbers = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = Numbers.parse(columns[values[i]], cells[values[i]]);
        }
        String series = SeriesId.of(record, fields.key(), texts);
        return validation.event(record, series, time.micros(cells[timeAt]), numbers);
    }

    private static String[] split(byte[] value) throws InvalidRecord {
        if (value == null) {
            throw new InvalidRecord(Cause.MALFORMED, "the record has no value; allowed: one line of CSV");
        }
        String line = new String(value, StandardCharsets.UTF_8);
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().fieldSeparator(Csv.separator(line)).ofCsvRecord(line)) {
            Iterator<CsvRecord> rows = reader.iterator();
            String[] cells = rows.hasNext() ? rows.next().getFields().toArray(String[]::new) : new String[0];
            if (rows.hasNext()) {
                throw new InvalidRecord(Cause.MALFORMED, "the record has several lines; allowed: one line of CSV");
            }
            return cells;
        } catch (CsvParseException | IOException e) {
            throw new InvalidRecord(Cause.MALFORMED, "no line of CSV: " + e.getMessage());
        }
    }

    private void resolve(String[] found) throws InvalidRecord {
        if (found == columns || Arrays.equals(found, columns)) {
            return;
        }
        List<String> names = Arrays.asList(found);
        int[] newKey = indices(names, fields.key());
        int[] newTime = indices(names, List.of(fields.time()));
        int[] newValues = fields.values().contains(FieldsConfig.EVERY_OTHER)
                ? Csv.others(names, fields)
                : indices(names, fields.values());
        columns = found;
        key = newKey;
        timeAt = newTime[0];
        values = newValues;
    }

    private static int[] indices(List<String> columns, List<String> wanted) throws InvalidRecord {
        int[] indices = new int[wanted.size()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = columns.indexOf(wanted.get(i));
            if (indices[i] < 0) {
                throw new InvalidRecord(
                        Cause.MALFORMED, "column " + wanted.get(i) + " is missing; the columns are " + columns);
            }
        }
        return indices;
    }
}
