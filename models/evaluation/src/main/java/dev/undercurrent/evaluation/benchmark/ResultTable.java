package dev.undercurrent.evaluation.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Figures of several methods side by side.
 *
 * @param title of the table
 * @param note what the columns mean and how it was measured
 * @param head of the first column: what the rows are
 * @param columns from left to right
 * @param rows from top to bottom
 */
public record ResultTable(String title, String note, String head, List<Column> columns, List<Row> rows) {

    public ResultTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Which figures are good. */
    public enum Good {
        HIGH,
        LOW,
        NEITHER
    }

    /**
     * @param key of its figures
     * @param title head of the column
     * @param decimals shown
     * @param good which figures are good
     */
    public record Column(String key, String title, int decimals, Good good) {

        /** The figure as text; empty where there is none. */
        public String text(Double figure) {
            return figure == null || figure.isNaN() ? "" : String.format(Locale.ROOT, "%,." + decimals + "f", figure);
        }
    }

    /**
     * @param method its name
     * @param figures by key of the column
     * @param source where somebody else published these; null = measured here
     */
    public record Row(String method, Map<String, Double> figures, String source) {
        public Row {
            figures = new LinkedHashMap<>(figures);
        }

        /** Whether somebody else published it. */
        public boolean published() {
            return source != null;
        }
    }

    /** Whether no other measured row has a better figure. */
    public boolean best(Row row, Column column) {
        Double mine = row.figures.get(column.key);
        if (row.published() || column.good == Good.NEITHER || mine == null || mine.isNaN()) {
            return false;
        }
        for (Row other : rows) {
            Double theirs = other.published() ? null : other.figures.get(column.key);
            if (theirs != null && (column.good == Good.HIGH ? theirs > mine : theirs < mine)) {
                return false;
            }
        }
        return true;
    }

    /** The table in Markdown, without its title. */
    public String markdown() {
        StringBuilder out = new StringBuilder("| ").append(head).append(" |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Column c : columns) {
            out.append(' ').append(c.title).append(" |");
            rule.append("---:|");
        }
        out.append('\n').append(rule).append('\n');
        String source = null;
        for (Row row : rows) {
            if (row.published() && !row.source.equals(source)) {
                source = row.source;
                out.append("| *")
                        .append(source)
                        .append("* |")
                        .append(" |".repeat(columns.size()))
                        .append('\n');
            }
            out.append("| ").append(row.method).append(" |");
            for (Column c : columns) {
                String text = c.text(row.figures.get(c.key));
                out.append(' ').append(best(row, c) ? "**" + text + "**" : text).append(" |");
            }
            out.append('\n');
        }
        return out.toString();
    }

    /** Collects rows. */
    public static final class Builder {
        private final String title;
        private final String note;
        private String head = "method";
        private final List<Column> columns = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();

        public Builder(String title, String note) {
            this.title = title;
            this.note = note;
        }

        /** What the rows are, where they are no methods. */
        public Builder rowsAre(String what) {
            head = what;
            return this;
        }

        public Builder column(String key, String head, int decimals, Good good) {
            columns.add(new Column(key, head, decimals, good));
            return this;
        }

        public Builder row(String method, Map<String, Double> figures) {
            rows.add(new Row(method, figures, null));
            return this;
        }

        public Builder published(List<Row> quoted) {
            rows.addAll(quoted);
            return this;
        }

        public ResultTable build() {
            return new ResultTable(title, note, head, columns, rows);
        }
    }
}
