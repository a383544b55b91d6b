package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that submits the job to a Flink cluster. */
final class Submission {

    private Submission() {}

    static String of(ConfigOptions options, PipelineConfig config) {
        List<String> words = new ArrayList<>(List.of("flink", "run", "--detached"));
        words.add("--parallelism");
        words.add(Integer.toString(config.flink().parallelism()));
        words.add("--class");
        words.add(ScoringJob.class.getName());
        words.add(jar());
        words.add("--config");
        words.add(options.file().toAbsolutePath().normalize().toString());
        for (String set : options.sets()) {
            words.add("--set");
            words.add(set);
        }
        return String.join(" ", words.stream().map(Submission::quoted).toList());
    }

    private static String jar() {
        try {
            return Path.of(ScoringJob.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a POSIX shell reads it back. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
