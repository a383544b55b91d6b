package dev.undercurrent.jobs.cli.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink inside this process: each environment runs its job on a cluster of its own, with as many slots as it needs.
 *
 * <p>Every port is free and on 127.0.0.1, there is no web page, and checkpoints and temporary files lie below one
 * directory.
 */
public final class EmbeddedCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Configuration configuration;
    private final int parallelism;
    private final List<JobClient> jobs = new ArrayList<>();

    /**
     * Prepares a cluster; it starts with its first job.
     *
     * @param parallelism of a job that does not choose its own, 1 or more
     * @param directory for checkpoints and temporary files
     */
    public EmbeddedCluster(int parallelism, Path directory) {
        this(parallelism, directory, new Configuration());
    }

    /** As above, with Flink options of your own on top of the default ones. */
    public EmbeddedCluster(int parallelism, Path directory, Configuration options) {
        this.parallelism = parallelism;
        this.configuration = defaults(directory.toAbsolutePath());
        this.configuration.addAll(options);
    }

    private static Configuration defaults(Path directory) {
        Configuration c = new Configuration();
        c.set(RestOptions.ADDRESS, "127.0.0.1");
        c.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        c.set(RestOptions.BIND_PORT, "0");
        c.set(JobManagerOptions.ADDRESS, "127.0.0.1");
        c.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        c.set(TaskManagerOptions.HOST, "127.0.0.1");
        c.set(TaskManagerOptions.BIND_HOST, "127.0.0.1");
        c.set(CoreOptions.TMP_DIRS, directory.resolve("flink").toString());
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        c.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        c.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        c.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        return c;
    }

    /** A new environment to build one job on; run the job by {@link #start} or by {@code execute}. */
    public StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }

    /** Starts the job built on {@code environment}; {@link #close} ends it. */
    public synchronized JobClient start(StreamExecutionEnvironment environment, String name) throws Exception {
        JobClient job = environment.executeAsync(name);
        jobs.add(job);
        return job;
    }

    /** Cancels the jobs that still run and waits until they have gone. May be called twice, by any thread. */
    @Override
    public synchronized void close() {
        for (JobClient job : jobs) {
            stop(job);
        }
        jobs.clear();
    }

    private static void stop(JobClient job) {
        try {
            JobStatus status = job.getJobStatus().get(STOP.toSeconds(), TimeUnit.SECONDS);
            if (!status.isGloballyTerminalState()) {
                job.cancel().get(STOP.toSeconds(), TimeUnit.SECONDS);
            }
            // fails by design after a cancellation: only the end matters here
            job.getJobExecutionResult().handle((result, failure) -> null).get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // a cluster that ended on its own refuses questions; nothing is left to stop
            LOG.debug("Job {} could not be asked to stop", job.getJobID(), e);
        }
    }
}
