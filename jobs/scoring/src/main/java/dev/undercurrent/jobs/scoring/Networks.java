package dev.undercurrent.jobs.scoring;

import dev.undercurrent.bundle.Architecture;
import dev.undercurrent.bundle.BundleException;
import dev.undercurrent.bundle.BundleReader;
import dev.undercurrent.bundle.HmmSpec;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.Tensors;
import dev.undercurrent.core.scoring.TrainedChain;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.ModelConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the trained models that a configuration names. */
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
        return name.equals("none") ? null : of(bundle(key, name, "none, base"), key, name);
    }

    /**
     * A bundle by name, checked to be served as it was trained.
     *
     * @param key what asks for it, for errors
     * @param name {@code base} or the path of a bundle
     * @throws ConfigException where there is no such bundle, or it is damaged
     */
    public static ModelBundle bundle(String key, String name) {
        return bundle(key, name, "base");
    }

    /**
     * The hidden Markov model that regimes start from.
     *
     * @param name {@code none} or the path of a bundle
     * @return null for none
     * @throws ConfigException where there is no such bundle, it is damaged, or it holds another kind of model
     */
    public static TrainedChain chain(String name) {
        if (name.equals("none")) {
            return null;
        }
        return chain(bundle("model.hmm", name, "none"), "model.hmm", name);
    }

    /**
     * The hidden Markov model of a bundle, for scoring.
     *
     * @param key what asks for it, for errors
     * @param name of the bundle, for errors
     * @throws ConfigException where it holds another kind of model
     */
    public static TrainedChain chain(ModelBundle bundle, String key, String name) {
        if (!(bundle.manifest().architecture() instanceof HmmSpec spec) || spec.order() > 0 || spec.vocabulary() > 0) {
            throw ConfigException.of(
                    key,
                    name + ", which holds a " + bundle.manifest().architecture().description(),
                    "a bundle of a hidden Markov model with Gaussian or Student-t emissions");
        }
        int k = spec.states();
        int channels = spec.channels();
        Tensors tensors = bundle.tensors();
        return new TrainedChain(
                bundle.id(),
                tensors.values("hmm.initial", k),
                rows(tensors.values("hmm.transition", k, k), k),
                rows(tensors.values("hmm.location", k, channels), k),
                rows(tensors.values("hmm.scale", k, channels), k),
                tensors.values("hmm.offset", channels),
                tensors.values("hmm.unit", channels),
                spec.degreesOfFreedom(),
                spec.floor(),
                spec.regimes().stream().mapToInt(HmmSpec.Regime::id).toArray(),
                spec.nextId());
    }

    /**
     * The networks that are the regimes.
     *
     * @return none, or 2 to 8
     * @throws ConfigException where one cannot be used, is there twice, or other keys contradict
     */
    public static List<TrainedNetwork> experts(ModelConfig model) {
        List<String> names = model.experts();
        if (names.isEmpty()) {
            return List.of();
        }
        if (names.size() < 2 || names.size() > 8) {
            throw ConfigException.of("model.experts", names.size() + " networks", "none, or 2 to 8");
        }
        if (!model.hmm().equals("none")) {
            throw ConfigException.of("model.hmm", model.hmm(), "none, where model.experts says what the regimes are");
        }
        List<TrainedNetwork> experts = new ArrayList<>();
        Set<String> hashes = new HashSet<>();
        TrainedNetwork beside = load(model.network());
        for (int i = 0; i < names.size(); i++) {
            String key = "model.experts[" + i + "]";
            TrainedNetwork expert = of(bundle(key, names.get(i)), key, names.get(i));
            if (!hashes.add(expert.id().hash())) {
                throw ConfigException.of(key, names.get(i) + ", given twice", "each network once");
            }
            if (beside != null && beside.id().hash().equals(expert.id().hash())) {
                throw ConfigException.of(
                        "model.network", model.network(), "none, or a network that is not in model.experts");
            }
            experts.add(expert);
        }
        return experts;
    }

    private static double[][] rows(double[] values, int k) {
        int length = values.length / k;
        double[][] rows = new double[k][];
        for (int i = 0; i < k; i++) {
            rows[i] = Arrays.copyOfRange(values, i * length, (i + 1) * length);
        }
        return rows;
    }

    /**
     * The same where other names than {@code base} are allowed too.
     *
     * @param names what is allowed beside paths, for errors
     */
    public static ModelBundle bundle(String key, String name, String names) {
        try {
            if (name.equals("base") && names.contains("base")) {
                return BundleReader.resource(Networks.class.getClassLoader(), BASE);
            }
            Path path = Path.of(name);
            if (!Files.exists(path)) {
                throw ConfigException.of(key, name, names + ", or the path of a bundle that exists");
            }
            return BundleReader.read(path);
        } catch (BundleException e) {
            throw ConfigException.of(key, name, "a sound bundle; " + e.getMessage());
        }
    }

    /**
     * The network of a bundle, for scoring.
     *
     * @param key what asks for it, for errors
     * @param name of the bundle, for errors
     * @throws ConfigException where it holds another kind of model
     */
    public static TrainedNetwork of(ModelBundle bundle, String key, String name) {
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
