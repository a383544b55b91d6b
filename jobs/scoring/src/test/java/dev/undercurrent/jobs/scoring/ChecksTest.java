package dev.undercurrent.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {

    @Test
    @DisplayName("the defaults of readings and of logs are accepted, without a broker or a registry")
    void defaults() {
        assertThatCode(() -> Checks.onKafka(config(""))).doesNotThrowAnyException();
        assertThatCode(() -> Checks.onKafka(config("kind: logs\nsource: {format: text}")))
                .doesNotThrowAnyException();
        assertThatCode(() -> Checks.onFiles(config("source: {format: csv}"))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source.kafka.bootstrap=localhost | source.kafka.bootstrap is localhost; allowed: host:port",
                "sink.kafka.bootstrap=a:1,b | sink.kafka.bootstrap is a:1,b; allowed: host:port",
                "source.kafka.properties.fetch.min.bytes=few | source.kafka.properties cannot be used: Invalid value few",
                "sink.kafka.properties.acks=maybe | sink.kafka.properties cannot be used: Invalid value maybe",
                "sink.kafka.properties.enable.idempotence=false | sink.kafka.properties cannot be used: Cannot set a",
                "source.format=csv | source.fields.columns is []; allowed where a Kafka topic is read as csv",
                "flink.checkpoint-directory=file:// | flink.checkpoint-directory cannot be used: ",
                "flink.properties.execution.checkpointing.interval=often | flink.properties cannot be used: Could not",
                "registry.url=http://[ | registry.url cannot be used: ",
                "series.season=1 | series.season is 1; allowed: 2 or more",
                "model.network=none.zip | model.network is none.zip; allowed: none, base",
            })
    @DisplayName("what would fail when a job starts, or again and again in its tasks, is told with its key")
    void refused(String set, String message) {
        PipelineConfig config = ConfigLoader.load("", List.of(set), Map.of());
        assertThatThrownBy(() -> Checks.onKafka(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    @DisplayName("schemas and bundles that tasks read are looked for")
    void named() {
        PipelineConfig schema = config("source: {format: avro-plain, schema: none.avsc}");
        assertThatThrownBy(() -> Checks.onKafka(schema)).hasMessageContaining("source.schema is none.avsc");
        PipelineConfig lines = config("kind: logs\nsource: {format: avro-plain, schema: none.avsc}");
        assertThatThrownBy(() -> Checks.onKafka(lines)).hasMessageContaining("source.schema is none.avsc");
        PipelineConfig bundle = config("kind: logs\nsource: {format: text}\nlogs: {model: {bundle: none.zip}}");
        assertThatThrownBy(() -> Checks.onFiles(bundle)).hasMessageContaining("logs.model.bundle is none.zip");
    }

    @Test
    @DisplayName("files are read as csv, of logs as text; a name that is no column is told")
    void files() {
        assertThatThrownBy(() -> Checks.onFiles(config("source: {format: json}")))
                .hasMessageContaining("source.format is json; allowed for files: csv");
        assertThatThrownBy(() -> Checks.onFiles(config("kind: logs")))
                .hasMessageContaining("source.format is avro; allowed for files: text");
        assertThatThrownBy(() -> config("source: {format: csv, fields: {columns: [timestamp, a], values: [b]}}"))
                .hasMessageContaining("source.fields.values is b; allowed: one of source.fields.columns");
        assertThatThrownBy(() -> config("source: {format: csv, fields: {columns: [time, a]}}"))
                .hasMessageContaining("source.fields.time is timestamp; allowed: one of source.fields.columns");
    }

    @Test
    @DisplayName("no secret is told: neither a password among the properties nor the user of a registry")
    void secrets() {
        PipelineConfig config = config("registry: {url: \"http://me:hush@[\"}");
        assertThatThrownBy(() -> Checks.onKafka(config))
                .hasMessageContaining("registry.url")
                .hasMessageNotContaining("hush");
    }

    private static PipelineConfig config(String yaml) {
        return ConfigLoader.load(yaml, List.of(), Map.of());
    }
}
