package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What brokers are asked before a job starts. */
class PreflightTest {

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void whatTheJobWouldWaitForInVainIsNamed() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(
                directory, Map.of("auto.create.topics.enable", "false", "transaction.max.timeout.ms", "600000"))) {
            assertThatThrownBy(() -> check(kafka))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("source.kafka.topic is \"uc.observations.v1\"")
                    .hasMessageContaining(kafka.bootstrapServers());
            kafka.createTopic("uc.observations.v1", 1, Map.of());
            assertThatThrownBy(() -> check(kafka))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("transaction.timeout.ms is 900000")
                    .hasMessageContaining("at most transaction.max.timeout.ms, which is 600000");
            String shorter = "sink.kafka.properties.transaction.timeout.ms=500000";
            kafka.createTopic("uc.scores.v1", 1, Map.of());
            assertThatThrownBy(() -> check(kafka, shorter))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining(
                            "lack the topics uc.dlq.v1, uc.forecasts.v1, uc.incidents.v1, uc.late.v1, uc.regimes.v1")
                    .hasMessageNotContaining("scores");
            String feeds = "sink.feeds.";
            assertThat(check(
                            kafka,
                            shorter,
                            feeds + "regimes=false",
                            feeds + "forecasts=false",
                            feeds + "incidents=false",
                            feeds + "late=false",
                            feeds + "dead-letters=false"))
                    .isEmpty();
        }
    }

    private static List<String> check(EmbeddedKafka kafka, String... sets) throws Exception {
        List<String> all = new ArrayList<>(List.of(sets));
        all.add("source.kafka.bootstrap=" + kafka.bootstrapServers());
        return new Preflight(ConfigLoader.load("", all, Map.of())).check();
    }
}
