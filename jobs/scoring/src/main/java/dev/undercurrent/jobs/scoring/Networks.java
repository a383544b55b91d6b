package dev.undercurrent.jobs.scoring;

import dev.undercurrent.bundle.Architecture;
import dev.undercurrent.bundle.BundleException;
import dev.undercurrent.bundle.BundleReader;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the trained network that a configuration names. */
public final class Networks {

    /** Where the network that comes along lies. */
    private static final String BASE = "dev/undercurrent/base.zip";

    private Networks() {}

    /**
     * @param name {@code none}, {@code base} or the path of a bundle
     * @return null for none
     * @throws ConfigException where there is no such bundle, it is damaged, or it holds no network
     */
    public static TrainedNetwork load(String name) {
        return load("model.network", name);
    }

    /** The same for a name given under another key or option, which errors name. */
    public static TrainedNetwork load(String key, String name) {
        if (name.equals("none")) {
            return null;
        }
        try {
            if (name.equals("base")) {
                return of(BundleReader.resource(Networks.class.getClassLoader(), BASE), key, name);
            }
            Path path = Path.of(name);
            if (!Files.exists(path)) {
                throw ConfigException.of(key, name, "none, base, or the path of a bundle");
            }
            return of(BundleReader.read(path), key, name);
        } catch (BundleException e) {
            throw ConfigException.of(key, name, "a sound bundle; " + e.getMessage());
        }
    }

    private static TrainedNetwork of(ModelBundle bundle, String key, String name) {
        if (bundle.manifest().architecture() instanceof Architecture.Network network) {
            return new TrainedNetwork(
                    bundle.id(), network.spec(), bundle.tensors().weights());
        }
        throw ConfigException.of(
                key,
                name + ", which holds a " + bundle.manifest().architecture().kind(),
                "a bundle of a network");
    }
}
