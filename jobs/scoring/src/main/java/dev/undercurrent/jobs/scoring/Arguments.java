package dev.undercurrent.jobs.scoring;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a cluster hands to the job's main method: {@code --config FILE [--set key=value]...}. */
record Arguments(Path config, List<String> sets) {

    static Arguments of(String[] args) {
        Path config = null;
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new ConfigException(args[i] + " has no value");
            }
            switch (args[i]) {
                case "--config" -> config = Path.of(args[i + 1]);
                case "--set" -> sets.add(args[i + 1]);
                default ->
                    throw new ConfigException(
                            "argument " + args[i] + " is unknown; allowed: --config FILE, --set key=value");
            }
        }
        if (config == null) {
            throw new ConfigException("--config FILE is missing");
        }
        return new Arguments(config, sets);
    }
}
