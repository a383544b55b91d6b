package dev.undercurrent.core.scoring;

import dev.undercurrent.core.forecast.ExpertsForecaster;
import dev.undercurrent.core.forecast.Forecaster;
import dev.undercurrent.core.mixing.Member;
import dev.undercurrent.core.network.NetworkModel;
import dev.undercurrent.core.switching.Belief;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.ModelExperts;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The member whose regimes are networks: a hidden Markov chain that chooses among K of them ({@link ModelExperts}). Each
 * hears every event in units of its own; of the chain only the moves are learnt. Regime k is the k-th network, for good.
 */
final class NetworkExperts {

    /** Fewest and most networks. */
    static final int FEWEST = 2;

    static final int MOST = 8;

    /** Name among the members. */
    static final String NAME = "experts";

    private final Switching<List<NetworkModel.State>> model;
    private final Member<SwitchingState<List<NetworkModel.State>>> member;

    NetworkExperts(ScorerSettings settings, int channels) {
        List<NetworkModel> models = new ArrayList<>();
        List<Forecaster<NetworkModel.State>> forecasters = new ArrayList<>();
        for (TrainedNetwork expert : settings.experts()) {
            Member<NetworkModel.State> one = expert.member(settings.seasons(), channels);
            models.add((NetworkModel) one.model());
            forecasters.add(one.forecaster());
        }
        var learning = Learning.moves(settings.memory(), settings.dwell(), models.size());
        model = new Switching<>(new ModelExperts<>(models), learning);
        member = new Member<>(NAME, model, new ExpertsForecaster<>(model, forecasters));
    }

    Member<SwitchingState<List<NetworkModel.State>>> member() {
        return member;
    }

    /** The filtered posterior over the networks; a live view. */
    // the states of this member are those that its model made
    @SuppressWarnings("unchecked")
    Belief belief(Object state) {
        return model.belief((SwitchingState<List<NetworkModel.State>>) state);
    }

    /** What hidden states descend from, of a length that does not grow with the networks. */
    static String lineage(List<TrainedNetwork> experts) {
        StringBuilder all = new StringBuilder();
        for (TrainedNetwork expert : experts) {
            all.append(expert.lineage()).append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return NAME + "/1/" + experts.size() + "/" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
