package dev.undercurrent.jobs.scoring.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Reads one value of the file, checked against its key's type, range and pattern. */
final class Scalars {

    private Scalars() {}

    static Object parse(Class<?> type, Key key, JsonNode node, String path) {
        if (node.isContainerNode() || node.isNull()) {
            throw ConfigException.of(path, node.toString(), allowed(type, key));
        }
        String text = node.asText();
        Object value = value(type, text.strip());
        if (value == null || !inRange(value, key) || !matches(text, key)) {
            throw ConfigException.of(path, '"' + text + '"', allowed(type, key));
        }
        return value;
    }

    private static Object value(Class<?> type, String text) {
        try {
            if (type == int.class) {
                return Integer.valueOf(text);
            } else if (type == double.class || type == Double.class) {
                return Double.valueOf(text);
            } else if (type == boolean.class) {
                return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
            }
        } catch (NumberFormatException e) {
            return null; // the caller says what is allowed
        }
        if (type == Duration.class) {
            return Durations.parse(text);
        } else if (type == String.class) {
            return text;
        }
        List<String> names = Names.of(type);
        return names.contains(text) ? type.getEnumConstants()[names.indexOf(text)] : null;
    }

    private static boolean matches(String text, Key key) {
        return key.pattern().isEmpty() || text.matches(key.pattern());
    }

    private static boolean inRange(Object value, Key key) {
        double x;
        if (value instanceof Number n) {
            x = n.doubleValue();
        } else if (value instanceof Duration d) {
            x = d.toMillis();
        } else {
            return true;
        }
        return x >= key.min() && x <= key.max();
    }

    private static String allowed(Class<?> type, Key key) {
        if (type.isEnum()) {
            return String.join(", ", Names.of(type));
        } else if (type == boolean.class) {
            return "true, false";
        } else if (type == String.class) {
            return key.pattern().isEmpty() ? "a text" : "text of the form " + key.pattern();
        } else if (type == Duration.class) {
            return Durations.ALLOWED + (key.min() > 0 ? ", at least " + number(key.min()) + "ms" : "");
        }
        String range = Double.isInfinite(key.min()) ? "" : " from " + number(key.min());
        range += Double.isInfinite(key.max()) ? "" : " to " + number(key.max());
        return (type == int.class ? "a whole number" : "a number") + range;
    }

    static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
    }
}
