package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
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
            "Exit codes: 0 valid, 2 not valid; the message names the key, the value found and the values allowed."
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
        // what a configuration names must be there too: bundles are read and checked
        Settings.of(resolved);
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
}
