package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options by which a command takes its configuration. */
public final class ConfigOptions {

    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The pipeline's configuration, YAML.")
    private Path file;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Sets one key over the file's, such as flink.parallelism=4. May be repeated.")
    private List<String> sets = new ArrayList<>();

    /** The file that was named. */
    public Path file() {
        return file;
    }

    List<String> sets() {
        return sets;
    }

    /** The configuration with what was set over it. */
    public PipelineConfig load() {
        return ConfigLoader.load(file, sets, System.getenv());
    }

    /** Whether the file or an override says something of a section, as {@code source.kafka}. */
    boolean names(String section) {
        return ConfigLoader.names(file, sets, section);
    }
}
