package dev.undercurrent.jobs.cli;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.evaluation.MethodFactory;
import dev.undercurrent.evaluation.RollingWindows;
import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.report.DataSetReport;
import dev.undercurrent.evaluation.report.Evaluation;
import dev.undercurrent.evaluation.report.EvaluationReport;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        description = {
            "Backtests forecasts and one-step laws on recorded series: what the pipeline serves, its members alone, and"
                    + " baselines, side by side.",
            "Each series is fed value by value; forecasts are made at the end of it and judged by what came.",
            "Of logs (kind: logs): laws of the next line, each alone and all together, on lines that they have not learnt"
                    + " from."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  undercurrent evaluate --data power.csv --out report",
            "  undercurrent evaluate --layout m4 --data m4_hourly --bundle base --out report",
            "  undercurrent evaluate --layout ett --data ETTh1.csv.gz --bundle base --bundle mine.zip --out report",
            "  undercurrent evaluate --data power.csv --bundle base --bundle regimes.zip --out report",
            "  undercurrent evaluate --config conf/logs.yaml --data later.log --bundle app.zip --out report",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
        })
final class EvaluateCommand implements Callable<Integer> {

    @Option(
            names = {"-b", "--bundle"},
            paramLabel = "BUNDLE",
            description =
                    "A trained model: base, or the path of a bundle of a network or of a hidden Markov model (hmm) of one"
                            + " channel; of logs what train made. May be repeated, to compare several.")
    private List<String> bundles = new ArrayList<>();

    @Option(
            names = {"-d", "--data"},
            required = true,
            paramLabel = "FILE|DIR",
            description =
                    "A CSV file, or a directory of them (.csv and .csv.gz); of logs files of lines, plain or .gz.")
    private Path data;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description =
                    "The pipeline whose model is judged, YAML; without it, defaults. A seasonal autoregression takes"
                            + " part in any case.")
    private Path config;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Sets one key over the file's, such as model.regimes=8. May be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description =
                    "csv: the fields of --config, else a series per column; m4: pairs of *-train and *-test files; ett: a date and channels,"
                            + " hourly. Default: csv.")
    private Recordings.Layout layout;

    @Option(
            names = "--season",
            paramLabel = "EVENTS",
            description = "Events per season, 0 = none. Default: by the layout, the configuration or the times.")
    private Integer season;

    @Option(
            names = "--cycle",
            paramLabel = "EVENTS",
            description = "Events per second, longer period, 0 = none. Default: as for --season.")
    private Integer cycle;

    @Option(
            names = "--horizon",
            paramLabel = "EVENTS",
            description = "Events of each forecast. Default: the configuration's; without one 48.")
    private Integer horizon;

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "Forecasts per series, side by side at its end. Default: 1 for m4, else 20.")
    private Integer windows;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Where report.html, report.json and report.md go. Made where it does not exist.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PipelineConfig pipeline = config == null && sets.isEmpty() ? null : pipeline();
        if (pipeline != null && pipeline.kind() == PipelineConfig.Kind.LOGS) {
            return logs();
        }
        int steps = horizon != null ? between("--horizon", horizon, 1, 1000) : horizon(pipeline);
        int forecasts =
                windows != null ? between("--windows", windows, 1, 100_000) : layout() == Recordings.Layout.M4 ? 1 : 20;
        checkOut();
        for (String bundle : bundles) {
            if (LogEvaluation.isOfLog(bundle)) {
                throw wrong("--bundle " + bundle
                        + " is of a log; allowed: bundles of readings, or --config with kind: logs");
            }
        }
        Recordings recordings = recordings(pipeline);
        ScorerSettings settings = pipeline == null ? ScorerSettings.standard() : Settings.of(pipeline);
        List<MethodFactory> methods = Contestants.of(settings.withForecast(steps, settings.forecastEvery()), bundles);
        var evaluation = new Evaluation(
                RollingWindows.adjacent(forecasts, steps), Runtime.getRuntime().availableProcessors());
        List<DataSetReport> reports = new ArrayList<>();
        for (Recordings.Recording recording : recordings.read(data)) {
            try {
                spec.commandLine()
                        .getErr()
                        .printf(
                                Locale.ROOT,
                                "%s: %,d series, %,d values ...%n",
                                recording.data().name(),
                                recording.data().series().size(),
                                recording.data().values());
                reports.add(evaluation.run(recording.data(), methods, Evaluation.baselines(), recording.quoted(steps)));
            } catch (IllegalArgumentException e) {
                throw wrong("data " + recording.data().name() + ": " + e.getMessage());
            }
        }
        var report = new EvaluationReport("Evaluation", reports);
        write(report.html(), report.json(), report.markdown());
        return 0;
    }

    private Integer logs() throws IOException {
        if (layout != null || season != null || cycle != null || horizon != null || windows != null) {
            throw wrong("--layout, --season, --cycle, --horizon and --windows are of readings; allowed for logs:"
                    + " --config, --set, --data, --bundle, --out");
        }
        checkOut();
        var evaluation = new LogEvaluation(
                config,
                sets,
                System.getenv(),
                said -> spec.commandLine().getErr().println(said));
        BenchmarkReport report = evaluation.run(bundles, data);
        write(report.html(), report.json(), report.markdown());
        return 0;
    }

    private PipelineConfig pipeline() {
        return config == null
                ? ConfigLoader.load("", sets, System.getenv())
                : ConfigLoader.load(config, sets, System.getenv());
    }

    private int horizon(PipelineConfig pipeline) {
        if (pipeline == null) {
            return 48;
        }
        if (pipeline.forecast().horizon() == 0) {
            throw wrong("forecast.horizon is 0; allowed: at least 1, or --horizon");
        }
        return pipeline.forecast().horizon();
    }

    private Recordings recordings(PipelineConfig pipeline) {
        if (!Files.exists(data)) {
            throw wrong("--data is \"" + data + "\"; allowed: what exists");
        }
        if (season == null && cycle != null) {
            throw wrong("--cycle is \"" + cycle + "\" without --season; allowed: both, or --season alone");
        }
        if (season != null) {
            int shorter = between("--season", season, 0, 4096);
            int longer = cycle == null ? 0 : between("--cycle", cycle, 0, 4096);
            if (shorter == 1 || (longer > 0 && (shorter == 0 || longer <= shorter))) {
                throw wrong("--season is \"" + season + "\" and --cycle \"" + longer
                        + "\"; allowed: a season of 0, or 2 or more, and a cycle of 0, or more than the season");
            }
            return new Recordings(layout(), pipeline, Math.max(shorter, 1), Math.max(longer, 1));
        }
        return new Recordings(layout(), pipeline, 0, 0);
    }

    private Recordings.Layout layout() {
        return layout == null ? Recordings.Layout.CSV : layout;
    }

    private void checkOut() {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw wrong("--out is the file \"" + out + "\"; allowed: a directory");
        }
    }

    private int between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(name + " is \"" + value + "\"; allowed: " + least + " to " + most);
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void write(String html, String json, String tables) throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("report.html"), html);
        Files.writeString(out.resolve("report.json"), json);
        Files.writeString(out.resolve("report.md"), tables);
        PrintWriter console = spec.commandLine().getOut();
        console.print(tables);
        console.flush();
        spec.commandLine().getErr().println("Written to " + out.resolve("report.html"));
    }
}
