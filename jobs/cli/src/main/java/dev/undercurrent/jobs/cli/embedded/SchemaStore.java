package dev.undercurrent.jobs.cli.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * Subjects, their versions and the ids of schemas, in memory.
 *
 * <p>An id is taken from the schema's SHA-256, not from a counter: records that outlive the registry in a kept data
 * directory stay readable once the same schemas are registered again, in whatever order.
 */
final class SchemaStore {

    /** Bound of the store: no client of a demo or test has a use for more. */
    static final int MAX_VERSIONS = 10_000;

    /** One version of a subject; versions count from 1. */
    record Version(String subject, int version, int id, Schema schema) {}

    private final Map<String, List<Version>> subjects = new TreeMap<>();
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Map<String, Compatibility> levels = new HashMap<>();
    private Compatibility level = Compatibility.BACKWARD;
    private int count;

    synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    synchronized List<Integer> versions(String subject) {
        return existing(subject).stream().map(Version::version).toList();
    }

    synchronized Version version(String subject, String version) {
        List<Version> all = existing(subject);
        if (version.equals("latest") || version.equals("-1")) {
            return all.get(all.size() - 1);
        }
        int number = number(version);
        if (number > all.size()) {
            throw RegistryError.version(version);
        }
        return all.get(number - 1);
    }

    synchronized Version lookup(String subject, Schema schema) {
        return existing(subject).stream()
                .filter(version -> same(version.schema(), schema))
                .findFirst()
                .orElseThrow(RegistryError::schema);
    }

    /** The id of the schema, registered as a new version where the subject does not have it yet. */
    synchronized int register(String subject, Schema schema) {
        List<Version> all = subjects.getOrDefault(subject, List.of());
        for (Version version : all) {
            if (same(version.schema(), schema)) {
                return version.id();
            }
        }
        String objection = level(subject).objection(schema, newestFirst(all));
        if (objection != null) {
            throw new RegistryError(
                    409,
                    "Schema being registered is incompatible with an earlier schema of subject '" + subject + "' under "
                            + level(subject) + ": " + objection);
        }
        if (count >= MAX_VERSIONS) {
            throw new RegistryError(50001, "This registry holds " + MAX_VERSIONS + " versions and takes no more");
        }
        count++;
        int id = id(schema);
        schemas.put(id, schema);
        subjects.computeIfAbsent(subject, s -> new ArrayList<>()).add(new Version(subject, all.size() + 1, id, schema));
        return id;
    }

    synchronized Schema byId(int id) {
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw RegistryError.schema();
        }
        return schema;
    }

    synchronized boolean compatible(String subject, String version, Schema schema) {
        return level(subject)
                        .objection(schema, List.of(version(subject, version).schema()))
                == null;
    }

    /** The level of a subject, or with null the general one. */
    synchronized Compatibility compatibility(String subject) {
        if (subject == null) {
            return level;
        }
        Compatibility own = levels.get(subject);
        if (own == null) {
            throw new RegistryError(
                    40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
        }
        return own;
    }

    synchronized void setCompatibility(String subject, Compatibility value) {
        if (subject == null) {
            level = value;
        } else {
            levels.put(subject, value);
        }
    }

    private Compatibility level(String subject) {
        return levels.getOrDefault(subject, level);
    }

    private List<Version> existing(String subject) {
        List<Version> versions = subjects.get(subject);
        if (versions == null) {
            throw RegistryError.subject(subject);
        }
        return versions;
    }

    private static int number(String version) {
        try {
            int number = Integer.parseInt(version);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below, as a number out of range is
        }
        throw new RegistryError(
                42202, "The specified version '" + version + "' is not a valid version id; allowed: 1 …, latest");
    }

    private static List<Schema> newestFirst(List<Version> versions) {
        List<Schema> result = new ArrayList<>();
        versions.forEach(version -> result.add(0, version.schema()));
        return result;
    }

    /** Textual identity: schemas that differ in documentation or defaults are versions of their own. */
    private static boolean same(Schema a, Schema b) {
        return a.toString().equals(b.toString());
    }

    private int id(Schema schema) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(schema.toString().getBytes(StandardCharsets.UTF_8));
            int id = ByteBuffer.wrap(hash).getInt() & Integer.MAX_VALUE;
            while (id == 0 || (schemas.containsKey(id) && !same(schemas.get(id), schema))) {
                id = (id + 1) & Integer.MAX_VALUE;
            }
            return id;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
