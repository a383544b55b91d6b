package dev.undercurrent.jobs.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Speaks raw HTTP, as a serializer in any language does. */
class EmbeddedRegistryTest {

    private static final String ONE = record("{\"name\":\"a\",\"type\":\"long\"}");
    private static final String TWO =
            record("{\"name\":\"a\",\"type\":\"long\"},{\"name\":\"b\",\"type\":\"string\",\"default\":\"\"}");
    private static final String BROKEN = record("{\"name\":\"c\",\"type\":\"string\"}");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = EmbeddedRegistry.start();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void aRegisteredSchemaIsFoundByIdVersionAndText() throws Exception {
        int id =
                expect(200, "POST", "/subjects/s-value/versions", ONE).get("id").asInt();
        assertThat(id).isPositive();
        assertThat(expect(200, "POST", "/subjects/s-value/versions", ONE)
                        .get("id")
                        .asInt())
                .isEqualTo(id);
        assertThat(expect(200, "POST", "/subjects/other/versions", ONE)
                        .get("id")
                        .asInt())
                .isEqualTo(id);
        assertThat(json.readTree(expect(200, "GET", "/schemas/ids/" + id, null)
                        .get("schema")
                        .asText()))
                .isEqualTo(json.readTree(ONE));
        assertThat(expect(200, "GET", "/subjects", null)).hasToString("[\"other\",\"s-value\"]");
        assertThat(expect(200, "GET", "/subjects/s-value/versions", null)).hasToString("[1]");
        for (String version : new String[] {"1", "latest"}) {
            JsonNode answer = expect(200, "GET", "/subjects/s-value/versions/" + version, null);
            assertThat(answer.get("id").asInt()).isEqualTo(id);
            assertThat(answer.get("version").asInt()).isEqualTo(1);
        }
        assertThat(expect(200, "POST", "/subjects/s-value", ONE).get("version").asInt())
                .isEqualTo(1);
    }

    @Test
    void idsDoNotDependOnTheOrderOfRegistration() throws Exception {
        int one = expect(200, "POST", "/subjects/s/versions", ONE).get("id").asInt();
        int two = expect(200, "POST", "/subjects/s/versions", TWO).get("id").asInt();
        assertThat(one).isNotEqualTo(two);
        stop();
        start();
        assertThat(expect(200, "POST", "/subjects/t/versions", TWO).get("id").asInt())
                .isEqualTo(two);
        assertThat(expect(200, "POST", "/subjects/s/versions", ONE).get("id").asInt())
                .isEqualTo(one);
    }

    @Test
    void whatIsNotThereHasItsErrorCode() throws Exception {
        assertThat(error(404, "GET", "/subjects/none/versions", null)).isEqualTo(40401);
        assertThat(error(404, "POST", "/subjects/none", ONE)).isEqualTo(40401);
        assertThat(error(404, "GET", "/schemas/ids/7", null)).isEqualTo(40403);
        expect(200, "POST", "/subjects/s/versions", ONE);
        assertThat(error(404, "GET", "/subjects/s/versions/9", null)).isEqualTo(40402);
        assertThat(error(404, "POST", "/subjects/s", TWO)).isEqualTo(40403);
        assertThat(error(422, "GET", "/subjects/s/versions/x", null)).isEqualTo(42202);
        assertThat(error(404, "GET", "/nothing", null)).isEqualTo(404);
        assertThat(error(404, "GET", "/config/s", null)).isEqualTo(40408);
    }

    @Test
    void aSchemaThatCannotBeParsedIsRefused() throws Exception {
        assertThat(error(422, "POST", "/subjects/s/versions", "{\"type\":\"nonsense\"}"))
                .isEqualTo(42201);
        assertThat(error(422, "POST", "/subjects/s/versions", "")).isEqualTo(42201);
    }

    @Test
    void anIncompatibleVersionIsRefusedUntilTheLevelAllowsIt() throws Exception {
        expect(200, "POST", "/subjects/s/versions", ONE);
        expect(200, "POST", "/subjects/s/versions", TWO);
        assertThat(error(409, "POST", "/subjects/s/versions", BROKEN)).isEqualTo(409);
        String check = "/compatibility/subjects/s/versions/latest";
        assertThat(expect(200, "POST", check, BROKEN).get("is_compatible").asBoolean())
                .isFalse();
        assertThat(expect(200, "POST", check, ONE).get("is_compatible").asBoolean())
                .isTrue();
        assertThat(send("PUT", "/config", Map.of("compatibility", "NONE")).statusCode())
                .isEqualTo(200);
        assertThat(expect(200, "GET", "/config", null).get("compatibilityLevel").asText())
                .isEqualTo("NONE");
        expect(200, "POST", "/subjects/s/versions", BROKEN);
        assertThat(json.readTree(send("PUT", "/config", Map.of("compatibility", "SOME"))
                                .body())
                        .get("error_code")
                        .asInt())
                .isEqualTo(42203);
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
    }

    private int error(int status, String method, String path, String schema) throws Exception {
        return expect(status, method, path, schema).get("error_code").asInt();
    }

    private JsonNode expect(int status, String method, String path, String schema) throws Exception {
        HttpResponse<String> response = send(method, path, schema == null ? null : Map.of("schema", schema));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
        return json.readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path, Object body) throws Exception {
        URI uri = URI.create(registry.url() + path);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(json.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
    }
}
