package dev.undercurrent.jobs.cli;

import dev.undercurrent.bundle.HmmSpec;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.TrainedChain;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.evaluation.EnsembleMethod;
import dev.undercurrent.evaluation.MethodFactory;
import dev.undercurrent.jobs.scoring.Networks;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The product's own methods of an evaluation. */
public final class Contestants {

    /** The first member: the hidden Markov model, whose regimes are served. */
    private static final int CHAIN = 0;

    private static final int BESIDE = 1;

    private Contestants() {}

    /**
     * A trained model, a network or a hidden Markov model; the other is null.
     *
     * @param given by a bundle's option, not by the settings
     */
    private record Trained(ModelId id, TrainedNetwork network, TrainedChain chain, boolean given) {

        static Trained of(TrainedNetwork network, boolean given) {
            return new Trained(network.id(), network, null, given);
        }

        static Trained of(TrainedChain chain, boolean given) {
            return new Trained(chain.id(), null, chain, given);
        }

        /** The settings with this model where they name another of its kind, or none. */
        ScorerSettings served(ScorerSettings settings) {
            return network == null ? settings.withChain(chain) : with(settings, settings.seasonal(), network);
        }
    }

    /**
     * What is served with the models of the settings, and per bundle what is served with that in the place of the one of its
     * kind; then each of these models alone, the networks that regimes choose among, the seasonal autoregression, and the hidden
     * Markov model that a series learns by itself. Networks and the autoregression run beside the hidden Markov model of the settings, whose alarms decide when
     * learning is withheld.
     *
     * @param settings whose own models, if it has any, take part like bundles
     * @param bundles names; none = what is served without a network
     * @throws ConfigException where a bundle cannot be used, or is given twice, or a hidden Markov model is of several channels
     */
    public static List<MethodFactory> of(ScorerSettings settings, List<String> bundles) {
        List<Trained> models = models(settings, bundles);
        List<String> names = names(models);
        ScorerSettings both = with(settings, true, settings.network());
        List<MethodFactory> methods = new ArrayList<>();
        List<String> own = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            if (!models.get(i).given) {
                own.add(names.get(i));
            }
        }
        int served = models.size() - own.size() + (own.isEmpty() ? 0 : 1);
        if (served == 0) {
            methods.add(EnsembleMethod.together("combination", both));
        } else if (!own.isEmpty()) {
            methods.add(EnsembleMethod.together(combination(served, String.join(" and ", own)), both));
        }
        for (int i = 0; i < models.size(); i++) {
            if (models.get(i).given) {
                methods.add(EnsembleMethod.together(
                        combination(served, names.get(i)), models.get(i).served(both)));
            }
        }
        ScorerSettings alone = with(settings, false, null).withExperts(List.of());
        for (int i = 0; i < models.size(); i++) {
            Trained model = models.get(i);
            methods.add(
                    EnsembleMethod.member(names.get(i), model.served(alone), model.network == null ? CHAIN : BESIDE));
        }
        if (!settings.experts().isEmpty()) {
            methods.add(EnsembleMethod.member("networks as regimes", alone.withExperts(settings.experts()), BESIDE));
        }
        methods.add(EnsembleMethod.member("seasonal autoregression", with(alone, true, null), BESIDE));
        methods.add(EnsembleMethod.member("hidden Markov model", alone.withChain(null), CHAIN));
        return methods;
    }

    private static String combination(int served, String name) {
        return served == 1 ? "combination" : "combination, " + name;
    }

    private static ScorerSettings with(ScorerSettings settings, boolean seasonal, TrainedNetwork network) {
        return settings.withMembers(Seasons.NONE, seasonal, network);
    }

    /** The settings' own first. */
    private static List<Trained> models(ScorerSettings settings, List<String> bundles) {
        List<Trained> models = new ArrayList<>();
        if (settings.network() != null) {
            models.add(Trained.of(settings.network(), false));
        }
        if (settings.chain() != null) {
            models.add(Trained.of(
                    single(settings.chain(), "model.hmm", settings.chain().id().name()), false));
        }
        for (String name : bundles) {
            if (!name.equals("none")) {
                ModelBundle bundle = Networks.bundle("--bundle", name, "none, base");
                models.add(
                        bundle.manifest().architecture() instanceof HmmSpec
                                ? Trained.of(single(Networks.chain(bundle, "--bundle", name), "--bundle", name), true)
                                : Trained.of(Networks.of(bundle, "--bundle", name), true));
            }
        }
        return models;
    }

    private static TrainedChain single(TrainedChain chain, String key, String name) {
        if (chain.channels() != 1) {
            throw ConfigException.of(
                    key,
                    name + ", a hidden Markov model of " + chain.channels() + " channels",
                    "one of 1 channel, as evaluated series have");
        }
        return chain;
    }

    /** By the names of their bundles, with hashes where names repeat. */
    private static List<String> names(List<Trained> models) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Trained model : models) {
            String name = model.id.name();
            boolean alone =
                    models.stream().filter(m -> m.id.name().equals(name)).count() == 1;
            names.add(name + (alone ? "" : " " + model.id.hash()));
            if (!seen.add(names.get(names.size() - 1))) {
                throw ConfigException.of("--bundle", names.get(names.size() - 1) + ", given twice", "each bundle once");
            }
        }
        return names;
    }
}
