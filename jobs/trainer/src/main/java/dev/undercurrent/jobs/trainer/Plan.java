package dev.undercurrent.jobs.trainer;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a run of training is, as far as a resumed one must not differ.
 *
 * @param spec network
 * @param steps of the optimiser
 * @param seed of everything drawn
 * @param from the bundle that it starts from; "" = none
 * @param events of the past
 */
record Plan(NetworkSpec spec, int steps, long seed, String from, long events) {

    private static final String FILE = "run.properties";

    void write(Path directory) throws IOException {
        Properties p = new Properties();
        p.setProperty("architecture", spec.kind().label());
        p.setProperty("hidden", Integer.toString(spec.hidden()));
        p.setProperty("layers", Integer.toString(spec.layers()));
        p.setProperty("heads", Integer.toString(spec.heads()));
        p.setProperty("window", Integer.toString(spec.window()));
        p.setProperty("patch", Integer.toString(spec.patch()));
        p.setProperty("steps", Integer.toString(steps));
        p.setProperty("seed", Long.toString(seed));
        p.setProperty("from", from);
        p.setProperty("events", Long.toString(events));
        StringWriter text = new StringWriter();
        p.store(text, null);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(FILE), text.toString());
    }

    /** @throws ConfigException where the directory holds no run */
    static Plan read(Path directory) throws IOException {
        if (!Files.isRegularFile(directory.resolve(FILE))) {
            throw ConfigException.of(
                    "--resume",
                    '"' + directory.toString() + '"',
                    "the directory of a run that was broken off, with " + FILE + " in it");
        }
        Properties p = new Properties();
        try (Reader in = Files.newBufferedReader(directory.resolve(FILE))) {
            p.load(in);
        }
        try {
            return new Plan(
                    new NetworkSpec(
                            NetworkSpec.Kind.of(p.getProperty("architecture")),
                            number(p, "hidden"),
                            number(p, "layers"),
                            number(p, "heads"),
                            number(p, "window"),
                            number(p, "patch")),
                    number(p, "steps"),
                    Long.parseLong(p.getProperty("seed")),
                    p.getProperty("from"),
                    Long.parseLong(p.getProperty("events")));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(directory.resolve(FILE) + " is damaged: " + e.getMessage());
        }
    }

    private static int number(Properties p, String key) {
        return Integer.parseInt(p.getProperty(key));
    }
}
