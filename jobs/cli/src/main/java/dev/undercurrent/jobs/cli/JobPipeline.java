package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.cli.demo.Pipeline;
import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The demos' pipeline: the product's own job, configured by {@code conf/demo.yaml} or {@code conf/demo-logs.yaml}. */
final class JobPipeline implements Pipeline {

    /** Of the demo on readings. */
    static final String READINGS = "/conf/demo.yaml";

    /** Of the demo on logs. */
    static final String LOGS = "/conf/demo-logs.yaml";

    private final String resource;

    /** @param resource the configuration */
    JobPipeline(String resource) {
        this.resource = resource;
    }

    @Override
    public Running start(EmbeddedKafka kafka, EmbeddedRegistry registry, Path directory) throws Exception {
        PipelineConfig config = configuration(Map.of(
                "UNDERCURRENT_DEMO_BOOTSTRAP", kafka.bootstrapServers(),
                "UNDERCURRENT_DEMO_REGISTRY", registry.url().toString(),
                "UNDERCURRENT_DEMO_CHECKPOINTS",
                        directory.resolve("checkpoints").toUri().toString()));
        EmbeddedCluster cluster = new EmbeddedCluster(config.flink().parallelism(), directory);
        StreamExecutionEnvironment environment = cluster.environment();
        ScoringJob.onKafka(environment, config);
        JobClient job = cluster.start(environment, config.name());
        return new Started(cluster, job);
    }

    @Override
    public double commitSeconds() {
        return configuration(Map.of()).flink().checkpointInterval().toMillis() / 1e3;
    }

    private PipelineConfig configuration(Map<String, String> variables) {
        try (InputStream in = JobPipeline.class.getResourceAsStream(resource)) {
            return ConfigLoader.load(new String(in.readAllBytes(), StandardCharsets.UTF_8), List.of(), variables);
        } catch (IOException e) {
            throw new IllegalStateException("The jar lacks " + resource, e);
        }
    }

    private record Started(EmbeddedCluster cluster, JobClient job) implements Running {

        @Override
        public String failure() {
            var result = job.getJobExecutionResult();
            if (!result.isDone()) {
                return null;
            }
            return result.handle((done, failure) -> failure == null ? "it ended by itself" : Causes.of(failure))
                    .join();
        }

        @Override
        public void close() {
            cluster.close();
        }
    }
}
