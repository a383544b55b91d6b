package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.Checks;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        description =
                "Checks a configuration and the bundles it names, and prints it with every default filled in, secrets"
                        + " redacted.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Example:",
            "  undercurrent validate --config conf/univariate-csv.yaml --set model.regimes=8",
            "",
            "Refuses what run would refuse, as far as that needs no connection; a configuration of CSV files or lines that",
            "says nothing of source.kafka need only do for score.",
            "",
            "Exit codes: 0 valid, 1 no broker answers (--connect), 2 not valid; the message names the key, the value found",
            "and the values allowed."
        })
final class ValidateCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--connect",
            description = "Asks the brokers too: whether they answer, and whether the topics are there.")
    private boolean connect;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PipelineConfig resolved = config.load();
        // what a configuration names must be there too: bundles and schemas are read and checked
        check(resolved);
        if (connect) {
            Logging.toConsole();
            for (String advice : new Preflight(resolved).check()) {
                spec.commandLine().getErr().println(advice);
            }
        }
        spec.commandLine().getOut().print(resolved.describe());
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** As run would; a configuration that is for files alone, as score would. */
    private void check(PipelineConfig resolved) {
        SourceConfig.Format format = resolved.source().format();
        boolean files = format == SourceConfig.Format.CSV || format == SourceConfig.Format.TEXT;
        if (!files || config.names("source.kafka")) {
            Checks.onKafka(resolved);
            return;
        }
        Checks.onFiles(resolved);
        try {
            Checks.onKafka(resolved);
        } catch (ConfigException e) {
            spec.commandLine().getErr().println("Valid for files; run would refuse it: " + e.getMessage());
            spec.commandLine().getErr().flush();
        }
    }
}
