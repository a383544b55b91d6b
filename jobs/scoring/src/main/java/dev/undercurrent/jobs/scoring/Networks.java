package dev.undercurrent.jobs.scoring;

import dev.undercurrent.bundle.BundleException;
import dev.undercurrent.bundle.BundleReader;
import dev.undercurrent.bundle.Limits;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.Serving;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the trained network that a configuration names. */
public final class Networks {

    /** Where the network that comes along lies. */
    private static final String BASE = "dev/undercurrent/base.zip";

    private static final String KEY = "model.network";

    private Networks() {}

    /**
     * @param name {@code none}, {@code base} or the path of a bundle
     * @return null for none
     * @throws ConfigException where there is no such bundle, it is damaged, or it holds no network
     */
    public static TrainedNetwork load(String name) {
        if (name.equals("none")) {
            return null;
        }
        try {
            return Serving.network(bundle(KEY, name));
        } catch (BundleException e) {
            throw ConfigException.of(KEY, name, "a bundle of a network; " + e.getMessage());
        }
    }

    /**
     * A bundle by name, checked to be served as it was trained.
     *
     * @param key what asks for it, for messages
     * @param name {@code base} or the path of a bundle
     * @throws ConfigException where there is no such bundle, or it is damaged
     */
    public static ModelBundle bundle(String key, String name) {
        try {
            if (name.equals("base")) {
                return BundleReader.resource(Networks.class.getClassLoader(), BASE, Limits.standard(), Serving.check());
            }
            Path path = Path.of(name);
            if (!Files.exists(path)) {
                throw ConfigException.of(key, name, "base, or the path of a bundle");
            }
            return BundleReader.read(path, Limits.standard(), Serving.check());
        } catch (BundleException e) {
            throw ConfigException.of(key, name, "a sound bundle; " + e.getMessage());
        }
    }
}
