package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage: what a user types, what comes back, and the exit code. */
class UndercurrentTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyCommandHasHelpWithExamples() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "run", "score", "validate", "Examples:", "Exit codes: 0");
        for (String command : new String[] {"demo", "run", "score", "evaluate", "validate", "plan"}) {
            out.getBuffer().setLength(0);
            assertThat(run(command, "--help")).isZero();
            assertThat(out.toString())
                    .contains("Usage: undercurrent " + command)
                    .contains("Example");
        }
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("undercurrent").contains("Java ");
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(run("validate")).isEqualTo(2);
        assertThat(err.toString()).contains("--config");
        assertThat(run("demo", "--speed", "fast")).isEqualTo(2);
        assertThat(err.toString()).contains("\"fast\"").contains("60x");
        assertThat(run("demo", "--rate", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--rate is \"0\"; allowed: 1 to 50");
    }

    @Test
    void validatePrintsThePlanWithSecretsRedacted() throws IOException {
        Path file = yaml("registry:\n  properties:\n    basic.auth.user.info: me:secret\n");
        assertThat(run("validate", "-c", file.toString(), "--set", "model.regimes=7"))
                .isZero();
        assertThat(out.toString())
                .contains("regimes: 7")
                .contains("parallelism: 1")
                .doesNotContain("me:secret");
    }

    @Test
    void aWrongConfigurationIsTwoAndNamesKeyValueAndWhatIsAllowed() throws IOException {
        Path file = yaml("model:\n  regimes: 99\n");
        assertThat(run("validate", "-c", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("model.regimes", "99", "32");
        assertThat(run("validate", "-c", directory.resolve("none.yaml").toString()))
                .isEqualTo(2);
    }

    @Test
    void validateAsksForTheBundleThatIsNamed() throws IOException {
        Path file = yaml("model:\n  network: no/such/bundle.zip\n");
        assertThat(run("validate", "-c", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("model.network", "no/such/bundle.zip", "allowed: none, base");
    }

    @Test
    void validateRefusesWhatRunRefuses() throws IOException {
        Path kafka = yaml("source: {kafka: {topic: t}, format: csv}\nsink: {format: json}\n");
        assertThat(run("run", "-c", kafka.toString())).isEqualTo(2);
        String told = err.toString();
        assertThat(told).contains("source.fields.columns is []; allowed where a Kafka topic is read as csv");
        err.getBuffer().setLength(0);
        assertThat(run("validate", "-c", kafka.toString())).isEqualTo(2);
        assertThat(err.toString()).isEqualTo(told);
    }

    @Test
    void validateTakesAConfigurationOfFilesAndSaysWhatRunWouldRefuse() throws IOException {
        Path files = yaml("source: {format: csv}\n");
        assertThat(run("validate", "-c", files.toString())).isZero();
        assertThat(err.toString()).contains("Valid for files; run would refuse it: source.fields.columns is []");
        assertThat(run("validate", "-c", files.toString(), "--set", "source.kafka.topic=t"))
                .isEqualTo(2);
    }

    @Test
    void theReadyConfigurationsAreValid() throws IOException {
        try (var files = Files.list(Path.of("../../conf"))) {
            assertThat(files.map(Path::toString).filter(name -> name.endsWith(".yaml")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(run("validate", "--config", file))
                            .as(err.toString())
                            .isZero());
        }
    }

    @Test
    void scoreRefusesWhatItCannotRead() throws IOException {
        String conf = yaml("source:\n  format: csv\n").toString();
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThat(run("score", "-c", conf, "-i", "none", "-o", "out")).isEqualTo(2);
        assertThat(run("score", "-c", conf, "-i", empty.toString(), "-o", "out"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("holds no .csv");
        assertThat(run("score", "-c", conf, "-i", directory.toString(), "-o", empty.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("inside --input");
    }

    @Test
    void printSubmitQuotesForTheShell() throws IOException {
        Path file = yaml("name: my-job\n");
        assertThat(run("run", "-c", file.toString(), "--print-submit", "--set", "source.kafka.topic=it's"))
                .isEqualTo(2);
        assertThat(run("run", "-c", file.toString(), "--print-submit", "--set", "forecast.quantiles=[0.1, 0.9]"))
                .isZero();
        assertThat(out.toString())
                .startsWith("flink run --detached --parallelism 1 --class dev.undercurrent.jobs.scoring.ScoringJob ")
                .contains("--set 'forecast.quantiles=[0.1, 0.9]'");
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(directory.resolve("conf.yaml"), text);
    }

    private int run(String... arguments) {
        return Undercurrent.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
