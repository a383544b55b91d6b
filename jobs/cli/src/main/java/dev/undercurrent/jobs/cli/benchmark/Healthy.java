package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.NabData;
import dev.undercurrent.evaluation.benchmark.NabLabels;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.ResultTable.Good;
import dev.undercurrent.evaluation.benchmark.Scored;
import dev.undercurrent.evaluation.metric.Uniformity;
import dev.undercurrent.evaluation.plot.Chart;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well numbers keep their word where nothing is labelled as anomalous: p-values, the band, the budget of alarms.
 *
 * @param pValues of scored rows outside of windows, after the rows that are not judged
 * @param covered share of these rows inside the band
 * @param nominal share that should be
 * @param perWeek incidents that opened on these rows, per series and week
 * @param budget incidents per series and week that were allowed
 */
record Healthy(double[] pValues, double covered, double nominal, double perWeek, double budget) {

    private static final double WEEK = 7 * 86_400e6;
    private static final int BINS = 20;

    static Healthy of(NabData data, Map<String, Scored> all, PipelineConfig config) {
        int rows = data.recordings().stream().mapToInt(Recording::rows).sum();
        double[] p = new double[rows];
        int n = 0;
        int inside = 0;
        int banded = 0;
        int opened = 0;
        double time = 0;
        for (Recording r : data.recordings()) {
            Scored s = all.get(r.name());
            NabLabels labels = data.labels().get(r.name());
            double spacing = r.spacing();
            boolean[] labelled = new boolean[r.rows()];
            for (int[] span : labels.spans()) {
                Arrays.fill(labelled, span[0], span[1] + 1, true);
            }
            for (int i = labels.probation(); i < r.rows(); i++) {
                if (labelled[i] || !s.scored(i)) {
                    continue;
                }
                p[n++] = s.pValue()[i];
                opened += s.incident()[i] > 0 ? 1 : 0;
                time += spacing;
                double x = r.values()[i][0];
                if (!Double.isNaN(x)) {
                    banded++;
                    inside += x >= s.lower()[0][i] && x <= s.upper()[0][i] ? 1 : 0;
                }
            }
        }
        AlarmSettings alarm = Settings.of(config).alarm();
        return new Healthy(
                Arrays.copyOf(p, n),
                (double) inside / banded,
                config.band(),
                opened / (time / WEEK),
                alarm.budget() * WEEK / alarm.period());
    }

    ResultTable table() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("rows", (double) pValues.length);
        figures.put("deviation", Uniformity.deviation(pValues));
        figures.put("p05", Uniformity.rate(pValues, 0.05));
        figures.put("p01", Uniformity.rate(pValues, 0.01));
        figures.put("p001", Uniformity.rate(pValues, 0.001));
        figures.put("covered", 100 * covered);
        figures.put("nominal", 100 * nominal);
        figures.put("incidents", perWeek);
        figures.put("budget", budget);
        return new ResultTable.Builder(
                        "Calibration on unlabelled rows",
                        "Right p-values are uniform: the largest |F(u) − u| is 0, and p < 0.01 happens at a rate of 0.01."
                                + " Unlabelled is not healthy: windows are labelled for what is of interest, and every"
                                + " disturbance elsewhere counts here.")
                .column("rows", "rows", 0, Good.NEITHER)
                .column("deviation", "max |F(u) − u|", 3, Good.NEITHER)
                .column("p05", "P(p < 0.05)", 4, Good.NEITHER)
                .column("p01", "P(p < 0.01)", 4, Good.NEITHER)
                .column("p001", "P(p < 0.001)", 5, Good.NEITHER)
                .column("covered", "band holds, %", 1, Good.NEITHER)
                .column("nominal", "should hold, %", 1, Good.NEITHER)
                .column("incidents", "incidents per series and week", 2, Good.NEITHER)
                .column("budget", "allowed", 2, Good.NEITHER)
                .row(Session.OURS, figures)
                .build();
    }

    List<BenchmarkReport.Figure> charts() {
        return List.of(histogram(pValues, "p-values on unlabelled rows: flat is right"));
    }

    static BenchmarkReport.Figure histogram(double[] p, String caption) {
        double[] shares = Uniformity.histogram(p, BINS);
        double[] edges = new double[BINS + 1];
        Arrays.setAll(edges, e -> (double) e / BINS);
        String[] names = new String[BINS];
        Arrays.setAll(
                names,
                e -> String.format(Locale.ROOT, "%.2f to %.2f: %.2f %%", edges[e], edges[e + 1], 100 * shares[e]));
        String svg = new Chart(caption, 420, 240, "p-value")
                .bars(edges, shares, "s1", names)
                .include(2.0 / BINS)
                .level(1.0 / BINS, "nominal")
                .svg();
        return new BenchmarkReport.Figure(svg, caption);
    }
}
