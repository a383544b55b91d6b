package dev.undercurrent.evaluation.report;

import java.util.List;

/**
 * A report over one or more data sets.
 *
 * @param title its heading
 * @param dataSets in the order of the report
 */
public record EvaluationReport(String title, List<DataSetReport> dataSets) {

    public EvaluationReport {
        dataSets = List.copyOf(dataSets);
    }

    /** All figures as JSON, indented; what is not a finite number is null. */
    public String json() {
        return Json.write(this);
    }

    /** One page with tables and plots that needs nothing else: no script, no network. */
    public String html() {
        return new HtmlPage(this).text();
    }

    /** The tables in Markdown. */
    public String markdown() {
        return MarkdownTables.of(this);
    }
}
