package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is told, and how the process ends, where there is no broker and where a signal comes. */
class RunCommandTest {

    @TempDir
    Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    @DisplayName("where no broker answers, one sentence names key, value and remedy, and the exit code is 1")
    void noBroker() throws IOException {
        Path file = yaml("127.0.0.1:1", "default.api.timeout.ms: 300");
        for (String command : List.of("run", "dashboard")) {
            err.getBuffer().setLength(0);
            assertThat(run(command, file)).isEqualTo(1);
            assertThat(err.toString().lines())
                    .singleElement()
                    .asString()
                    .startsWith("undercurrent: source.kafka.bootstrap is 127.0.0.1:1, but no broker can be used there: "
                            + "no answer within 0.3 s.")
                    .contains("--set source.kafka.bootstrap=HOST:PORT", ".kafka.properties");
        }
    }

    @Test
    @DisplayName("the brokers that are written are asked too, under their own key")
    void noBrokerToWrite() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
            Path file = Files.writeString(
                    directory.resolve("two.yaml"),
                    "source: {kafka: {bootstrap: \"" + kafka.bootstrapServers() + "\"}, format: json}\n"
                            + "sink: {kafka: {bootstrap: \"127.0.0.1:1\", properties: {default.api.timeout.ms: 300}},"
                            + " format: json}\n");
            assertThat(run("run", file)).isEqualTo(1);
            assertThat(err.toString())
                    .contains("sink.kafka.bootstrap is 127.0.0.1:1")
                    .doesNotContain("source.kafka");
        }
    }

    @Test
    @DisplayName("what Kafka cannot use of the security settings is told without the secret")
    void noSecret() throws IOException {
        Path file = yaml(
                "127.0.0.1:1",
                "security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN,"
                        + " sasl.jaas.config: \"PlainLoginModule required password=hush hush2\"");
        assertThat(run("run", file)).isEqualTo(1);
        assertThat(err.toString())
                .contains("sasl.jaas.config is not written as Kafka wants it")
                .doesNotContain("hush");
    }

    @Test
    @Timeout(90)
    @DisplayName("a signal ends a running job without a stack trace and removes what it left on disk")
    void signal() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"))) {
            for (String topic : List.of("observations", "scores", "regimes", "forecasts", "incidents", "late", "dlq")) {
                kafka.createTopic("uc." + topic + ".v1", 1, Map.of());
            }
            Path told = directory.resolve("told.txt");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--add-opens=java.base/java.util=ALL-UNNAMED",
                            "-Djava.io.tmpdir=" + temporary,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Undercurrent.class.getName(),
                            "run",
                            "--config",
                            yaml(kafka.bootstrapServers(), "").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(told.toFile())
                    .start();
            try {
                while (process.isAlive() && !Files.readString(told).contains("Ctrl-C ends it.")) {
                    Thread.sleep(50);
                }
                process.destroy();
                assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(Files.readString(told))
                    .contains("Ctrl-C ends it.")
                    .doesNotContain("\tat ", "Exception", "UNDERCURRENT_DEBUG");
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            try (var left = Files.list(temporary)) {
                assertThat(left.filter(path -> path.getFileName().toString().startsWith("undercurrent-run-")))
                        .isEmpty();
            }
        }
    }

    private Path yaml(String bootstrap, String properties) throws IOException {
        return Files.writeString(
                directory.resolve("conf.yaml"),
                "source: {kafka: {bootstrap: \"" + bootstrap + "\", properties: {" + properties
                        + "}}, format: json}\nsink: {kafka: {properties: {" + properties + "}}, format: json}\n");
    }

    private int run(String command, Path config) {
        return Undercurrent.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute(command, "--config", config.toString());
    }
}
