package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.Median;
import dev.undercurrent.evaluation.benchmark.Published;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.ResultFiles;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.ResultTable.Good;
import dev.undercurrent.evaluation.benchmark.Scored;
import dev.undercurrent.evaluation.benchmark.Segmentation;
import dev.undercurrent.evaluation.benchmark.SegmentationData;
import dev.undercurrent.evaluation.benchmark.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Benchmarks of change points: regimes as the job dates them. */
final class SegmentationSuite {

    private static final int MARGIN = 5;

    private final String name;
    private final Session session;
    private final SegmentationData data;
    private final ResultTable.Builder table = new ResultTable.Builder(
            "Segmentation",
            "Means over series. Covering of the true segments and F1 with a margin of 5 rows; several annotators as the"
                    + " benchmark averages them. Dated: change points where the job, reading row by row, says that they"
                    + " were; as reported: at the row where it said so. Delay: rows from a true change to the report"
                    + " of one dated nearest to it, median over the changes found. Incidents of other"
                    + " detectors: where one opens by the same calibration and incident logic.");

    private SegmentationSuite(String name, Session session, SegmentationData data) {
        this.name = name;
        this.session = session;
        this.data = data;
    }

    static BenchmarkReport tssb(Session session) throws Exception {
        return new SegmentationSuite("tssb", session, SegmentationData.tssb(session.data()))
                .report("Time series segmentation benchmark");
    }

    static BenchmarkReport tcpd(Session session) throws Exception {
        return new SegmentationSuite("tcpd", session, SegmentationData.tcpd(session.data()))
                .report("Turing change point dataset");
    }

    private BenchmarkReport report(String title) throws Exception {
        table.column("covering", "covering", 3, Good.HIGH)
                .column("f1", "F1", 3, Good.HIGH)
                .column("found", "changes found", 0, Good.HIGH)
                .column("changes", "of", 0, Good.NEITHER)
                .column("predicted", "predicted", 0, Good.NEITHER)
                .column("delay", "delay, rows", 0, Good.LOW)
                .column("rate", "rows/s", 0, Good.HIGH);
        Session.Run first = null;
        Map<String, List<Scored.Change>> shown = null;
        for (Session.Variant variant : session.configurations()) {
            Session.Run run = session.run(data.recordings(), variant);
            Map<String, List<Scored.Change>> dated = new LinkedHashMap<>();
            Map<String, List<Scored.Change>> reported = new LinkedHashMap<>();
            run.scored().forEach((series, scored) -> {
                dated.put(series, scored.changes());
                reported.put(series, asReported(scored.changes()));
            });
            first = first == null ? run : first;
            shown = shown == null ? dated : shown;
            add(variant.method() + ", dated", variant.folder(), dated, run.rate());
            add(variant.method() + ", as reported", variant.folder() + "-as-reported", reported, run.rate());
        }
        for (Contenders.Contender one : Contenders.run(session, data.recordings())) {
            Map<String, List<Scored.Change>> opened = new LinkedHashMap<>();
            one.tracks().forEach((series, track) -> opened.put(series, opened(track)));
            add(one.title() + ", incidents", one.title() + "-incidents", opened, one.rate());
        }
        Map<String, List<Scored.Change>> nothing = new LinkedHashMap<>();
        data.recordings().forEach(r -> nothing.put(r.name(), List.of()));
        add("no change at all", "nothing", nothing, Double.NaN);
        table.published(Published.rows(name, data.recordings().size()));
        List<ResultTable> tables = new ArrayList<>(List.of(table.build(), bySeries(shown)));
        tables.addAll(Speed.tables(session, data.recordings()));
        return new BenchmarkReport(title, List.of(facts(first)), tables, List.of(), List.of(), plots(first));
    }

    private String facts(Session.Run run) {
        boolean several = data.recordings().stream().anyMatch(r -> r.channels().size() > 1);
        return String.format(
                Locale.ROOT,
                "%d series, %,d rows. %s%s for all, one pass of the streaming job: %,d rows in %.1f s with the start of the"
                        + " cluster. Times are made up, one row a minute.",
                data.recordings().size(),
                data.recordings().stream().mapToInt(Recording::rows).sum(),
                session.configName(1),
                several && session.config() == null ? ", and " + session.configName(2) + " for several channels," : "",
                run.rows(),
                run.seconds());
    }

