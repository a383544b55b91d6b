package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.evaluation.RollingWindows;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.Scored;
import dev.undercurrent.evaluation.report.DataSetReport;
import dev.undercurrent.evaluation.report.Evaluation;
import dev.undercurrent.evaluation.report.Plots;
import dev.undercurrent.jobs.cli.Contestants;
import dev.undercurrent.jobs.cli.Recordings;
import dev.undercurrent.jobs.scoring.Settings;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Benchmarks of forecasts. The job gives one-step laws, scores and regimes; forecasts two days ahead come from the same fold
 * without the job, since at a backtest's origins only: an end-to-end test holds the two equal bit for bit.
 */
final class ForecastSuite {

    private static final int HORIZON = 48;
    private static final int ETT_WINDOWS = 20;
    private static final long HOUR = 3_600_000_000L;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** What is known of these series beforehand, and the members that make use of it. */
    private static final List<String> HOURLY =
            List.of("series.season=24", "series.cycle=168", "model.seasonal=true", "model.network=base");

    private ForecastSuite() {}

    static BenchmarkReport m4(Session session) throws Exception {
        return run(session, Recordings.Layout.M4, 1, "M4 Hourly", "Hourly");
    }

    static BenchmarkReport ett(Session session) throws Exception {
        return run(session, Recordings.Layout.ETT, ETT_WINDOWS, "ETTh", "");
    }

    private static BenchmarkReport run(
            Session session, Recordings.Layout layout, int windows, String title, String only) throws Exception {
        List<Recordings.Recording> found = new Recordings(layout, null, 0, 0)
                .read(session.data()).stream()
                        .filter(r -> r.data().name().contains(only))
                        .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(session.data() + " has no file of " + title);
        }
        List<String> known = session.unlessSet(HOURLY);
        Session.Variant hourly = new Session.Variant("", known);
        ScorerSettings settings = Settings.of(session.config(1, known));
        List<ResultTable> tables = new ArrayList<>();
        List<BenchmarkReport.Key> keys = new ArrayList<>();
        List<BenchmarkReport.Figure> charts = new ArrayList<>();
        List<BenchmarkReport.Figure> plots = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        for (Recordings.Recording one : found) {
            List<Recording> recordings =
                    one.data().series().stream().map(ForecastSuite::recording).toList();
            Session.Run run = session.run(recordings, hourly);
            Evaluation evaluation = new Evaluation(
                    RollingWindows.adjacent(windows, HORIZON),
                    Runtime.getRuntime().availableProcessors());
            session.err().println(one.data().name() + ": forecasts ...");
            session.err().flush();
            DataSetReport report = evaluation.run(
                    one.data(),
                    Contestants.of(settings.withForecast(HORIZON, settings.forecastEvery()), List.of()),
                    session.baselines() ? Evaluation.baselines() : List.of(),
                    one.quoted(HORIZON));
            ForecastTables forecasts = new ForecastTables(report);
            tables.add(forecasts.accuracy());
            tables.add(forecasts.coverage());
            Map<String, Healthy> healthy = new LinkedHashMap<>();
            healthy.put(
                    Session.OURS,
                    Healthy.of(
                            recordings,
                            run.scored(),
                            (r, row) -> warming(run.scored().get(r.name()), row),
                            session.config(1, known)));
            tables.add(Healthy.table("one step ahead, through the job", healthy));
            facts.add(String.format(
                    Locale.ROOT,
                    "%s: %d series, %,d values; %s. One pass of the streaming job with %s and %s: %,d rows in %.1f s with"
                            + " the start of the cluster.",
                    one.data().name(),
                    report.series(),
                    report.values(),
                    report.protocol(),
                    session.configName(1),
                    Stream.concat(known.stream(), session.sets().stream()).collect(Collectors.joining(", ")),
                    run.rows(),
                    run.seconds()));
            for (int i = 0; i < report.methods().size(); i++) {
                keys.add(new BenchmarkReport.Key(
                        Plots.style(report, i), report.methods().get(i).method()));
            }
            Plots pictures = new Plots(report);
            pictures.byHorizon().forEach(f -> charts.add(new BenchmarkReport.Figure(f.svg(), f.caption())));
            pictures.transforms().forEach(f -> charts.add(new BenchmarkReport.Figure(f.svg(), f.caption())));
            pictures.fans().forEach(f -> charts.add(new BenchmarkReport.Figure(f.svg(), f.caption())));
            recordings.forEach(r -> plots.add(
                    SeriesFigures.of(r, run.scored().get(r.name()), layout == Recordings.Layout.ETT, plot -> {})));
            tables.addAll(Speed.tables(session, recordings));
        }
        return new BenchmarkReport("Forecasts on " + title, facts, tables, keys, charts, plots);
    }

    private static boolean warming(Scored scored, int row) {
        return scored.status()[row].equals("WARMING");
    }

    /** Its times where they are known, else hours. */
    private static Recording recording(TimeSeries series) {
        boolean known = series.info().step() > 0;
        long start = known ? series.info().start() : 0;
        long step = known ? series.info().step() : HOUR;
        List<String> stamps = new ArrayList<>(series.length());
        double[][] values = new double[series.length()][];
        for (int i = 0; i < values.length; i++) {
            long seconds = Math.floorDiv(start + i * step, 1_000_000L);
            stamps.add(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC).format(STAMP));
            values[i] = new double[] {series.values()[i]};
        }
        return new Recording(series.info().id() + ".csv", stamps, List.of("value"), values);
    }
}
