package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.cli.demo.Terminal;
import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of the job over files, on a cluster in this process.
 *
 * @param rows events or lines scored
 * @param seconds from the start of the cluster to the end of the job
 * @param counts every counter of the job
 * @param counter the one that counts rows
 */
public record FileRun(long rows, double seconds, Map<String, Long> counts, String counter) {

    /** Runs the job to its end and says on {@code err} how far it has come. */
    public static FileRun of(
            PipelineConfig config, Path input, Path output, Set<ScoringJob.Extra> extras, PrintWriter err)
            throws Exception {
        Files.createDirectories(output);
        boolean logs = config.kind() == PipelineConfig.Kind.LOGS;
        String counter = logs ? "lines_scored" : "events_scored";
        List<Path> files = logs ? InputFiles.ofLines(input).all() : RowCount.files(input);
        try (Workspace workspace = Workspace.temporary("undercurrent-score-")) {
            Logging.toFile(workspace.path());
            MetricsTap tap = new MetricsTap();
            try (EmbeddedCluster cluster =
                    new EmbeddedCluster(config.flink().parallelism(), workspace.path(), tap.options())) {
                StreamExecutionEnvironment environment = cluster.environment();
                ScoringJob.onFiles(environment, config, input, output, extras);
                CompletableFuture<Long> total = CompletableFuture.supplyAsync(() -> rows(files));
                Progress progress = new Progress(err, Terminal.attached(2));
                follow(
                        cluster.start(environment, config.name()).getJobExecutionResult(),
                        tap,
                        counter,
                        total,
                        progress);
                progress.end();
                return new FileRun(tap.count(counter), progress.seconds(), tap.counts(), counter);
            }
        }
    }

    /** Events per second. */
    public double rate() {
        return rows / Math.max(seconds, 1e-3);
    }

    private static void follow(
            CompletableFuture<JobExecutionResult> result,
            MetricsTap tap,
            String counter,
            CompletableFuture<Long> total,
            Progress progress)
            throws Exception {
        while (true) {
            try {
                result.get(500, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                progress.show(tap.count(counter), total.getNow(-1L));
            }
        }
    }

    private static long rows(List<Path> files) {
        long rows = 0;
        for (Path file : files) {
            try {
                rows += RowCount.of(file);
            } catch (IOException e) {
                // the job will say what is wrong with the file; only the estimate suffers here
                return -1;
            }
        }
        return rows;
    }
}
