package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.evaluation.RollingWindows;
import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.NabData;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.Synthetic;
import dev.undercurrent.evaluation.data.DataSet;
import dev.undercurrent.evaluation.report.DataSetReport;
import dev.undercurrent.evaluation.report.Evaluation;
import dev.undercurrent.jobs.cli.Contestants;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether probabilities are what they claim: on series that are healthy by construction, and on unlabelled real rows. */
final class CalibrationSuite {

    private static final int SEEDS = 4;
    private static final int ROWS = 6000;
    private static final int SETTLED = 1000;
    private static final int HORIZON = 48;
    private static final int WINDOWS = 40;

    private CalibrationSuite() {}

    static BenchmarkReport run(Session session) throws Exception {
        PipelineConfig config = session.config(1, List.of());
        Map<Synthetic, List<Recording>> byKind = new EnumMap<>(Synthetic.class);
        List<TimeSeries> series = new ArrayList<>();
        for (Synthetic kind : Synthetic.values()) {
            for (int seed = 1; seed <= SEEDS; seed++) {
                byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(kind.recording(ROWS, seed));
                series.add(new TimeSeries(SeriesInfo.of(kind.title() + " " + seed, 1, 1), kind.values(ROWS, seed)));
            }
        }
        List<Recording> recordings =
                byKind.values().stream().flatMap(List::stream).toList();
        Session.Run run = session.run(recordings, new Session.Variant("", List.of()));
        Map<String, Healthy> healthy = new LinkedHashMap<>();
        byKind.forEach((kind, some) ->
                healthy.put(kind.title(), Healthy.of(some, run.scored(), (r, row) -> row < SETTLED, config)));
        healthy.put("all of these", Healthy.of(recordings, run.scored(), (r, row) -> row < SETTLED, config));
        if (session.data() != null) {
            NabData data = NabData.read(session.data());
            Session.Run real = session.run(data.recordings(), new Session.Variant("", List.of()));
            healthy.putAll(Healthy.ofNumenta(data, real.scored(), config));
        }
        ScorerSettings settings = Settings.of(config);
        DataSetReport forecasts = new Evaluation(
                        RollingWindows.adjacent(WINDOWS, HORIZON),
                        Runtime.getRuntime().availableProcessors())
                .run(
                        new DataSet("healthy by construction", series),
                        Contestants.of(settings.withForecast(HORIZON, settings.forecastEvery()), List.of()),
                        List.of(),
                        List.of());
        List<ResultTable> tables = new ArrayList<>();
        tables.add(Healthy.table("series", healthy));
        tables.add(new ForecastTables(forecasts).coverage());
        String facts =
                SEEDS + " series of " + ROWS + " rows of each kind, healthy by construction and from seeds, through the"
                        + " streaming job with " + session.configName(1) + "; the first " + SETTLED
                        + " rows are not judged. Bands: " + WINDOWS + " forecasts per series.";
        return new BenchmarkReport(
                "Calibration", List.of(facts), tables, List.of(), Healthy.charts(healthy), List.of());
    }
}
