package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.cli.demo.Page;
import dev.undercurrent.jobs.cli.demo.Pipeline;
import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.jobs.dashboard.Action;
import dev.undercurrent.jobs.dashboard.Dashboard;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
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

    private final Integer port;

    /**
     * @param resource the configuration
     * @param port of the live page; null = the configuration's, or a free one where that is taken
     */
    JobPipeline(String resource, Integer port) {
        this.resource = resource;
        this.port = port;
    }

    @Override
    public Page page(Runnable cause) throws IOException {
        List<Action> actions = List.of(
                resource.equals(LOGS)
                        ? new Action("trouble", "Make trouble", cause)
                        : new Action("burn", "Burn CPU for some seconds", cause));
        try {
            return serve(port == null ? List.of() : List.of("dashboard.port=" + port), actions);
        } catch (IOException e) {
            if (port != null) {
                throw e;
            }
            return serve(List.of("dashboard.port=0"), actions);
        }
    }

    private Page serve(List<String> sets, List<Action> actions) throws IOException {
        return new Served(this, Dashboard.serve(configuration(sets, Map.of()), actions, Version.text()));
    }

    private record Served(JobPipeline pipeline, Dashboard dashboard) implements Page {

        @Override
        public URI url() {
            return dashboard.url();
        }

        @Override
        public void read(EmbeddedKafka kafka, EmbeddedRegistry registry) {
            dashboard.read(pipeline.configuration(List.of(), addresses(kafka, registry)));
        }

        @Override
        public void close() {
            dashboard.close();
        }
    }

    private static Map<String, String> addresses(EmbeddedKafka kafka, EmbeddedRegistry registry) {
        return Map.of(
                "UNDERCURRENT_DEMO_BOOTSTRAP", kafka.bootstrapServers(),
                "UNDERCURRENT_DEMO_REGISTRY", registry.url().toString());
    }

    @Override
    public Running start(EmbeddedKafka kafka, EmbeddedRegistry registry, Path directory) throws Exception {
        Map<String, String> variables = new HashMap<>(addresses(kafka, registry));
        variables.put(
                "UNDERCURRENT_DEMO_CHECKPOINTS",
                directory.resolve("checkpoints").toUri().toString());
        PipelineConfig config = configuration(List.of(), variables);
        EmbeddedCluster cluster = new EmbeddedCluster(config.flink().parallelism(), directory);
        StreamExecutionEnvironment environment = cluster.environment();
        ScoringJob.onKafka(environment, config);
        JobClient job = cluster.start(environment, config.name());
        return new Started(cluster, job);
    }

    @Override
    public double commitSeconds() {
        return configuration(List.of(), Map.of()).flink().checkpointInterval().toMillis() / 1e3;
    }

    private PipelineConfig configuration(List<String> sets, Map<String, String> variables) {
        try (InputStream in = JobPipeline.class.getResourceAsStream(resource)) {
            return ConfigLoader.load(new String(in.readAllBytes(), StandardCharsets.UTF_8), sets, variables);
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
