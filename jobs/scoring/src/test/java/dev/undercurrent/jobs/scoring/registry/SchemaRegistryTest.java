package dev.undercurrent.jobs.scoring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.scoring.config.RegistryConfig;
import dev.undercurrent.schemas.Observation;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {

    private static final Schema SCHEMA = Observation.getClassSchema();

    private final FakeRegistry server = new FakeRegistry();

    @AfterEach
    void close() {
        server.close();
    }

    private static String quoted(Schema schema) {
        return "{\"schema\":\"" + schema.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    @Test
    void aSchemaIsRegisteredUnderTheTopicsValue() {
        server.answer(200, "{\"id\":7}");

        assertThat(new SchemaRegistry(server.config()).idOf("uc.scores.v1", SCHEMA))
                .isEqualTo(7);
        assertThat(server.questions().get(0))
                .startsWith("POST /subjects/uc.scores.v1-value/versions null {\"schema\":");
    }

    @Test
    void withoutAutoRegisterItMustBeThere() {
        server.answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        RegistryConfig config = server.config(false, Map.of(), Duration.ZERO);

        assertThatThrownBy(() -> new SchemaRegistry(config).idOf("t", SCHEMA))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("subject t-value")
                .hasMessageContaining("auto-register is false");
        assertThat(server.questions().get(0)).startsWith("POST /subjects/t-value null");
    }

    @Test
    void aSchemaIsFetchedOnceAndSurvivesAnOutage() throws Exception {
        server.answer(503, "").answer(429, "").answer(200, quoted(SCHEMA));
        SchemaRegistry registry = new SchemaRegistry(server.config());

        assertThat(registry.byId(3)).isEqualTo(SCHEMA);
        assertThat(registry.byId(3)).isEqualTo(SCHEMA);
        assertThat(server.questions()).hasSize(3);
    }

    @Test
    void anUnknownIdIsTheRecordsFault() {
        server.answer(404, "{\"error_code\":40403}");

        assertThatThrownBy(() -> new SchemaRegistry(server.config()).byId(9))
                .isInstanceOf(UnknownSchema.class)
                .hasMessageContaining("schema id 9 is unknown");
    }

    @Test
    void aSchemaOfAnotherKindIsTheRecordsFault() {
        server.answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}");

        assertThatThrownBy(() -> new SchemaRegistry(server.config()).byId(9))
                .isInstanceOf(UnknownSchema.class)
                .hasMessageContaining("type PROTOBUF; allowed: AVRO");
    }

    @Test
    void anUnreachableRegistryIsNoRecordsFault() {
        server.close();
        RegistryConfig config = server.config(true, Map.of(), Duration.ofMillis(120));

        assertThatThrownBy(() -> new SchemaRegistry(config).byId(9))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("did not answer for 120 ms; registry.retry allows 120 ms");
    }

    @Test
    void neitherIsAPageOfAnotherServerNorARefusal() {
        server.answer(404, "<html>").answer(401, "who are you");
        SchemaRegistry registry = new SchemaRegistry(server.config());

        assertThatThrownBy(() -> registry.byId(9))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("404");
        assertThatThrownBy(() -> registry.byId(9))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("401");
    }

    @Test
    void accessIsBasicOrBearer() {
        server.answer(200, "{\"id\":1}");
        new SchemaRegistry(server.config(true, Map.of(RegistryConfig.BASIC, "u:p"), Duration.ZERO)).idOf("t", SCHEMA);
        new SchemaRegistry(server.config(true, Map.of(RegistryConfig.BEARER, "abc"), Duration.ZERO)).idOf("t", SCHEMA);

        assertThat(server.questions().get(0)).contains("Basic dTpw");
        assertThat(server.questions().get(1)).contains("Bearer abc");
    }

    @Test
    void theHeaderCarriesEveryId() {
        for (int id : new int[] {0, 1, 255, 256, 1 << 24, Integer.MAX_VALUE, -1}) {
            assertThat(WireFormat.matches(WireFormat.header(id))).isTrue();
            assertThat(WireFormat.id(WireFormat.header(id))).isEqualTo(id);
        }
        assertThat(WireFormat.matches(new byte[4])).isFalse();
        assertThat(WireFormat.matches(new byte[] {1, 0, 0, 0, 0})).isFalse();
    }
}
