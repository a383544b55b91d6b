package dev.undercurrent.bundle.card;

import java.util.List;

/** Tables of a card; a heading that begins with # is of a column of numbers. */
final class Tables {

    /** Deviation of a coverage that is too small to matter. */
    private static final double NEGLIGIBLE = .01;

    private Tables() {}

    private static void head(Html out, String... headings) {
        out.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (String heading : headings) {
            if (heading.startsWith("#")) {
                out.element("th", heading.substring(1), "class", "n", "scope", "col");
            } else {
                out.element("th", heading, "scope", "col");
            }
        }
        out.close("tr").close("thead").open("tbody").line();
    }

    private static void foot(Html out) {
        out.close("tbody").close("table").close("div").line();
    }

    private static Html number(Html out, String text) {
        return out.element("td", text, "class", "n");
    }

    static void coverage(Section.Coverage coverage, Html out) {
        head(out, "what", "#promised", "#kept", "#difference", "#events");
        for (Section.Coverage.Level row : coverage.levels()) {
            double off = row.realised() - row.nominal();
            double error = Math.sqrt(row.nominal() * (1 - row.nominal()) / (double) Math.max(1, row.count()));
            boolean far = Math.abs(off) > Math.max(2 * error, NEGLIGIBLE);
            int digits = Math.min(row.nominal(), 1 - row.nominal()) < .03 ? 2 : 1;
            out.open("tr").element("td", row.what());
            number(out, Digits.percent(row.nominal(), digits));
            number(out, Digits.percent(row.realised(), digits));
            out.element("td", (off > 0 ? "+" : "") + Digits.percent(off, digits), "class", far ? "n off" : "n");
            number(out, Digits.count(row.count())).close("tr").line();
        }
        foot(out);
    }

    static void figures(Section.Figures figures, Html out) {
        head(out, "data", "metric", "#value");
        for (Section.Figures.Result row : figures.results()) {
            out.open("tr").element("td", row.data()).element("td", row.metric());
            number(out, Digits.significant(row.value())).close("tr").line();
        }
        foot(out);
    }

    /** @param runs best first */
    static void runs(List<Section.Restarts.Run> runs, Html out) {
        head(out, "start", "#iterations", "#nats per event", "#below the best", "#agreement with the best");
        double best = runs.get(0).evidence();
        for (int i = 0; i < runs.size(); i++) {
            Section.Restarts.Run run = runs.get(i);
            out.open("tr", "class", i == 0 ? "best" : "run")
                    .element("td", Long.toString(run.seed()).replace('-', '−'));
            number(out, Digits.count(run.iterations()));
            number(out, Digits.fixed(run.evidence(), 4));
            number(out, i == 0 ? "–" : Digits.fixed(best - run.evidence(), 4));
            number(out, Digits.fixed(run.agreement(), 3)).close("tr").line();
        }
        foot(out);
    }

    static void spreads(List<Section.Restarts.Spread> spreads, Html out) {
        out.element("h3", "What the runs make of the parameters").line();
        head(out, "parameter", "#best run", "#least", "#most");
        for (Section.Restarts.Spread spread : spreads) {
            out.open("tr").element("td", spread.parameter());
            number(out, Digits.significant(spread.best()));
            number(out, Digits.significant(spread.lowest()));
            number(out, Digits.significant(spread.highest())).close("tr").line();
        }
        foot(out);
    }
}
