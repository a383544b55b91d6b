package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.jobs.cli.Version;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code undercurrent benchmark}: public benchmarks through the streaming job. */
@Command(
        name = "benchmark",
        description = {
            "Runs the streaming job once over a public data set and judges what it said, beside other detectors and"
                    + " published figures.",
            "Data sets are neither shipped nor downloaded; --data names a copy in the layout of its source."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Sets, and where their data come from:",
            "  nab          detection: github.com/numenta/NAB",
            "  skab         detection, several sensors: github.com/waico/SKAB",
            "  tssb         segmentation: github.com/ermshaua/time-series-segmentation-benchmark, tssb/datasets",
            "  tcpd         segmentation: github.com/alan-turing-institute/TCPD",
            "  m4-hourly    forecasts: github.com/Mcompetitions/M4-methods, Dataset",
            "  ett          forecasts: github.com/zhouhaoyi/ETDataset, ETT-small",
            "  calibration  probabilities on series made from seeds; with --data, on Numenta's unlabelled rows too",
            "",
            "Examples:",
            "  undercurrent benchmark nab --data NAB --out report",
            "  undercurrent benchmark nab --data NAB --out report --variant \"8 regimes: model.regimes=8\"",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
        })
public final class BenchmarkCommand implements Callable<Integer> {

    /** Runs one benchmark. */
    private interface Suite {
        BenchmarkReport run(Session session) throws Exception;
    }

    private static final String CALIBRATION = "calibration";
    private static final Map<String, Suite> SUITES = new TreeMap<>(Map.of(
            "nab",
            NabSuite::run,
            "tssb",
            SegmentationSuite::tssb,
            "tcpd",
            SegmentationSuite::tcpd,
            "skab",
            SkabSuite::run,
            "m4-hourly",
            ForecastSuite::m4,
            "ett",
            ForecastSuite::ett,
            CALIBRATION,
            CalibrationSuite::run));

    @Parameters(paramLabel = "SET", description = "The benchmark, as listed below.")
    private String set;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DIR",
            description = "The data set, in the layout of its source.")
    private Path data;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "DIR",
            description = "Where report.html, report.json, report.md and the results of each detector go.")
    private Path out;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pipeline's configuration, YAML. Default: conf/univariate-csv.yaml, for several channels"
                    + " conf/multivariate-csv.yaml.")
    private Path config;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Sets one key over the file's, such as model.regimes=8. May be repeated.")
    private List<String> sets = new ArrayList<>();

    @Option(
            names = "--variant",
            paramLabel = "\"NAME: KEY=VALUE; ...\"",
            description = "Runs the job once more with these keys, to say what a component adds. May be repeated.")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--baselines",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Other detectors on the same rows; --no-baselines leaves them out. Default: with them.")
    private boolean baselines;

    @Option(
            names = "--speed",
            description = "Measures rows per second of one core too: each profile of models without a job, and random"
                    + " cut forest.")
    private boolean speed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Suite suite = SUITES.get(set.toLowerCase(Locale.ROOT));
        if (suite == null) {
            throw wrong("SET is \"" + set + "\"; allowed: " + String.join(", ", SUITES.keySet()));
        }
        boolean needless = data == null && set.equalsIgnoreCase(CALIBRATION);
        if (!needless && (data == null || !Files.isDirectory(data))) {
            throw wrong("--data is \"" + data + "\"; allowed: a directory that exists");
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw wrong("--out is the file \"" + out + "\"; allowed: a directory");
        }
        PrintWriter err = spec.commandLine().getErr();
        List<Session.Variant> parsed =
                variants.stream().map(Session.Variant::parse).toList();
        Session session = new Session(data, out, config, sets, parsed, baselines, speed, err);
        try {
            write(suite.run(session));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--data: " + e.getMessage());
        }
        return 0;
    }

    private void write(BenchmarkReport report) throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("report.html"), report.html());
        Files.writeString(out.resolve("report.json"), report.json());
        Files.writeString(out.resolve("report.md"), report.markdown());
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(report.markdown());
        stdout.flush();
        spec.commandLine().getErr().println("Written to " + out + ": report.html, report.json, report.md, results");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
