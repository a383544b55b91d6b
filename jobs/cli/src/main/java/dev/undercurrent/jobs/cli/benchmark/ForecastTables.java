package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.ResultTable.Good;
import dev.undercurrent.evaluation.report.BandCoverage;
import dev.undercurrent.evaluation.report.DataSetReport;
import dev.undercurrent.evaluation.report.MethodFigures;
import dev.undercurrent.evaluation.report.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of forecasts as tables. */
record ForecastTables(DataSetReport report) {

    private static final int[] STEPS = {1, 2, 3, 6, 12, 24, 36, 48};

    ResultTable accuracy() {
        ResultTable.Builder table = new ResultTable.Builder(
                        "Forecasts: " + report.dataSet(),
                        "sMAPE 0 to 200; MASE in units of the seasonal naive error before each origin; OWA relative to Naive2; CRPS"
                                + " as mean weighted quantile loss over the deciles; then the share of values inside central"
                                + " bands, percent.")
                .column("smape", "sMAPE", 2, Good.LOW)
                .column("mase", "MASE", 3, Good.LOW)
                .column("owa", "OWA", 3, Good.LOW)
                .column("crps", "CRPS", 4, Good.LOW);
        for (BandCoverage band : report.methods().get(0).coverage()) {
            table.column(key(band), name(band) + " band", 1, Good.NEITHER);
        }
        for (MethodFigures m : report.methods()) {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("smape", m.accuracy().smape());
            figures.put("mase", m.accuracy().mase());
            figures.put("owa", m.accuracy().owa());
            figures.put("crps", m.accuracy().crps());
            m.coverage().forEach(band -> figures.put(key(band), 100 * band.overall()));
            table.row(m.method(), figures);
        }
        List<ResultTable.Row> published = new ArrayList<>();
        for (Quoted q : report.quoted()) {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("smape", q.smape());
            figures.put("mase", q.mase());
            figures.put("crps", q.crps());
            published.add(new ResultTable.Row(q.method(), figures, q.source() + ": " + q.scope()));
        }
        return table.published(published).build();
    }

    /** Bands of what is served, by steps ahead. */
    ResultTable coverage() {
        MethodFigures served = report.methods().get(0);
        ResultTable.Builder table = new ResultTable.Builder(
                        "Coverage by steps ahead: " + report.dataSet(),
                        "Share of values inside the bands of " + served.method() + ", percent.")
                .rowsAre("band");
        int horizon = served.coverage().get(0).byHorizon().length;
        for (int step : STEPS) {
            if (step <= horizon) {
                table.column(Integer.toString(step), Integer.toString(step), 1, Good.NEITHER);
            }
        }
        for (BandCoverage band : served.coverage()) {
            Map<String, Double> figures = new LinkedHashMap<>();
            for (int step : STEPS) {
                if (step <= horizon) {
                    figures.put(Integer.toString(step), 100 * band.byHorizon()[step - 1]);
                }
            }
            table.row(name(band), figures);
        }
        return table.build();
    }

    private static String key(BandCoverage band) {
        return "band." + Math.round(100 * band.nominal());
    }

    private static String name(BandCoverage band) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * band.nominal());
    }
}
