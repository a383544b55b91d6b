package dev.undercurrent.jobs.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static PipelineConfig load(String yaml) {
        return ConfigLoader.load(yaml, List.of(), Map.of());
    }

    @Test
    void aPlanLoadsToTheSamePipeline() {
        PipelineConfig c = load("{name: a, series: {interval: 90s}, source: {format: csv, fields: {key: [k]}}}");

        assertThat(load(c.describe())).isEqualTo(c);
    }

    @Test
    void neitherPlanNorToStringTellsSecrets() {
        PipelineConfig c = load("""
                source: {kafka: {properties: {sasl.jaas.config: hunter2, ssl.key.password: hunter2}}}
                sink: {kafka: {properties: {ssl.keystore.key: hunter2, linger.ms: 5}}}
                registry:
                  url: http://me:hunter2@host:8081
                  properties: {basic.auth.user.info: hunter2, bearer.auth.token: hunter2}
                """);

        assertThat(c.describe()).contains("sasl.jaas.config: '***'", "linger.ms: 5", "http://***@host:8081");
        assertThat(List.of(
                        c.describe(),
                        c.toString(),
                        c.source().toString(),
                        c.sink().toString(),
                        c.registry().toString()))
                .allSatisfy(text -> assertThat(text).doesNotContain("hunter2"));
    }
}
