package dev.undercurrent.evaluation.benchmark;

import dev.undercurrent.evaluation.report.Json;
import java.util.List;

/**
 * What came out of a benchmark.
 *
 * @param title of the report
 * @param facts sentences on data, protocol and run
 * @param tables of figures
 * @param listings lines of text, such as samples
 * @param keys what the lines of the charts are
 * @param charts small ones, side by side
 * @param plots of whole series, one below the other
 */
public record BenchmarkReport(
        String title,
        List<String> facts,
        List<ResultTable> tables,
        List<Listing> listings,
        List<Key> keys,
        List<Figure> charts,
        List<Figure> plots) {

    public BenchmarkReport {
        facts = List.copyOf(facts);
        tables = List.copyOf(tables);
        listings = List.copyOf(listings);
        keys = List.copyOf(keys);
        charts = List.copyOf(charts);
        plots = List.copyOf(plots);
    }

    /** Without listings. */
    public BenchmarkReport(
            String title,
            List<String> facts,
            List<ResultTable> tables,
            List<Key> keys,
            List<Figure> charts,
            List<Figure> plots) {
        this(title, facts, tables, List.of(), keys, charts, plots);
    }

    /** Lines of text under a heading. */
    public record Listing(String title, List<String> lines) {
        public Listing {
            lines = List.copyOf(lines);
        }
    }

    /** A line's style, as a class of the style sheet, and what it stands for. */
    public record Key(String style, String text) {}

    /** A picture, as SVG, and what it shows. */
    public record Figure(String svg, String caption) {}

    /** The part of a report that is no picture. */
    private record Figures(String title, List<String> facts, List<ResultTable> tables, List<Listing> listings) {}

    /** All figures as JSON; what is not a finite number is null. */
    public String json() {
        return Json.write(new Figures(title, facts, tables, listings));
    }

    /** The tables in Markdown. */
    public String markdown() {
        StringBuilder out = new StringBuilder("# ").append(title).append("\n\n");
        facts.forEach(fact -> out.append(fact).append("\n\n"));
        for (ResultTable table : tables) {
            out.append("## ").append(table.title()).append("\n\n").append(table.markdown());
            out.append('\n').append(table.note()).append("\n\n");
        }
        for (Listing listing : listings) {
            out.append("## ").append(listing.title()).append("\n\n");
            listing.lines().forEach(line -> out.append("    ").append(line).append('\n'));
            out.append('\n');
        }
        return out.toString();
    }

    /** One page that needs nothing else: no script, no network. */
    public String html() {
        return new BenchmarkPage(this).text();
    }
}
