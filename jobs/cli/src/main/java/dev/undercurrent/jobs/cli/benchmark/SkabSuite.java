package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.Median;
import dev.undercurrent.evaluation.benchmark.NabProfile;
import dev.undercurrent.evaluation.benchmark.Published;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.ResultFiles;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.ResultTable.Good;
import dev.undercurrent.evaluation.benchmark.Scored;
import dev.undercurrent.evaluation.benchmark.SkabData;
import dev.undercurrent.evaluation.benchmark.SkabScore;
import dev.undercurrent.evaluation.benchmark.Track;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The Skoltech anomaly benchmark: several sensors of one machine. */
final class SkabSuite {

    /** One in a thousand. */
    private static final double ROW_THRESHOLD = 0.25;

    private static final double SECONDS_PER_DAY = 86_400;

    private final Session session;
    private final SkabData data;
    private final ResultTable.Builder table = new ResultTable.Builder(
            "Outliers and change points",
            "Outliers: rows of all files together; incidents: a row is called anomalous while an incident is open; rows: its"
                    + " own score is at least 0.25, one in a thousand (random cut forest: a grade above 0). Change"
                    + " points: where that begins and ends, and for incidents where a change of regime is reported too, by"
                    + " the benchmark's variant of the Numenta score with windows of 60 s behind each true one. Delay: median over the change points found. False alarms: predicted change"
                    + " points outside of every window. No threshold saw a label. More than half of the judged rows are"
                    + " labelled as anomalous, so that calling every row so has a high F1.");

    private SkabSuite(Session session, SkabData data) {
        this.session = session;
        this.data = data;
    }

    static BenchmarkReport run(Session session) throws Exception {
        return new SkabSuite(session, SkabData.read(session.data())).report();
    }

    private BenchmarkReport report() throws Exception {
        table.column("f1", "F1", 3, Good.HIGH)
                .column("far", "false alarm rate, %", 1, Good.LOW)
                .column("mar", "missed alarm rate, %", 1, Good.LOW)
                .column("nab.standard", "NAB standard", 1, Good.HIGH)
                .column("nab.reward_low_FP_rate", "low FP", 1, Good.HIGH)
                .column("nab.reward_low_FN_rate", "low FN", 1, Good.HIGH)
                .column("missed", "change points missed", 0, Good.LOW)
                .column("changes", "of", 0, Good.NEITHER)
                .column("delay", "delay, s", 0, Good.LOW)
                .column("false-per-day", "false alarms per day", 0, Good.LOW)
                .column("rate", "rows/s", 0, Good.HIGH);
        Session.Run first = null;
        for (Session.Variant variant : session.configurations()) {
            Session.Run run = session.run(data.recordings(), variant);
            first = first == null ? run : first;
            Map<String, Track> tracks = new LinkedHashMap<>();
            Map<String, boolean[]> regimes = new LinkedHashMap<>();
            run.scored().forEach((name, scored) -> {
                tracks.put(name, Track.of(scored));
                regimes.put(name, reported(scored));
            });
            String method = variant.method();
            Map<String, boolean[]> incidents = said(tracks, Track::alarm);
            Map<String, boolean[]> changes = new LinkedHashMap<>();
            incidents.forEach((name, open) -> changes.put(name, either(edges(open), regimes.get(name))));
            add(method + ", incidents and changes of regime", variant.folder(), incidents, changes, run.rate());
            add(method + ", incidents alone", variant.folder() + "-incidents", incidents, null, run.rate());
            add(method + ", changes of regime alone", variant.folder() + "-regimes", incidents, regimes, run.rate());
            Map<String, boolean[]> above = said(tracks, track -> above(track, ROW_THRESHOLD));
            add(method + ", rows", variant.folder() + "-rows", above, null, run.rate());
        }
        for (Contenders.Contender one : Contenders.run(session, data.recordings())) {
            Map<String, boolean[]> alarms = said(one.tracks(), Track::alarm);
            add(one.title() + ", incidents", one.title() + "-incidents", alarms, null, one.rate());
            Map<String, boolean[]> above = said(one.tracks(), track -> above(track, one.threshold()));
            add(one.title() + ", rows", one.title(), above, null, one.rate());
        }
        Map<String, boolean[]> always = new LinkedHashMap<>();
        data.recordings().forEach(r -> always.put(r.name(), always(r.rows())));
        add("always anomalous", "always", always, null, Double.NaN);
        table.published(Published.rows("skab", data.recordings().size()));
        List<BenchmarkReport.Figure> plots = new ArrayList<>();
        for (Recording r : data.recordings()) {
            SkabData.Labels labels = data.labels().get(r.name());
            plots.add(SeriesFigures.of(r, first.scored().get(r.name()), true, plot -> {
                for (int i = 0; i < r.rows(); i++) {
                    int from = i;
                    while (i < r.rows() && labels.outlier()[i]) {
                        i++;
                    }
                    if (i > from) {
                        plot.window(from, i - 1);
                    }
                }
            }));
        }
        String facts = String.format(
                Locale.ROOT,
                "%d files of %d sensors, %,d rows, one a second. %s for all, one pass of the streaming job: %,d rows in %.1f s"
                        + " with the start of the cluster. The first %d rows of a file are not judged.",
                data.recordings().size(),
                data.recordings().get(0).channels().size(),
                data.recordings().stream().mapToInt(Recording::rows).sum(),
                session.configName(2),
                first.rows(),
                first.seconds(),
                SkabData.TRAINING);
        List<ResultTable> tables = new ArrayList<>(List.of(table.build()));
        tables.addAll(Speed.tables(session, data.recordings()));
        return new BenchmarkReport("Skoltech anomaly benchmark", List.of(facts), tables, List.of(), List.of(), plots);
    }

