package dev.undercurrent.jobs.cli;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.evaluation.EnsembleMethod;
import dev.undercurrent.evaluation.MethodFactory;
import dev.undercurrent.jobs.scoring.Networks;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The product's own methods of an evaluation. */
public final class Contestants {

    private Contestants() {}

    /**
     * Per bundle what is served with it; then the hidden Markov model, the seasonal autoregression and each network, each one
     * beside the hidden Markov model alone, whose alarms decide when learning is withheld.
     *
     * @param settings whose own network, if it has one, takes part like a bundle
     * @param bundles names; none = what is served without a network
     * @throws ConfigException where a bundle cannot be used, or is given twice
     */
    public static List<MethodFactory> of(ScorerSettings settings, List<String> bundles) {
        Map<String, TrainedNetwork> networks = networks(settings.network(), bundles);
        List<MethodFactory> methods = new ArrayList<>();
        if (networks.isEmpty()) {
            methods.add(EnsembleMethod.together("combination", with(settings, true, null)));
        }
        networks.forEach((name, network) -> methods.add(EnsembleMethod.together(
                networks.size() == 1 ? "combination" : "combination, " + name, with(settings, true, network))));
        networks.forEach(
                (name, network) -> methods.add(EnsembleMethod.member(name, with(settings, false, network), 1)));
        methods.add(EnsembleMethod.member("seasonal autoregression", with(settings, true, null), 1));
        methods.add(EnsembleMethod.member("hidden Markov model", with(settings, false, null), 0));
        return methods;
    }

    private static ScorerSettings with(ScorerSettings settings, boolean seasonal, TrainedNetwork network) {
        return settings.withMembers(Seasons.NONE, seasonal, network);
    }

    private static Map<String, TrainedNetwork> networks(TrainedNetwork own, List<String> bundles) {
        List<TrainedNetwork> all = new ArrayList<>();
        if (own != null) {
            all.add(own);
        }
        for (String bundle : bundles) {
            TrainedNetwork network = Networks.load("--bundle", bundle);
            if (network != null) {
                all.add(network);
            }
        }
        Map<String, TrainedNetwork> named = new LinkedHashMap<>();
        for (TrainedNetwork network : all) {
            boolean alone = all.stream()
                            .filter(n -> n.id().name().equals(network.id().name()))
                            .count()
                    == 1;
            String name = network.id().name() + (alone ? "" : " " + network.id().hash());
            if (named.put(name, network) != null) {
                throw ConfigException.of("--bundle", name + ", given twice", "each bundle once");
            }
        }
        return named;
    }
}
