package dev.undercurrent.jobs.scoring.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.jobs.scoring.config.RegistryConfig;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A client of a schema registry; one per task, not thread-safe. What it learned it keeps: schemas behind ids never
 * change.
 */
public final class SchemaRegistry {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final Http http;
    private final boolean autoRegister;
    private final Map<Integer, Schema> schemas = new HashMap<>();

    public SchemaRegistry(RegistryConfig config) {
        http = new Http(config);
        autoRegister = config.autoRegister();
    }

    /**
     * Id of the schema under {@code <topic>-value}; registers it where that is allowed.
     *
     * @throws RegistryException where the registry refuses it, does not have it, or cannot be reached
     */
    public int idOf(String topic, Schema schema) {
        String subject = topic + "-value";
        String path =
                "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8) + (autoRegister ? "/versions" : "");
        HttpResponse<String> answer = http.send(
                path, JSON.createObjectNode().put("schema", schema.toString()).toString());
        if (answer.statusCode() != 200) {
            String hint = autoRegister ? "" : "; registry.auto-register is false, so it must be registered before";
            throw refused((autoRegister ? "register" : "find") + " a schema under subject " + subject, answer, hint);
        }
        JsonNode id = json(answer).get("id");
        if (id == null || !id.isInt()) {
            throw refused("tell the id of subject " + subject, answer, "");
        }
        return id.intValue();
    }

    /**
     * The schema with this id.
     *
     * @throws UnknownSchema where the registry has none, or no Avro, under it
     * @throws RegistryException where the registry cannot be reached or refuses to answer
     */
    public Schema byId(int id) throws UnknownSchema {
        Schema known = schemas.get(id);
        if (known == null) {
            known = fetch(id);
            schemas.put(id, known);
        }
        return known;
    }

    private Schema fetch(int id) throws UnknownSchema {
        HttpResponse<String> answer = http.send("/schemas/ids/" + id, null);
        // a 404 without this code is another server's or a wrong path: then every record would be set aside
        if (answer.statusCode() == 404 && json(answer).path("error_code").asInt() == SCHEMA_NOT_FOUND) {
            throw new UnknownSchema("schema id " + id + " is unknown to the registry " + http);
        }
        if (answer.statusCode() != 200) {
            throw refused("tell the schema with id " + id, answer, "");
        }
        JsonNode body = json(answer);
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UnknownSchema("schema id " + id + " is of type " + type + "; allowed: AVRO");
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asText());
        } catch (AvroRuntimeException e) {
            throw new UnknownSchema("schema id " + id + " is no Avro schema: " + e.getMessage());
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private RegistryException refused(String what, HttpResponse<String> answer, String hint) {
        String body = answer.body().length() > 500 ? answer.body().substring(0, 500) + "…" : answer.body();
        return new RegistryException(
                "schema registry " + http + " did not " + what + ": status " + answer.statusCode() + ", " + body + hint,
                null);
    }
}
