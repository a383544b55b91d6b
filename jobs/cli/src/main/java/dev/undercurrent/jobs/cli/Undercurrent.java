package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.cli.benchmark.BenchmarkCommand;
import dev.undercurrent.jobs.cli.plan.PlanCommand;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's entry. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. */
@Command(
        name = "undercurrent",
        description = "Regimes, anomaly scores and forecasts for streams of sensor readings.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            DashboardCommand.class,
            ScoreCommand.class,
            TrainHint.class,
            SampleCommand.class,
            EvaluateCommand.class,
            BenchmarkCommand.class,
            ValidateCommand.class,
            PlanCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  undercurrent demo",
            "  undercurrent score -c conf/univariate-csv.yaml -i data -o scored",
            "  undercurrent train -c my.yaml --data history --out my.zip",
            "  undercurrent evaluate --layout ett --data ETTh1.csv --bundle base --out report",
            "  undercurrent benchmark nab --data NAB --out report",
            "  undercurrent validate --config my.yaml --set flink.parallelism=4",
            "  undercurrent plan --config my.yaml --keys 100000 --rate 20000",
            "  undercurrent run --config my.yaml",
            "  undercurrent dashboard --config my.yaml",
            "",
            "`undercurrent COMMAND --help` says more. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
        })
public final class Undercurrent {

    static final int FAILED = 1;
    static final int USAGE = 2;

    /** Avro makes objects of these packages' classes only. */
    private static final String AVRO_PACKAGES = "org.apache.avro.SERIALIZABLE_PACKAGES";

    private Undercurrent() {}

    public static void main(String[] arguments) {
        run(commandLine(), arguments);
    }

    /** Executes a command line and ends the process with its exit code. */
    public static void run(CommandLine line, String[] arguments) {
        if (System.getProperty(AVRO_PACKAGES) == null) {
            System.setProperty(AVRO_PACKAGES, "dev.undercurrent.schemas");
        }
        // UTF-8 even where a bare container has no locale: the terminals of today expect it
        int code = line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments);
        // threads of the libraries inside must not keep a finished command alive
        System.exit(code);
    }

    /** All commands but those that need libraries of their own. */
    public static CommandLine commandLine() {
        return configured(new CommandLine(new Undercurrent()));
    }

    /** Sets how commands are parsed and how failures are told, for all subcommands that the line has by now. */
    public static CommandLine configured(CommandLine line) {
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command.getErr()));
        return line;
    }

    private static int report(Exception failure, PrintWriter err) {
        if (failure instanceof ConfigException) {
            err.println("undercurrent: " + failure.getMessage());
            return USAGE;
        }
        if (failure instanceof Brokers.Unreachable) {
            err.println("undercurrent: " + failure.getMessage());
            return FAILED;
        }
        err.println("undercurrent: " + Causes.of(failure));
        if (System.getenv("UNDERCURRENT_DEBUG") != null) {
            failure.printStackTrace(err);
        } else {
            err.println("UNDERCURRENT_DEBUG=1 prints where this happened.");
        }
        return FAILED;
    }
}