    /** Where outliers begin and end; what stood before the judged rows is no change within them. */
    private static boolean[] edges(boolean[] outlier) {
        boolean[] judged = outlier.clone();
        Arrays.fill(judged, 0, Math.min(SkabData.TRAINING, judged.length), false);
        return SkabScore.changesOf(judged);
    }

    private static boolean[] either(boolean[] a, boolean[] b) {
        boolean[] either = new boolean[a.length];
        for (int i = 0; i < either.length; i++) {
            either[i] = a[i] || b[i];
        }
        return either;
    }

    private static boolean[] above(Track track, double threshold) {
        boolean[] above = new boolean[track.score().length];
        for (int i = 0; i < above.length; i++) {
            above[i] = track.score()[i] >= threshold;
        }
        return above;
    }

    private static boolean[] always(int rows) {
        boolean[] all = new boolean[rows];
        Arrays.fill(all, true);
        return all;
    }

    /** Rows on which a change of regime was said. */
    private static boolean[] reported(Scored scored) {
        boolean[] rows = new boolean[scored.rows()];
        scored.changes().forEach(change -> rows[change.reported()] = true);
        return rows;
    }

    private static Map<String, boolean[]> said(Map<String, Track> tracks, Function<Track, boolean[]> which) {
        Map<String, boolean[]> said = new LinkedHashMap<>();
        tracks.forEach((name, track) -> said.put(name, which.apply(track)));
        return said;
    }

    /** @param changes change points by recording; null = where outliers begin and end */
    private void add(
            String method, String folder, Map<String, boolean[]> outliers, Map<String, boolean[]> changes, double rate)
            throws IOException {
        List<SkabScore.File> files = new ArrayList<>();
        double seconds = 0;
        for (Recording r : data.recordings()) {
            boolean[] outlier = outliers.get(r.name());
            boolean[] change = changes == null ? edges(outlier) : changes.get(r.name());
            files.add(data.judged(r, outlier, change));
            ResultFiles.skab(session.out(), folder, r, outlier, change);
            seconds += Math.max(0, r.rows() - SkabData.TRAINING);
        }
        SkabScore score = SkabScore.of(files);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("f1", score.f1());
        figures.put("far", score.falseAlarmRate());
        figures.put("mar", score.missedAlarmRate());
        for (NabProfile p : NabProfile.values()) {
            figures.put("nab." + p.key(), score.nab().get(p));
        }
        figures.put("missed", (double) score.missed());
        figures.put("changes", (double) score.changePoints());
        figures.put("delay", Median.of(score.delays()));
        figures.put("false-per-day", score.outside() / (seconds / SECONDS_PER_DAY));
        figures.put("rate", rate);
        table.row(method, figures);
    }
}
