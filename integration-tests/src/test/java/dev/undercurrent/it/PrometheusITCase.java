package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.prometheus.LoopbackReporter;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The job's metrics as a real Prometheus sees them, and the dashboard that shows them. */
class PrometheusITCase {

    private static final String PREFIX = "flink_taskmanager_job_task_operator_undercurrent_";
    private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "undercurrent-pipeline.json");
    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    @DisplayName("A real Prometheus scrapes the job, and finds every metric that the dashboard shows")
    void scrapes() throws Exception {
        boolean there = Files.isExecutable(PROMETHEUS);
        if (!there) {
            System.err.println("SKIPPED: no Prometheus scraped the job: there is no " + PROMETHEUS);
        }
        Assumptions.assumeTrue(there, "no Prometheus");
        int reporter = freePort();
        int server = freePort();
        Configuration options = new Configuration();
        options.setString("metrics.reporters", "prom");
        options.setString("metrics.reporter.prom.factory.class", LoopbackReporter.Factory.class.getName());
        options.setString("metrics.reporter.prom.port", Integer.toString(reporter));
        Path directory = Stage.directory("prometheus");
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s}
                scrape_configs: [{job_name: flink, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                """.formatted(reporter));
        Process prometheus = new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + server)
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "log"))
                .start();
        PrometheusStage job = new PrometheusStage(options);
        try {
            assertThat(await(server, PREFIX + "events_scored > 0"))
                    .as("events scored")
                    .isTrue();
            for (String metric : shown()) {
                assertThat(await(server, metric)).as(metric).isTrue();
            }
            for (String metric : List.of(
                    "cause_dead_letters{cause=\"malformed\"} == 1",
                    "events_warming > 0",
                    "keys_active == 3",
                    "state_bytes > 500",
                    "verdict_latency_seconds{quantile=\"0.5\"}",
                    "model_model_info{model!=\"\"} == 1",
                    "non_finite_verdicts == 0",
                    "records_out > 0")) {
                assertThat(await(server, PREFIX + metric)).as(metric).isTrue();
            }
        } finally {
            job.close();
            prometheus.destroy();
            prometheus.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    @DisplayName("The dashboard has a stable uid, a variable for its data source, and no panel without it")
    void dashboard() throws Exception {
        JsonNode root = JSON.readTree(DASHBOARD.toFile());
        assertThat(root.path("uid").asText()).isEqualTo("undercurrent-pipeline");
        assertThat(root.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        root.path("panels").forEach(panel -> {
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
            assertThat(panel.path("description").asText()).isNotEmpty();
            assertThat(panel.path("targets")).isNotEmpty();
        });
        assertThat(shown()).hasSizeGreaterThan(12);
    }

    /** Names of the metrics that the dashboard asks for. */
    private static Set<String> shown() throws Exception {
        Set<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(PREFIX + "\\w+").matcher(Files.readString(DASHBOARD));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        return names;
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** True once the query has a result. */
    private static boolean await(int server, String query) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            try {
                var answer = CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
                if (!JSON.readTree(answer.body()).at("/data/result").isEmpty()) {
                    return true;
                }
            } catch (java.io.IOException e) {
                // Prometheus is not up yet
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
        return false;
    }
}
