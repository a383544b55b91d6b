package dev.undercurrent.jobs.scoring.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Prints a resolved configuration as YAML that would load to the same one, but for redacted secrets. */
final class Plan {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Plan() {}

    static String of(Record config) {
        try {
            return ConfigLoader.YAML.writeValueAsString(node("", config));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode node(String path, Object value) {
        if (value instanceof Record section) {
            ObjectNode node = NODES.objectNode();
            for (RecordComponent c : section.getClass().getRecordComponents()) {
                String name = Names.of(c);
                Object child = read(c, section);
                if (child != null) {
                    node.set(name, node(Binder.join(path, name), child));
                }
            }
            return node;
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode node = NODES.objectNode();
            map.forEach((k, v) -> node.put(k.toString(), Secrets.shown(k.toString(), v.toString())));
            return node;
        } else if (value instanceof List<?> list) {
            ArrayNode node = NODES.arrayNode();
            list.forEach(v -> node.add(node(path, v)));
            return node;
        } else if (value instanceof Duration d) {
            return NODES.textNode(Durations.text(d));
        } else if (value instanceof Enum<?> e) {
            return NODES.textNode(Names.of(e));
        } else if (value instanceof Integer i) {
            return NODES.numberNode(i);
        } else if (value instanceof Double d) {
            return NODES.numberNode(d);
        } else if (value instanceof Boolean b) {
            return NODES.booleanNode(b);
        }
        return NODES.textNode(Secrets.shown(path, value.toString()));
    }

    private static Object read(RecordComponent component, Record section) {
        try {
            return component.getAccessor().invoke(section);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
