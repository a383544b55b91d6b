package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.NabData;
import dev.undercurrent.evaluation.benchmark.NabFigures;
import dev.undercurrent.evaluation.benchmark.NabLabels;
import dev.undercurrent.evaluation.benchmark.NabProfile;
import dev.undercurrent.evaluation.benchmark.Published;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.ResultFiles;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.ResultTable.Good;
import dev.undercurrent.evaluation.benchmark.Scored;
import dev.undercurrent.evaluation.benchmark.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The Numenta anomaly benchmark. */
final class NabSuite {

    /** Rows on which an incident opens are above 0, all others 0: nothing is left to choose. */
    private static final double ANY = Double.MIN_NORMAL;

    /** One in a thousand. */
    private static final double ROW_THRESHOLD = 0.25;

    private static final String ROWS = ", rows";
    private static final String INCIDENTS = ", incidents";

    private final Session session;
    private final NabData data;
    private final ResultTable.Builder table;
    private final ResultTable.Builder behaviour;

    private NabSuite(Session session, NabData data) {
        this.session = session;
        this.data = data;
        this.table = new ResultTable.Builder(
                "Score",
                "0 = no detection, 100 = perfect; low FP charges false alarms twice as much, low FN misses. Fixed: one threshold"
                        + " for all files, set before the run (incidents: each one that opens; rows: a score of 0.25,"
                        + " one in a thousand; random cut forest: a grade above 0). Other categories: threshold of each"
                        + " category chosen on the others. Optimised: threshold chosen on these files with their labels,"
                        + " the benchmark's own practice and that of the published rows. Incidents of other"
                        + " detectors: their scores through the same calibration and incident logic.");
        this.behaviour = new ResultTable.Builder(
                "Behaviour at the fixed threshold",
                "Delay: median over the windows hit, from the first row of the window to the first detection. False alarms:"
                        + " rows detected outside of windows. Rows per second: of the job, from the start of its cluster, on all"
                        + " its cores; of other detectors on one core, without a job.");
    }

    static BenchmarkReport run(Session session) throws Exception {
        NabData data = NabData.read(session.data());
        return new NabSuite(session, data).report();
    }

    private BenchmarkReport report() throws Exception {
        columns();
        Session.Run first = null;
        for (Session.Variant variant : session.configurations()) {
            Session.Run run = session.run(data.recordings(), variant);
            first = first == null ? run : first;
            Map<String, Track> tracks = new LinkedHashMap<>();
            run.scored().forEach((name, scored) -> tracks.put(name, Track.of(scored)));
            add(variant.method() + INCIDENTS, variant.folder(), tracks, Track::incident, ANY, run.rate());
            add(variant.method() + ROWS, variant.folder() + "-rows", tracks, Track::score, ROW_THRESHOLD, run.rate());
        }
        for (Contenders.Contender one : Contenders.run(session, data.recordings())) {
            String folder = one.title() + "-incidents";
            add(one.title() + INCIDENTS, folder, one.tracks(), Track::incident, ANY, one.rate());
            add(one.title() + ROWS, one.title(), one.tracks(), Track::score, one.threshold(), one.rate());
        }
        table.published(Published.rows("nab", data.recordings().size()));
        Map<String, Scored> scored = first.scored();
        List<BenchmarkReport.Figure> plots = new ArrayList<>();
        for (Recording r : data.recordings()) {
            NabLabels labels = data.labels().get(r.name());
            plots.add(SeriesFigures.of(r, scored.get(r.name()), true, plot -> {
                for (int[] span : labels.spans()) {
                    plot.window(span[0], span[1]);
                }
            }));
        }
        Map<String, Healthy> healthy = Healthy.ofNumenta(data, scored, session.config(1, List.of()));
        List<ResultTable> tables =
                new ArrayList<>(List.of(table.build(), behaviour.build(), Healthy.table("unlabelled rows", healthy)));
        tables.addAll(Speed.tables(session, data.recordings()));
        return new BenchmarkReport(
                "Numenta anomaly benchmark", List.of(facts(first)), tables, List.of(), Healthy.charts(healthy), plots);
    }

    private String facts(Session.Run run) {
        int windows =
                data.labels().values().stream().mapToInt(NabLabels::windows).sum();
        return String.format(
                Locale.ROOT,
                "%d files, %,d rows, %d labelled windows. %s over all files, one pass of the streaming job: %,d rows in %.1f s"
                        + " with the start of the cluster. The first 15 %% of a file, at most 750 rows, are not judged.",
                data.recordings().size(),
                data.recordings().stream().mapToInt(Recording::rows).sum(),
                windows,
                session.configName(1),
                run.rows(),
                run.seconds());
    }

    private void columns() {
        for (NabProfile p : NabProfile.values()) {
            String title = switch (p) {
                case STANDARD -> "standard";
                case LOW_FALSE_POSITIVES -> "low FP";
                case LOW_FALSE_NEGATIVES -> "low FN";
            };
            table.column(p.key() + ".fixed", title + ", fixed", 1, Good.HIGH);
            table.column(p.key() + ".other-categories", title + ", other categories", 1, Good.HIGH);
            table.column(p.key() + ".optimised", title + ", optimised", 1, Good.HIGH);
        }
        behaviour
                .column("hit", "windows hit", 0, Good.HIGH)
                .column("windows", "of", 0, Good.NEITHER)
                .column("outside", "rows outside", 0, Good.LOW)
                .column("false-per-day", "false alarms per day", 3, Good.LOW)
                .column("delay.rows", "delay, rows", 0, Good.LOW)
                .column("delay.hours", "delay, hours", 1, Good.LOW)
                .column("rate", "rows/s", 0, Good.HIGH);
    }

    private void add(
            String method,
            String folder,
            Map<String, Track> tracks,
            Function<Track, double[]> which,
            double threshold,
            double rate)
            throws IOException {
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (Recording recording : data.recordings()) {
            double[] one = which.apply(tracks.get(recording.name()));
            scores.put(recording.name(), one);
            ResultFiles.nab(session.out(), folder, recording, data.labels().get(recording.name()), one);
        }
        Map<String, Double> figures = NabFigures.of(data, scores, threshold);
        figures.put("rate", rate);
        table.row(method, figures);
        behaviour.row(method, figures);
    }
}
