package dev.undercurrent.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An object of a JSON file, whose fields are all asked for by name, with type and range; what nobody asks for is refused. */
final class Fields {

    private final String file;
    private final String path;
    private final ObjectNode node;
    private final Set<String> asked = new TreeSet<>();

    Fields(String file, String path, ObjectNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    boolean has(String name) {
        asked.add(name);
        return node.has(name);
    }

    boolean isText(String name) {
        return node.path(name).isTextual();
    }

    private JsonNode get(String name, String allowed) {
        asked.add(name);
        JsonNode value = node.get(name);
        if (value == null) {
            throw new BundleException(file + ": " + path + name + " is missing; allowed: " + allowed);
        }
        return value;
    }

    BundleException wrong(String name, Object found, String allowed) {
        return BundleException.of(file, path + name, found, allowed);
    }

    String text(String name) {
        JsonNode value = get(name, "a text");
        if (!value.isTextual()) {
            throw wrong(name, value, "a text");
        }
        return value.textValue();
    }

    long integer(String name, long min, long max) {
        return integer(name, get(name, "a whole number"), min, max);
    }

    private long integer(String name, JsonNode value, long min, long max) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw wrong(name, value, "a whole number from " + min + " to " + max);
        }
        return value.longValue();
    }

    double number(String name) {
        return number(name, get(name, "a finite number"));
    }

    private double number(String name, JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(name, value, "a finite number");
        }
        return value.doubleValue();
    }

    private ArrayNode array(String name) {
        JsonNode value = get(name, "a list");
        if (!(value instanceof ArrayNode list)) {
            throw wrong(name, value, "a list");
        }
        return list;
    }

    List<Long> integers(String name, long min, long max) {
        List<Long> values = new ArrayList<>();
        for (JsonNode value : array(name)) {
            values.add(integer(name, value, min, max));
        }
        return values;
    }

    List<Double> numbers(String name) {
        List<Double> values = new ArrayList<>();
        for (JsonNode value : array(name)) {
            values.add(number(name, value));
        }
        return values;
    }

    /** A list of lists of numbers: [rows][…]. */
    double[][] rows(String name) {
        ArrayNode rows = array(name);
        double[][] values = new double[rows.size()][];
        for (int i = 0; i < values.length; i++) {
            if (!(rows.get(i) instanceof ArrayNode row)) {
                throw wrong(name + "[" + i + "]", rows.get(i), "a list of numbers");
            }
            values[i] = new double[row.size()];
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = number(name, row.get(j));
            }
        }
        return values;
    }

    Fields object(String name) {
        JsonNode value = get(name, "an object");
        if (!(value instanceof ObjectNode object)) {
            throw wrong(name, value, "an object");
        }
        return new Fields(file, path + name + ".", object);
    }

    List<Fields> objects(String name) {
        List<Fields> values = new ArrayList<>();
        for (JsonNode value : array(name)) {
            if (!(value instanceof ObjectNode object)) {
                throw wrong(name + "[" + values.size() + "]", value, "an object");
            }
            values.add(new Fields(file, path + name + "[" + values.size() + "].", object));
        }
        return values;
    }

    /** Names of all fields, for objects whose fields are not known beforehand. */
    Iterator<String> names() {
        return node.fieldNames();
    }

    /** @throws BundleException if there is a field that nobody asked for */
    void end() {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!asked.contains(name)) {
                throw new BundleException(
                        file + ": unknown field " + BundleException.shown(path + name) + "; allowed: " + asked);
            }
        }
    }
}