    private static List<Scored.Change> asReported(List<Scored.Change> changes) {
        return changes.stream()
                .map(c -> new Scored.Change(c.reported(), c.reported()))
                .toList();
    }

    private static List<Scored.Change> opened(Track track) {
        List<Scored.Change> changes = new ArrayList<>();
        for (int i = 0; i < track.incident().length; i++) {
            if (track.incident()[i] > 0) {
                changes.add(new Scored.Change(i, i));
            }
        }
        return changes;
    }

    private static List<Integer> onsets(List<Scored.Change> changes) {
        return changes.stream().map(Scored.Change::onset).distinct().sorted().toList();
    }

    private void add(String method, String file, Map<String, List<Scored.Change>> changes, double rate)
            throws IOException {
        Map<String, List<Integer>> points = new LinkedHashMap<>();
        double covering = 0;
        double f1 = 0;
        double predicted = 0;
        List<Double> delays = new ArrayList<>();
        int found = 0;
        for (Recording r : data.recordings()) {
            List<Integer> onsets = onsets(changes.get(r.name()));
            List<List<Integer>> truth = data.truth().get(r.name());
            covering += Segmentation.meanCovering(truth, onsets, r.rows());
            f1 += Segmentation.f1(truth, onsets, MARGIN);
            predicted += onsets.size();
            for (double delay : Segmentation.delays(data.points(r.name()), changes.get(r.name()))) {
                delays.add(delay);
                found += Double.isNaN(delay) ? 0 : 1;
            }
            points.put(r.name().replaceFirst("\\.csv$", ""), onsets);
        }
        ResultFiles.changePoints(session.out(), file, points);
        Map<String, Double> figures = new LinkedHashMap<>();
        int n = data.recordings().size();
        figures.put("covering", covering / n);
        figures.put("f1", f1 / n);
        figures.put("found", (double) found);
        figures.put("changes", (double) delays.size());
        figures.put("predicted", predicted);
        figures.put(
                "delay",
                Median.of(delays.stream().mapToDouble(Double::doubleValue).toArray()));
        figures.put("rate", rate);
        table.row(method, figures);
    }

    private ResultTable bySeries(Map<String, List<Scored.Change>> changes) {
        ResultTable.Builder each = new ResultTable.Builder("By series", "Undercurrent, dated.")
                .rowsAre("series")
                .column("rows", "rows", 0, Good.NEITHER)
                .column("covering", "covering", 3, Good.NEITHER)
                .column("f1", "F1", 3, Good.NEITHER)
                .column("changes", "true changes", 0, Good.NEITHER)
                .column("predicted", "predicted", 0, Good.NEITHER)
                .column("delay", "delay, rows", 0, Good.NEITHER);
        for (Recording r : data.recordings()) {
            List<Integer> onsets = onsets(changes.get(r.name()));
            List<List<Integer>> truth = data.truth().get(r.name());
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("rows", (double) r.rows());
            figures.put("covering", Segmentation.meanCovering(truth, onsets, r.rows()));
            figures.put("f1", Segmentation.f1(truth, onsets, MARGIN));
            figures.put("changes", truth.stream().mapToInt(List::size).average().orElse(Double.NaN));
            figures.put("predicted", (double) onsets.size());
            double[] delays = Segmentation.delays(data.points(r.name()), changes.get(r.name()));
            figures.put("delay", Median.of(Arrays.copyOf(delays, delays.length)));
            each.row(r.name().replaceFirst("\\.csv$", ""), figures);
        }
        return each.build();
    }

    private List<BenchmarkReport.Figure> plots(Session.Run run) {
        return data.recordings().stream()
                .map(r -> SeriesFigures.of(
                        r,
                        run.scored().get(r.name()),
                        false,
                        plot -> data.points(r.name()).forEach(plot::moment)))
                .toList();
    }
}
