package dev.undercurrent.jobs.scoring.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/** Applies {@code --set a.b=c} to the tree of a file. */
final class Overrides {

    private Overrides() {}

    static void apply(ObjectNode tree, Class<?> type, String set) {
        int equals = set.indexOf('=');
        if (equals <= 0) {
            throw new ConfigException("--set " + Secrets.shown(set, set) + " has no key; allowed: key.key=value");
        }
        apply(tree, type, set.substring(0, equals), "", set.substring(equals + 1));
    }

    private static void apply(ObjectNode node, Class<?> type, String rest, String path, String value) {
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        List<String> known = Names.of(type);
        if (!known.contains(name)) {
            throw Binder.unknown(Binder.join(path, name), name, value, known);
        }
        RecordComponent component = type.getRecordComponents()[known.indexOf(name)];
        String at = Binder.join(path, name);
        boolean section = component.getType().isRecord();
        boolean map = component.getType() == Map.class;
        if (!section && !map) {
            if (dot >= 0) {
                throw new ConfigException(
                        at + "." + rest.substring(dot + 1) + " is not a known key; " + at + " is a single value");
            }
            node.set(name, Binder.scalar(component.getType()) ? new TextNode(value) : list(at, value));
        } else if (dot < 0) {
            throw ConfigException.of(at, value, "one key of this section, as in " + at + ".key=value");
        } else if (map) {
            // names of properties have dots themselves: all that is left is one name
            child(node, name, at).put(rest.substring(dot + 1), value);
        } else {
            apply(child(node, name, at), component.getType(), rest.substring(dot + 1), at, value);
        }
    }

    private static ObjectNode child(ObjectNode node, String name, String path) {
        JsonNode child = node.get(name);
        if (child == null || child.isNull()) {
            return node.putObject(name);
        }
        if (child instanceof ObjectNode object) {
            return object;
        }
        throw ConfigException.of(path, child.toString(), "a section of keys");
    }

    private static JsonNode list(String path, String value) {
        try {
            return ConfigLoader.YAML.readTree(value);
        } catch (JsonProcessingException e) {
            throw ConfigException.of(path, value, "a list, such as [a, b]");
        }
    }
}
