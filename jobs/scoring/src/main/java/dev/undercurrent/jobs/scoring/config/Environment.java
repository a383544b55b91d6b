package dev.undercurrent.jobs.scoring.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts environment variables into values: after parsing, so that no secret can break or extend the YAML. */
final class Environment {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");

    private Environment() {}

    static JsonNode resolve(JsonNode node, String path, Map<String, String> env) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.fields()
                    .forEachRemaining(e ->
                            copy.set(e.getKey(), resolve(e.getValue(), Binder.join(path, e.getKey()), env)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(e -> copy.add(resolve(e, path, env)));
            return copy;
        }
        return node.isTextual() ? new TextNode(substitute(node.asText(), path, env)) : node;
    }

    private static String substitute(String text, String path, Map<String, String> env) {
        return VARIABLE.matcher(text).replaceAll(m -> {
            String value = env.getOrDefault(m.group(1), m.group(3));
            if (value == null) {
                throw new ConfigException(path + " needs the environment variable " + m.group(1)
                        + ", which is not set; allowed: set it, or give a default as in ${" + m.group(1)
                        + ":-default}");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
