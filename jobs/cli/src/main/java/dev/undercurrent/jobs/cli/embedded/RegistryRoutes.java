package dev.undercurrent.jobs.cli.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Which request asks the store for what. */
final class RegistryRoutes {

    private final SchemaStore store;

    RegistryRoutes(SchemaStore store) {
        this.store = store;
    }

    /** The answer to a request, as something Jackson can write. */
    Object answer(String method, List<String> path, JsonNode body) {
        if (path.isEmpty()) {
            return Map.of();
        }
        return switch (path.get(0)) {
            case "subjects" -> subjects(method, path, body);
            case "schemas" -> schemas(method, path);
            case "config" -> config(method, path, body);
            case "compatibility" -> compatibility(method, path, body);
            default -> throw unknown(method, path);
        };
    }

    private Object subjects(String method, List<String> path, JsonNode body) {
        String subject = path.size() > 1 ? path.get(1) : null;
        boolean versions = path.size() > 2 && path.get(2).equals("versions");
        return switch (method + " " + path.size()) {
            case "GET 1" -> store.subjects();
            case "POST 2" -> describe(store.lookup(subject, schema(body)));
            case "GET 3" -> versions ? store.versions(subject) : fail(method, path);
            case "POST 3" -> versions ? Map.of("id", store.register(subject, schema(body))) : fail(method, path);
            case "GET 4" -> versions ? describe(store.version(subject, path.get(3))) : fail(method, path);
            default -> throw unknown(method, path);
        };
    }

    private Object schemas(String method, List<String> path) {
        if (!method.equals("GET") || path.size() != 3 || !path.get(1).equals("ids")) {
            throw unknown(method, path);
        }
        try {
            return Map.of("schema", store.byId(Integer.parseInt(path.get(2))).toString());
        } catch (NumberFormatException e) {
            throw RegistryError.schema();
        }
    }

    private Object config(String method, List<String> path, JsonNode body) {
        if (path.size() > 2) {
            throw unknown(method, path);
        }
        String subject = path.size() > 1 ? path.get(1) : null;
        return switch (method) {
            case "GET" -> Map.of("compatibilityLevel", store.compatibility(subject));
            case "PUT" -> {
                Compatibility level =
                        Compatibility.of(body.path("compatibility").asText());
                store.setCompatibility(subject, level);
                yield Map.of("compatibility", level);
            }
            default -> throw unknown(method, path);
        };
    }

    private Object compatibility(String method, List<String> path, JsonNode body) {
        if (!method.equals("POST") || path.size() != 5 || !path.get(1).equals("subjects")) {
            throw unknown(method, path);
        }
        return Map.of("is_compatible", store.compatible(path.get(2), path.get(4), schema(body)));
    }

    private static Map<String, Object> describe(SchemaStore.Version version) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subject", version.subject());
        answer.put("id", version.id());
        answer.put("version", version.version());
        answer.put("schema", version.schema().toString());
        return answer;
    }

    private static Schema schema(JsonNode body) {
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryError(42201, "Schema type '" + type + "' is not served; allowed: AVRO");
        }
        String text = body.path("schema").asText();
        try {
            return new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw new RegistryError(42201, "Invalid schema: " + e.getMessage());
        }
    }

    private static Object fail(String method, List<String> path) {
        throw unknown(method, path);
    }

    private static RegistryError unknown(String method, List<String> path) {
        return new RegistryError(404, "HTTP 404 Not Found: " + method + " /" + String.join("/", path));
    }
}
