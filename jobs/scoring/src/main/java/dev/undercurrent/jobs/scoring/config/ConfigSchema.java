package dev.undercurrent.jobs.scoring.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;

/** The JSON Schema (draft 2020-12) of the configuration file, for editors; derived from the records. */
final class ConfigSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigSchema() {}

    static String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Undercurrent pipeline");
        section(root, PipelineConfig.class);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void section(ObjectNode node, Class<?> type) {
        node.put("type", "object");
        ObjectNode properties = node.putObject("properties");
        for (RecordComponent c : type.getRecordComponents()) {
            Key key = c.getAnnotation(Key.class);
            ObjectNode child = properties.putObject(Names.of(c));
            child.put("description", key.doc());
            value(child, c.getGenericType(), key);
            if (!key.initial().isEmpty()) {
                child.set("default", Binder.defaultOf(key));
            }
        }
        node.put("additionalProperties", false);
    }

    private static void value(ObjectNode node, Type type, Key key) {
        if (type instanceof ParameterizedType generic) {
            boolean map = generic.getRawType() == Map.class;
            node.put("type", map ? "object" : "array");
            if (map) {
                node.putObject("additionalProperties")
                        .putArray("type")
                        .add("string")
                        .add("number")
                        .add("boolean");
            } else {
                value(node.putObject("items"), generic.getActualTypeArguments()[0], key);
            }
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            section(node, plain);
        } else if (plain.isEnum()) {
            var allowed = node.putArray("enum");
            Names.of(plain).forEach(allowed::add);
        } else if (plain == boolean.class) {
            node.put("type", "boolean");
        } else if (plain == String.class || plain == Duration.class) {
            String pattern = plain == Duration.class ? Durations.PATTERN : key.pattern();
            node.put("type", "string");
            if (!pattern.isEmpty()) {
                node.put("pattern", "^(" + pattern + ")$");
            }
        } else {
            node.put("type", plain == int.class ? "integer" : "number");
            range(node, key);
        }
    }

    private static void range(ObjectNode node, Key key) {
        if (!Double.isInfinite(key.min())) {
            bound(node, "minimum", key.min());
        }
        if (!Double.isInfinite(key.max())) {
            bound(node, "maximum", key.max());
        }
    }

    private static void bound(ObjectNode node, String name, double x) {
        if (x == Math.rint(x)) {
            node.put(name, (long) x);
        } else {
            node.put(name, x);
        }
    }
}
