package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/** How Flink runs the job. */
public record FlinkConfig(
        @Key(doc = "Parallel instances of each operator.", initial = "1", min = 1, max = 32768)
        int parallelism,

        @Key(
                doc = "Key groups: the largest parallelism a savepoint can be restored with; fixed for its life.",
                initial = "1024",
                min = 1,
                max = 32768)
        int maxParallelism,

        @Key(doc = "Time between checkpoints, and so between commits; 0s = none.", initial = "10s")
        Duration checkpointInterval,

        @Key(
                doc = "URI where checkpoints are kept, such as file:///var/lib/undercurrent; absent = in the job"
                        + " manager's memory.",
                pattern = "[a-z][a-z0-9+.-]*:/\\S+")
        String checkpointDirectory,

        @Key(doc = "heap, or rocksdb where state exceeds memory.", initial = "heap")
        StateBackend stateBackend,

        @Key(
                doc = "Restarts after failures before the job fails; -1 = for ever.",
                initial = "-1",
                min = -1,
                max = 1000000)
        int restartAttempts,

        @Key(doc = "Passed to Flink as they are, for instance taskmanager.memory.network.min.")
        Map<String, String> properties)
        implements Serializable {

    public FlinkConfig {
        if (parallelism > maxParallelism) {
            throw ConfigException.of(
                    "flink.parallelism",
                    Integer.toString(parallelism),
                    "at most flink.max-parallelism, which is " + maxParallelism);
        }
    }

    @Override
    public String toString() {
        return Plan.of(this);
    }

    /** Where Flink keeps state. */
    public enum StateBackend {
        HEAP,
        ROCKSDB
    }
}
