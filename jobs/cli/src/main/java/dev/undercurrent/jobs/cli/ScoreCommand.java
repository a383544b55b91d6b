package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "score",
        description = {
            "Scores files: for every CSV file in, a CSV file out with one row per row.",
            "With a configuration of logs: for every file of lines, a CSV file with one row per line and key, and",
            "sequences.csv with one row per sequence of lines."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  undercurrent score --config conf/univariate-csv.yaml --input data --output scored",
            "  undercurrent score -c my.yaml -i pump.csv.gz -o scored --set model.regimes=8",
            "  undercurrent score -c conf/logs.yaml -i app.log -o scored"
        })
final class ScoreCommand implements Callable<Integer> {

    /** Counters that say nothing to a user: at the end of a bounded run every key expires. */
    private static final Set<String> INTERNAL = Set.of("keys_expired", "keys_restarted", "records_in");

    @Mixin
    private ConfigOptions config;

    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "FILE|DIR",
            description =
                    "A CSV file, or a directory of them (.csv and .csv.gz, at any depth); with a configuration of logs,"
                            + " a file of lines, plain or .gz, or a directory of them.")
    private Path input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "Where the scored files go, under the same relative paths. Made where it does not exist.")
    private Path output;

    @Option(names = "--regimes", description = "Writes regimes.csv too: every change of regime.")
    private boolean regimes;

    @Option(names = "--forecasts", description = "Writes forecasts.csv too: every forecast.")
    private boolean forecasts;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PipelineConfig resolved = config.load();
        boolean logs = resolved.kind() == PipelineConfig.Kind.LOGS;
        List<Path> files = files(logs);
        Files.createDirectories(output);
        FileRun run = FileRun.of(resolved, input, output, extras(), err());
        summarise(files.size(), run);
        if (run.rows() == 0) {
            err().printf(
                            "Nothing was scored: the last column of the files in %s says of each row why; source.fields of the"
                                    + " configuration says which columns are read and how.%n",
                            output);
            err().flush();
            return 1;
        }
        return 0;
    }

    private Set<ScoringJob.Extra> extras() {
        Set<ScoringJob.Extra> extras = EnumSet.noneOf(ScoringJob.Extra.class);
        if (regimes) {
            extras.add(ScoringJob.Extra.REGIMES);
        }
        if (forecasts) {
            extras.add(ScoringJob.Extra.FORECASTS);
        }
        return extras;
    }

    private List<Path> files(boolean logs) throws IOException {
        if (!Files.exists(input)) {
            throw new ParameterException(spec.commandLine(), "--input is \"" + input + "\"; allowed: what exists");
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new ParameterException(
                    spec.commandLine(), "--output is the file \"" + output + "\"; allowed: a directory");
        }
        if (output.toAbsolutePath()
                .normalize()
                .startsWith(input.toAbsolutePath().normalize())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output is \"" + output + "\", inside --input; allowed: a directory outside it, so that what was"
                            + " written is not read again");
        }
        List<Path> files = logs ? InputFiles.ofLines(input).all() : RowCount.files(input);
        if (files.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--input is \"" + input + "\"; it holds no .csv or .csv.gz file");
        }
        return files;
    }

    private void summarise(int files, FileRun run) {
        PrintWriter err = err();
        err.printf(
                Locale.ROOT,
                "Scored %,d rows of %,d file%s in %.1f s, %,.0f rows/s; written to %s%n",
                run.rows(),
                files,
                files == 1 ? "" : "s",
                run.seconds(),
                run.rate(),
                output);
        run.counts().forEach((name, count) -> {
            if (count > 0 && !name.equals(run.counter()) && !INTERNAL.contains(name)) {
                err.printf(Locale.ROOT, "  %-18s %,d%n", name.replace('_', ' '), count);
            }
        });
        err.flush();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
