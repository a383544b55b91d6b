package dev.undercurrent.evaluation.report;

import java.util.List;

/** A report as one page of HTML. */
final class HtmlPage {

    private final EvaluationReport report;
    private final StringBuilder out = new StringBuilder();

    HtmlPage(EvaluationReport report) {
        this.report = report;
    }

    String text() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Style.escape(report.title()))
                .append("</title>\n<style>\n")
                .append(Style.sheet())
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(Style.escape(report.title()))
                .append("</h1>\n");
        report.dataSets().forEach(this::section);
        out.append("</main>\n</body>\n</html>\n");
        return out.toString();
    }

    private void section(DataSetReport data) {
        out.append("<section>\n<h2>").append(Style.escape(data.dataSet())).append("</h2>\n<p>");
        out.append(Style.escape(Words.facts(data))).append("</p>\n");
        table(data);
        Plots plots = new Plots(data);
        legend(data);
        figures("Error and coverage by steps ahead", plots.byHorizon());
        figures("Laws of the next value", plots.transforms());
        figures("Forecasts and what came", plots.fans());
        out.append("</section>\n");
    }

    private void table(DataSetReport data) {
        List<Column> columns = Column.all(data.reference());
        out.append("<div class=\"scroll\">\n<table>\n<thead><tr><th>method</th>");
        for (Column c : columns) {
            out.append("<th title=\"").append(Style.escape(c.meaning())).append("\">");
            out.append(Style.escape(c.title())).append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (MethodFigures method : data.methods()) {
            out.append("<tr><th>").append(Style.escape(method.method())).append("</th>");
            for (Column c : columns) {
                String text = c.text(c.measured().applyAsDouble(method));
                boolean best = !text.isEmpty() && c.best(method, data.methods());
                out.append(best ? "<td class=\"best\">" : "<td>").append(text).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n");
        quoted(data, columns);
        out.append("</table>\n</div>\n<p class=\"note\">");
        out.append("Bold: best of the measured. ");
        out.append(Style.escape(Column.meanings(columns)));
        out.append("</p>\n");
    }

    private void quoted(DataSetReport data, List<Column> columns) {
        String scope = "";
        for (Quoted row : data.quoted()) {
            String now = row.source() + ": " + row.scope();
            if (!now.equals(scope)) {
                out.append(scope.isEmpty() ? "" : "</tbody>\n");
                out.append("<tbody class=\"quoted\">\n<tr><td class=\"scope\" colspan=\"")
                        .append(columns.size() + 1)
                        .append("\">quoted, not measured here; ")
                        .append(Style.escape(now))
                        .append("</td></tr>\n");
                scope = now;
            }
            out.append("<tr><th>").append(Style.escape(row.method())).append("</th>");
            for (Column c : columns) {
                out.append("<td>").append(c.text(row)).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append(scope.isEmpty() ? "" : "</tbody>\n");
    }

    private void legend(DataSetReport data) {
        out.append("<ul class=\"legend\">");
        for (int i = 0; i < data.methods().size(); i++) {
            MethodFigures method = data.methods().get(i);
            out.append("<li><svg viewBox=\"0 0 28 8\" aria-hidden=\"true\"><line class=\"line ")
                    .append(Plots.style(data, i))
                    .append("\" x1=\"0\" y1=\"4\" x2=\"28\" y2=\"4\"/></svg>")
                    .append(Style.escape(method.method()))
                    .append("</li>");
        }
        out.append("</ul>\n");
    }

    private void figures(String heading, List<Plots.Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        out.append("<h3>").append(Style.escape(heading)).append("</h3>\n<div class=\"figures\">\n");
        for (Plots.Figure figure : figures) {
            out.append("<figure>").append(figure.svg()).append("<figcaption>");
            out.append(Style.escape(figure.caption())).append("</figcaption></figure>\n");
        }
        out.append("</div>\n");
    }
}
