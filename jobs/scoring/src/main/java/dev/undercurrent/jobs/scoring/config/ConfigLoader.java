package dev.undercurrent.jobs.scoring.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a configuration: YAML, then {@code --set} overrides, then {@code ${ENV}} in every value, then the records. */
public final class ConfigLoader {

    static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    private ConfigLoader() {}

    /**
     * @param sets overrides of the form {@code a.b=c}; a list is written {@code a.b=[x, y]}
     * @param env variables for {@code ${NAME}} and {@code ${NAME:-default}}
     * @throws ConfigException naming the key, the value found and the values allowed
     */
    public static PipelineConfig load(Path file, List<String> sets, Map<String, String> env) {
        try {
            return load(Files.readString(file), sets, env);
        } catch (IOException e) {
            throw new ConfigException("configuration " + file + " cannot be read: " + e);
        } catch (ConfigException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        }
    }

    /** As {@link #load(Path, List, Map)}, from the text of a file. */
    public static PipelineConfig load(String yaml, List<String> sets, Map<String, String> env) {
        ObjectNode tree = tree(yaml);
        for (String set : sets) {
            Overrides.apply(tree, PipelineConfig.class, set);
        }
        return Binder.bind(PipelineConfig.class, Environment.resolve(tree, "", env));
    }

    /** Whether the file or an override says something of a section, as {@code source.kafka}. */
    public static boolean names(Path file, List<String> sets, String section) {
        ObjectNode tree;
        try {
            tree = tree(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigException("configuration " + file + " cannot be read: " + e);
        }
        for (String set : sets) {
            Overrides.apply(tree, PipelineConfig.class, set);
        }
        JsonNode found = tree.at("/" + section.replace('.', '/'));
        return !found.isMissingNode() && !found.isNull();
    }

    private static ObjectNode tree(String yaml) {
        try {
            refuseAliases(yaml);
            JsonNode tree = YAML.readTree(yaml);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                return YAML.createObjectNode();
            }
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new ConfigException("the file is a single value; allowed: a section of keys");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            // without the excerpt of the source that some messages carry: it may hold a secret
            throw new ConfigException("no valid YAML" + where + ": "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException("A text cannot be read", e);
        }
    }

    /** An alias would be read as the name of its anchor. */
    private static void refuseAliases(String yaml) throws IOException {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(yaml)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw new ConfigException("*" + parser.getText() + " at line "
                            + parser.currentTokenLocation().getLineNr()
                            + " is an alias; allowed: the values themselves, written out");
                }
            }
        }
    }
}
