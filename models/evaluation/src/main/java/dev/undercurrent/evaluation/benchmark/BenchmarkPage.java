package dev.undercurrent.evaluation.benchmark;

import dev.undercurrent.evaluation.report.Style;
import java.util.List;

/** A benchmark's report as one page of HTML. */
final class BenchmarkPage {

    private static final String LEGEND = """
            <ul class="legend">
            <li><svg viewBox="0 0 28 8"><line class="line actual" x1="0" y1="4" x2="28" y2="4"/></svg>value</li>
            <li><svg viewBox="0 0 28 8"><rect class="band s1" width="28" height="8"/></svg>band and expected value</li>
            <li><svg viewBox="0 0 28 8"><rect class="window" width="28" height="8"/></svg>labelled as anomalous</li>
            <li><svg viewBox="0 0 28 8"><line class="truth" x1="14" y1="0" x2="14" y2="8"/></svg>labelled change</li>
            <li><svg viewBox="0 0 28 8"><rect class="ribbon s1" width="14" height="8"/><rect class="ribbon s2" x="14" width="14"\
             height="8"/></svg>regimes</li>
            <li><svg viewBox="0 0 28 8"><rect class="score" width="28" height="8"/></svg>anomaly score</li>
            <li><svg viewBox="0 0 28 8"><path class="incident" d="M14,8l-7,-8h14Z"/></svg>incident opens</li>
            </ul>
            """;

    private final BenchmarkReport report;
    private final StringBuilder out = new StringBuilder();

    BenchmarkPage(BenchmarkReport report) {
        this.report = report;
    }

    String text() {
        String title = Style.escape(report.title());
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(Style.sheet())
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(title)
                .append("</h1>\n");
        report.facts()
                .forEach(fact -> out.append("<p>").append(Style.escape(fact)).append("</p>\n"));
        report.tables().forEach(this::table);
        figures("Charts", "figures", report.charts());
        report.listings().forEach(this::listing);
        if (!report.plots().isEmpty()) {
            figures("Every series", "plots", report.plots());
        }
        out.append("</main>\n</body>\n</html>\n");
        return out.toString();
    }

    private void table(ResultTable table) {
        out.append("<section>\n<h2>")
                .append(Style.escape(table.title()))
                .append("</h2>\n<div class=\"scroll\">\n<table class=\"wide\">\n");
        out.append("<thead><tr><th>").append(table.head()).append("</th>");
        for (ResultTable.Column c : table.columns()) {
            out.append("<th>").append(Style.escape(c.title())).append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        String source = null;
        for (ResultTable.Row row : table.rows()) {
            if (row.published() && !row.source().equals(source)) {
                source = row.source();
                out.append("<tr class=\"quoted\"><th class=\"scope\" colspan=\"")
                        .append(table.columns().size() + 1)
                        .append("\">")
                        .append(Style.escape(source))
                        .append("</th></tr>\n");
            }
            out.append(row.published() ? "<tr class=\"quoted\"><th>" : "<tr><th>");
            out.append(Style.escape(row.method())).append("</th>");
            for (ResultTable.Column c : table.columns()) {
                out.append(table.best(row, c) ? "<td class=\"best\">" : "<td>");
                out.append(c.text(row.figures().get(c.key()))).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n</div>\n<p class=\"note\">").append(Style.escape(table.note()));
        out.append("</p>\n</section>\n");
    }

    private void listing(BenchmarkReport.Listing listing) {
        out.append("<section>\n<h2>").append(Style.escape(listing.title())).append("</h2>\n<pre class=\"scroll\">");
        out.append(Style.escape(String.join("\n", listing.lines())));
        out.append("</pre>\n</section>\n");
    }

    private String keys() {
        if (report.keys().isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<ul class=\"legend\">\n");
        for (BenchmarkReport.Key key : report.keys()) {
            list.append("<li><svg viewBox=\"0 0 28 8\"><line class=\"line ")
                    .append(key.style())
                    .append("\" x1=\"0\" y1=\"4\" x2=\"28\" y2=\"4\"/></svg>")
                    .append(Style.escape(key.text()))
                    .append("</li>\n");
        }
        return list.append("</ul>\n").toString();
    }

    private void figures(String heading, String style, List<BenchmarkReport.Figure> figures) {
        if (figures.isEmpty()) {
            return;
        }
        out.append("<section>\n<h2>").append(heading).append("</h2>\n");
        out.append(style.equals("plots") ? LEGEND : keys());
        out.append("<div class=\"").append(style).append("\">\n");
        for (BenchmarkReport.Figure figure : figures) {
            String caption = "<figcaption>" + Style.escape(figure.caption()) + "</figcaption>\n";
            // a long page is read from the caption to its plot, a chart from the picture to its words
            out.append("<figure>\n").append(style.equals("plots") ? caption + figure.svg() : figure.svg() + caption);
            out.append("</figure>\n");
        }
        out.append("</div>\n</section>\n");
    }
}
