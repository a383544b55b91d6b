package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.NabData;
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
import java.util.stream.Collectors;

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

    /** 99 % quantile of Kolmogorov's distribution. */
    private static final double KOLMOGOROV_99 = 1.628;

    /** Rows that are left out. */
    interface Unhealthy {
        boolean test(Recording recording, int row);
    }

    static Healthy of(List<Recording> recordings, Map<String, Scored> all, Unhealthy unhealthy, PipelineConfig config) {
        double[] p = new double[recordings.stream().mapToInt(Recording::rows).sum()];
        int n = 0;
        int inside = 0;
        int banded = 0;
        int opened = 0;
        double time = 0;
        for (Recording r : recordings) {
            Scored s = all.get(r.name());
            double spacing = r.spacing();
            for (int i = 0; i < r.rows(); i++) {
                if (!s.scored(i) || unhealthy.test(r, i)) {
                    continue;
                }
                p[n++] = s.pValue()[i];
                opened += s.incident()[i] > 0 ? 1 : 0;
                time += spacing;
                for (int c = 0; c < r.channels().size(); c++) {
                    double x = r.values()[i][c];
                    if (!Double.isNaN(x)) {
                        banded++;
                        inside += x >= s.lower()[c][i] && x <= s.upper()[c][i] ? 1 : 0;
                    }
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

    /**
     * Numenta's unlabelled rows after its probation, those of recordings apart from those of series that programs wrote: where
     * every event is certain no p-value can be uniform.
     */
    static Map<String, Healthy> ofNumenta(NabData data, Map<String, Scored> all, PipelineConfig config) {
        Unhealthy labelled = (r, row) -> row < data.labels().get(r.name()).probation()
                || data.labels().get(r.name()).labelled(row);
        Map<Boolean, List<Recording>> written = data.recordings().stream()
                .collect(Collectors.partitioningBy(r -> r.name().startsWith("artificial")));
        Map<String, Healthy> healthy = new LinkedHashMap<>();
        if (!written.get(false).isEmpty()) {
            healthy.put("Numenta, recorded", of(written.get(false), all, labelled, config));
        }
        if (!written.get(true).isEmpty()) {
            healthy.put("Numenta, artificial", of(written.get(true), all, labelled, config));
        }
        return healthy;
    }

    private Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("rows", (double) pValues.length);
        figures.put("deviation", Uniformity.deviation(pValues));
        figures.put("critical", KOLMOGOROV_99 / Math.sqrt(pValues.length));
        figures.put("p05", Uniformity.rate(pValues, 0.05));
        figures.put("p01", Uniformity.rate(pValues, 0.01));
        figures.put("p001", Uniformity.rate(pValues, 0.001));
        figures.put("covered", 100 * covered);
        figures.put("nominal", 100 * nominal);
        figures.put("incidents", perWeek);
        figures.put("budget", budget);
        return figures;
    }

    /** @param all by what the rows of the table are */
    static ResultTable table(String head, Map<String, Healthy> all) {
        ResultTable.Builder table = new ResultTable.Builder(
                        "Calibration",
                        "Over rows that are not labelled as anomalous. Right p-values are uniform: the largest |F(u) − u| is 0"
                                + " but for chance, which with independent rows stays below the next column 99 times in"
                                + " 100, and p < 0.01 happens at a rate of 0.01. Unlabelled is not healthy: labels"
                                + " mark what is of interest, and every disturbance elsewhere counts here.")
                .rowsAre(head)
                .column("rows", "rows", 0, Good.NEITHER)
                .column("deviation", "max |F(u) − u|", 4, Good.NEITHER)
                .column("critical", "by chance", 4, Good.NEITHER)
                .column("p05", "P(p < 0.05)", 4, Good.NEITHER)
                .column("p01", "P(p < 0.01)", 4, Good.NEITHER)
                .column("p001", "P(p < 0.001)", 5, Good.NEITHER)
                .column("covered", "band holds, %", 1, Good.NEITHER)
                .column("nominal", "should hold, %", 1, Good.NEITHER)
                .column("incidents", "incidents per series and week", 2, Good.NEITHER)
                .column("budget", "allowed", 2, Good.NEITHER);
        all.forEach((name, healthy) -> table.row(name, healthy.figures()));
        return table.build();
    }

    /** A histogram of each. */
    static List<BenchmarkReport.Figure> charts(Map<String, Healthy> all) {
        return all.entrySet().stream()
                .map(e -> histogram(e.getValue().pValues(), "p-values, " + e.getKey() + ": flat is right"))
                .toList();
    }

    private static BenchmarkReport.Figure histogram(double[] p, String caption) {
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
