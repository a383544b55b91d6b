package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import dev.undercurrent.jobs.scoring.Checks;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs the scoring job in this process, against the Kafka brokers of the configuration.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  undercurrent run --config my.yaml",
            "  undercurrent run --config my.yaml --set flink.parallelism=4",
            "  undercurrent run --config my.yaml --print-submit",
            "",
            "Ends with Ctrl-C or SIGTERM. With flink.checkpoint-directory it keeps its state below that, in a directory of",
            "the job's name, and the next run goes on from there, after a crash too; without, every run begins anew. For",
            "more than one machine submit the job to a Flink cluster: --print-submit says how.",
            "",
            "Exit codes: 1 failed, or no broker answers; 2 configuration not valid, topics missing; 130 or 143 ended by a",
            "signal."
        })
final class RunCommand implements Callable<Integer> {

    private static final long STOP_SECONDS = 20;

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--print-submit",
            description = "Prints how to submit the job to a Flink cluster instead, and runs nothing.")
    private boolean printSubmit;

    @Option(
            names = "--from",
            paramLabel = "PATH",
            description = "Goes on from this savepoint or checkpoint instead of what the last run left.")
    private String from;

    @Option(
            names = "--fresh",
            description = "Goes on from nothing: the job learns anew, and reads from where source.kafka.start says.")
    private boolean fresh;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PipelineConfig resolved = config.load();
        if (printSubmit) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Submission.of(config, resolved));
            out.flush();
            return 0;
        }
        Logging.toConsole();
        Checks.onKafka(resolved);
        for (String advice : new Preflight(resolved).check()) {
            say(advice);
        }
        CountDownLatch done = new CountDownLatch(1);
        try (Workspace workspace = Workspace.temporary("undercurrent-run-")) {
            run(resolved, workspace.path(), done);
        } finally {
            done.countDown();
        }
        return 0;
    }

    private void run(PipelineConfig resolved, Path directory, CountDownLatch done) throws Exception {
        try (EmbeddedCluster cluster = new EmbeddedCluster(resolved.flink().parallelism(), directory)) {
            StreamExecutionEnvironment environment = cluster.environment();
            ScoringJob.onKafka(environment, resolved);
            String checkpoints = Checkpoints.directory(resolved);
            String state = state(checkpoints);
            keep(environment, checkpoints, state);
            JobClient job = cluster.start(environment, resolved.name());
            say("Job %s reads %s and writes %s.* at %s. Ctrl-C ends it."
                    .formatted(
                            resolved.name(),
                            resolved.source().kafka().topic(),
                            resolved.sink().kafka().prefix(),
                            resolved.source().kafka().bootstrap()));
            say(beginning(resolved, state));
            AtomicBoolean stopping = new AtomicBoolean();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                stopping.set(true);
                                endOnSignal(cluster, job, checkpoints, done);
                            },
                            "end-on-signal"));
            try {
                job.getJobExecutionResult().get();
            } catch (ExecutionException e) {
                if (!stopping.get()) {
                    throw e;
                }
            }
        }
    }

    /** What to go on from: what was named, else what an earlier run left; null where there is nothing. */
    private String state(String checkpoints) throws IOException {
        if (from != null) {
            return from;
        }
        return checkpoints == null || fresh ? null : Checkpoints.newest(checkpoints);
    }

    private void keep(StreamExecutionEnvironment environment, String checkpoints, String state) {
        Configuration options = new Configuration();
        if (checkpoints != null) {
            options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
        }
        if (state != null) {
            options.set(StateRecoveryOptions.SAVEPOINT_PATH, state);
            // ours goes once a newer one is complete; what was named is its owner's
            options.set(
                    StateRecoveryOptions.RESTORE_MODE,
                    from == null ? RecoveryClaimMode.CLAIM : RecoveryClaimMode.NO_CLAIM);
        }
        environment.configure(options);
    }

    private static String beginning(PipelineConfig resolved, String state) {
        if (state != null) {
            return "It goes on from " + state + ".";
        }
        String start = "It begins with the "
                + resolved.source().kafka().start().name().toLowerCase(Locale.ROOT) + " records of "
                + resolved.source().kafka().topic();
        return resolved.flink().checkpointDirectory() == null
                ? start + ", and so does every run: flink.checkpoint-directory is not set, and what the job learns is"
                        + " lost when it ends."
                : start + "; later runs go on where it ends.";
    }

    private void endOnSignal(EmbeddedCluster cluster, JobClient job, String checkpoints, CountDownLatch done) {
        if (done.getCount() == 0) {
            return;
        }
        boolean saved = checkpoints != null && save(job, checkpoints);
        cluster.close();
        try {
            if (saved) {
                // the savepoint stands for itself
                Checkpoints.discard(checkpoints, job.getJobID());
            }
            done.await(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            say("The checkpoints of this run stay: " + Causes.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean save(JobClient job, String checkpoints) {
        try {
            say("Stopped; the next run goes on from "
                    + job.stopWithSavepoint(false, checkpoints, SavepointFormatType.NATIVE)
                            .get(STOP_SECONDS, TimeUnit.SECONDS)
                    + ".");
            return true;
        } catch (ExecutionException | TimeoutException e) {
            say("Stopped; the next run goes on from the last checkpoint, since the present state could not be written: "
                    + Causes.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
