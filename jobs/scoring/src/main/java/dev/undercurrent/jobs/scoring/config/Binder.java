package dev.undercurrent.jobs.scoring.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Binds a YAML tree to a record: strictly, with errors that name path, value found and values allowed. */
final class Binder {

    private Binder() {}

    static <T> T bind(Class<T> type, JsonNode node) {
        return type.cast(record(type, node, ""));
    }

    private static Object record(Class<?> type, JsonNode node, String path) {
        if (node != null && !node.isNull() && !node.isObject()) {
            throw ConfigException.of(path.isEmpty() ? "the file" : path, node.toString(), "a section of keys");
        }
        List<String> known = Names.of(type);
        if (node != null) {
            for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!known.contains(name)) {
                    throw unknown(join(path, name), name, node.get(name).toString(), known);
                }
            }
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = known.get(i);
            types[i] = components[i].getType();
            values[i] = component(components[i], node == null ? null : node.get(name), join(path, name));
        }
        return create(type, types, values);
    }

    static ConfigException unknown(String path, String name, String found, List<String> known) {
        return new ConfigException(path + " (" + Secrets.shown(path, found) + ") is not a known key; did you mean "
                + Names.nearest(name, known) + "? Allowed: " + String.join(", ", known));
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Object component(RecordComponent component, JsonNode found, String path) {
        Key key = component.getAnnotation(Key.class);
        JsonNode node = found;
        if (node == null || node.isNull()) {
            if (key.initial().isEmpty() && !component.getType().isRecord()) {
                return component.getType() == Map.class ? Map.of() : null;
            }
            node = key.initial().isEmpty() ? null : defaultOf(key);
        }
        return value(component.getGenericType(), key, node, path);
    }

    static JsonNode defaultOf(Key key) {
        try {
            return ConfigLoader.YAML.readTree(key.initial());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("default is no YAML: " + key.initial(), e);
        }
    }

    private static Object value(Type type, Key key, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Map.class
                    ? map(node, path)
                    : list(generic.getActualTypeArguments()[0], key, node, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return record(plain, node, path);
        }
        return Scalars.parse(plain, key, node, path);
    }

    private static List<Object> list(Type element, Key key, JsonNode node, String path) {
        if (!node.isArray()) {
            throw ConfigException.of(path, node.toString(), "a list, such as [a, b]");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(value(element, key, node.get(i), path + "[" + i + "]"));
        }
        return Collections.unmodifiableList(values);
    }

    private static Map<String, String> map(JsonNode node, String path) {
        if (!node.isObject()) {
            throw ConfigException.of(path, node.toString(), "a section of keys and texts");
        }
        Map<String, String> values = new LinkedHashMap<>();
        node.fields().forEachRemaining(e -> {
            String at = join(path, e.getKey());
            if (e.getValue().isContainerNode() || e.getValue().isNull()) {
                throw ConfigException.of(at, e.getValue().toString(), "a text; write dotted names as one key");
            }
            values.put(e.getKey(), e.getValue().asText());
        });
        return Collections.unmodifiableMap(values);
    }

    private static Object create(Class<?> type, Class<?>[] types, Object[] values) {
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ConfigException c) {
                throw c;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** True where a value is written as one text in the file. */
    static boolean scalar(Class<?> type) {
        return type.isPrimitive() || type == String.class || type == Duration.class || type.isEnum();
    }
}
