package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import dev.undercurrent.jobs.scoring.Checks;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
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
            "Asks the brokers first; where none answers it ends with exit code 1. Ends with Ctrl-C. For more than one machine, or for state that outlives the process, submit the job to a",
            "Flink cluster: --print-submit says how."
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--print-submit",
            description = "Prints how to submit the job to a Flink cluster instead, and runs nothing.")
    private boolean printSubmit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PipelineConfig resolved = config.load();
        PrintWriter out = spec.commandLine().getOut();
        if (printSubmit) {
            out.println(Submission.of(config, resolved));
            out.flush();
            return 0;
        }
        Logging.toConsole();
        Checks.onKafka(resolved);
        Brokers.mustAnswerSource(resolved);
        Brokers.mustAnswerSink(resolved);
        Ending ending = new Ending();
        try (Workspace workspace = Workspace.temporary("undercurrent-run-")) {
            run(resolved, workspace.path(), ending);
        } finally {
            ending.done.countDown();
        }
        return 0;
    }

    private void run(PipelineConfig resolved, Path directory, Ending ending) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        try (EmbeddedCluster cluster = new EmbeddedCluster(resolved.flink().parallelism(), directory)) {
            StreamExecutionEnvironment environment = cluster.environment();
            ScoringJob.onKafka(environment, resolved);
            JobClient job = cluster.start(environment, resolved.name());
            err.printf(
                    "Job %s reads %s and writes %s.* at %s. Ctrl-C ends it.%n",
                    resolved.name(),
                    resolved.source().kafka().topic(),
                    resolved.sink().kafka().prefix(),
                    resolved.source().kafka().bootstrap());
            if (resolved.flink().checkpointDirectory() == null) {
                err.println("flink.checkpoint-directory is not set: what the job learns is lost when it ends.");
            }
            err.flush();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.onSignal(cluster), "end-on-signal"));
            job.getJobExecutionResult().get();
        } catch (ExecutionException e) {
            if (!ending.asked) {
                throw e;
            }
            // the job was cancelled, as was asked for
        }
    }

    /** How a signal ends the job: the cluster first, then what lies on disk, then the process. */
    private static final class Ending {

        private final CountDownLatch done = new CountDownLatch(1);
        private volatile boolean asked;

        private void onSignal(EmbeddedCluster cluster) {
            if (done.getCount() == 0) {
                return;
            }
            asked = true;
            cluster.close();
            try {
                done.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
