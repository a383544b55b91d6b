package dev.undercurrent.it;

import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job without end, stopped with a savepoint. */
final class Unbounded {

    private Unbounded() {}

    /**
     * Runs the job until a feed holds n committed records.
     *
     * @param from savepoint to start from, or null
     * @param to directory of the savepoint to stop with, or null for none
     * @return the savepoint, or null
     */
    static Path run(PipelineConfig config, Path from, Feed feed, int n, Path to) throws Exception {
        return run(config, from, Map.of(feed, n), to);
    }

    /** The same until each of several feeds holds as many as are asked of it. */
    static Path run(PipelineConfig config, Path from, Map<Feed, Integer> wanted, Path to) throws Exception {
        Configuration options = new Configuration();
        if (from != null) {
            options.set(StateRecoveryOptions.SAVEPOINT_PATH, from.toUri().toString());
        }
        // small states lie within the savepoint's one file
        options.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        try (EmbeddedCluster cluster = Stage.cluster(config, options)) {
            StreamExecutionEnvironment env = cluster.environment();
            ScoringJob.onKafka(env, config);
            JobClient job = cluster.start(env, config.name());
            for (Map.Entry<Feed, Integer> each : wanted.entrySet()) {
                Stage.await(config, each.getKey(), each.getValue(), job);
            }
            if (to == null) {
                return null;
            }
            String savepoint = job.stopWithSavepoint(false, to.toUri().toString(), SavepointFormatType.CANONICAL)
                    .get(Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Stage.await(job);
            return Path.of(java.net.URI.create(savepoint));
        }
    }
}
