package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.net.URISyntaxException;
import java.nio.file.Files;
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

    /** The jar with everything a Flink distribution lacks: built beside the job's own, with {@code -job} in its name. */
    private static String jar() {
        try {
            Path own = Path.of(ScoringJob.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String name = String.valueOf(own.getFileName());
            if (!name.endsWith(".jar")) {
                return "undercurrent-scoring-job.jar";
            }
            String job = name.substring(0, name.length() - ".jar".length()) + "-job.jar";
            // the launcher runs from jobs/cli/target/lib; the jar to submit lies where the job's module built it
            Path built =
                    own.resolveSibling(Path.of("../../../scoring/target", job)).normalize();
            return Files.exists(built)
                    ? built.toString()
                    : own.resolveSibling(job).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a POSIX shell reads it back. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
