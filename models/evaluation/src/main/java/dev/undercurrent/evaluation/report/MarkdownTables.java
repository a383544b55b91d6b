package dev.undercurrent.evaluation.report;

import java.util.List;

/** The tables of a report in Markdown: best of the measured in bold, quoted rows below with their scope. */
final class MarkdownTables {

    private MarkdownTables() {}

    static String of(EvaluationReport report) {
        StringBuilder out = new StringBuilder("# ").append(report.title()).append('\n');
        for (DataSetReport data : report.dataSets()) {
            out.append("\n## ").append(data.dataSet()).append("\n\n");
            out.append(Words.facts(data)).append("\n\n");
            table(out, data);
        }
        return out.toString();
    }

    private static void table(StringBuilder out, DataSetReport data) {
        List<Column> columns = Column.all(data.reference());
        out.append("| method |");
        columns.forEach(c -> out.append(' ').append(escape(c.title())).append(" |"));
        out.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        for (MethodFigures method : data.methods()) {
            out.append("| ").append(escape(method.method())).append(" |");
            for (Column column : columns) {
                String text = column.text(column.measured().applyAsDouble(method));
                String mark = !text.isEmpty() && column.best(method, data.methods()) ? "**" : "";
                out.append(' ').append(mark).append(text).append(mark).append(" |");
            }
            out.append('\n');
        }
        for (Quoted quoted : data.quoted()) {
            out.append("| *quoted: ").append(escape(quoted.method())).append("* |");
            columns.forEach(c -> out.append(' ').append(c.text(quoted)).append(" |"));
            out.append('\n');
        }
        if (!data.quoted().isEmpty()) {
            out.append("\nQuoted rows were not measured here: ")
                    .append(escape(Words.scopes(data.quoted())))
                    .append(".\n");
        }
    }

    private static String escape(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }
}
