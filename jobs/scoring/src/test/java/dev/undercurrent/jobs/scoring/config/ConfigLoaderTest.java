package dev.undercurrent.jobs.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {

    private static PipelineConfig load(String yaml, String... sets) {
        return ConfigLoader.load(yaml, List.of(sets), Map.of("BROKER", "kafka:9092", "PW", "a: \"b\" ${X} #c"));
    }

    @Test
    void anEmptyFileIsAWholePipeline() {
        PipelineConfig c = load("");

        assertThat(c.name()).isEqualTo("undercurrent");
        assertThat(c.source().kafka().topic()).isEqualTo("uc.observations.v1");
        assertThat(c.source().kafka().group()).isEqualTo("undercurrent");
        assertThat(c.sink().kafka().bootstrap()).isEqualTo("localhost:9092");
        assertThat(c.source().fields().values()).containsExactly("values");
        assertThat(c.series().expire()).isEqualTo(Duration.ofDays(7));
        assertThat(c.series().interval()).isNull();
        assertThat(c.forecast().levels()).containsExactly(.1, .5, .9);
        assertThat(c.sink().feeds().deadLetters()).isTrue();
    }

    @Test
    void csvHasItsOwnDefaultFields() {
        FieldsConfig fields = load("source: {format: csv}").source().fields();

        assertThat(fields.key()).isEmpty();
        assertThat(fields.time()).isEqualTo("timestamp");
        assertThat(fields.timeFormat()).isEqualTo("iso");
        assertThat(fields.values()).containsExactly("*");
    }

    @Test
    void valuesAreReadAndDerived() {
        PipelineConfig c = load("""
                name: boilers
                source:
                  kafka: {bootstrap: "${BROKER}", properties: {security.protocol: SASL_SSL}}
                  fields: {key: [plant, boiler], zone: Europe/Berlin}
                series: {lateness: 250ms}
                sink: {kafka: {prefix: b}}
                model: {emission: student-t, regimes: "${K:-3}"}
                """);

        assertThat(c.source().kafka().topic()).isEqualTo("b.observations.v1");
        assertThat(c.source().kafka().properties()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(c.sink().kafka().bootstrap()).isEqualTo("kafka:9092");
        assertThat(c.source().fields().key()).containsExactly("plant", "boiler");
        assertThat(c.series().lateness()).isEqualTo(Duration.ofMillis(250));
        assertThat(c.model().emission()).isEqualTo(ModelConfig.Emission.STUDENT_T);
        assertThat(c.model().regimes()).isEqualTo(3);
    }

    @Test
    void whereTheBrokersAreTheSourcesSoIsTheSecurity() {
        String source =
                "source: {kafka: {bootstrap: 'a:1', properties: {sasl.mechanism: PLAIN, ssl.x: y, fetch.max: 1}}}\n";

        assertThat(load(source + "sink: {kafka: {properties: {ssl.x: z, linger.ms: 5}}}")
                        .sink()
                        .kafka()
                        .properties())
                .isEqualTo(Map.of("sasl.mechanism", "PLAIN", "ssl.x", "z", "linger.ms", "5"));
        assertThat(load(source + "sink: {kafka: {bootstrap: 'b:1'}}")
                        .sink()
                        .kafka()
                        .properties())
                .isEmpty();
    }

    @Test
    void setsOverrideAndKnowThatPropertiesHaveDots() {
        PipelineConfig c = load(
                "model: {regimes: 2}",
                "model.regimes=5",
                "source.kafka.properties.sasl.jaas.config=x required password=\"p=q\";",
                "source.fields.key=[a, b]",
                "sink.feeds.late=false");

        assertThat(c.model().regimes()).isEqualTo(5);
        assertThat(c.source().kafka().properties()).containsEntry("sasl.jaas.config", "x required password=\"p=q\";");
        assertThat(c.source().fields().key()).containsExactly("a", "b");
        assertThat(c.sink().feeds().late()).isFalse();
    }

    @Test
    void aVariableCannotBreakTheYaml() {
        assertThat(load("registry: {properties: {bearer.auth.token: \"${PW}\"}}")
                        .registry()
                        .properties())
                .containsEntry("bearer.auth.token", "a: \"b\" ${X} #c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model: {regims: 3}              | model.regims (3) is not a known key; did you mean regimes?
                    modle: {regimes: 3}             | modle ({"regimes":3}) is not a known key; did you mean model?
                    model: {regimes: 40}            | model.regimes is "40"; allowed: a whole number from 1 to 32
                    model: {regimes: 2.5}           | model.regimes is "2.5"; allowed: a whole number from 1 to 32
                    model: {regimes: [1]}           | model.regimes is [1]; allowed: a whole number from 1 to 32
                    model: {emission: cauchy}       | model.emission is "cauchy"; allowed: gaussian, student-t, autoregressive
                    model: 7                        | model is 7; allowed: a section of keys
                    series: {expire: 10}            | series.expire is "10"; allowed: a whole number and a unit, such as 250ms
                    series: {interval: 0s}          | series.interval is "0s"; allowed: a duration above zero
                    series: {drop-duplicates: "yes"}| series.drop-duplicates is "yes"; allowed: true, false
                    forecast: {quantiles: 0.5}      | forecast.quantiles is 0.5; allowed: a list, such as [a, b]
                    forecast: {quantiles: [.5, .1]} | forecast.quantiles is [0.5, 0.1]; allowed: ascending
                    forecast: {quantiles: [2]}      | forecast.quantiles[0] is "2"; allowed: a number from 1.0E-4 to 0.9999
                    name: Über Job                  | name is "Über Job"; allowed: text of the form
                    name: ${NOPE}                   | name needs the environment variable NOPE
                    source: {fields: {zone: Mars}}  | source.fields.zone is "Mars"; allowed: UTC
                    source: {fields: {time-format: bb}} | source.fields.time-format is "bb"; allowed: us, ms, s, iso
                    source: {fields: {values: [a, "*"]}} | source.fields.values is [a, *]; allowed: at least one
                    flink: {parallelism: 2000}      | flink.parallelism is 2000; allowed: at most flink.max-parallelism
                    flink: {checkpoint-interval: 0s}| flink.checkpoint-interval is "0s"; allowed: a duration above
                    flink: {checkpoint-directory: /var} | flink.checkpoint-directory is "/var"; allowed: text of the form
                    {a: &x [1], b: *x}              | *x at line 1 is an alias; allowed: the values themselves
                    registry: {properties: {a: b}}  | registry.properties.a is b; allowed: the keys basic.auth.user.info
                    {name: a, name: b}              | no valid YAML at line 1, column 15: Duplicate field 'name'
                    nothing                         | the file is a single value; allowed: a section of keys
                    """)
    void errorsNameKeyValueAndAllowed(String yaml, String message) {
        assertThatThrownBy(() -> load(yaml)).isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    model.regims=3    | model.regims (3) is not a known key; did you mean regimes?
                    model.regimes.x=3 | model.regimes.x is not a known key; model.regimes is a single value
                    model=3           | model is 3; allowed: one key of this section
                    model             | --set model has no key; allowed: key.key=value
                    """)
    void wrongSetsAreNamed(String set, String message) {
        assertThatThrownBy(() -> load("", set))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void errorsKeepSecrets() {
        assertThatThrownBy(() -> load("source: {kafka: {properties: {ssl.key.password: [hunter2]}}}"))
                .hasMessageContaining("ssl.key.password is ***")
                .hasMessageNotContaining("hunter2");
    }
}
