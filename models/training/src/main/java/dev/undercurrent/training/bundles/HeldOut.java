package dev.undercurrent.training.bundles;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.evaluation.Backtest;
import dev.undercurrent.evaluation.EnsembleMethod;
import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.Protocol;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.evaluation.baseline.SeasonalNaive;
import java.util.List;

/**
 * What a network says of events that it was not trained on, as the scoring job would have it, beside the hidden Markov model
 * that every key has and the seasonal naive method. All see a series from its start, and are judged from the protocol's first
 * origin on.
 *
 * @param network its results
 * @param hmm those of the hidden Markov model that learns as it goes
 * @param naive those of the value a season before
 */
public record HeldOut(MethodResult network, MethodResult hmm, MethodResult naive) {

    /**
     * Runs all three.
     *
     * @param series in any units
     * @throws IllegalArgumentException if a series is too short for the protocol
     */
    public static HeldOut of(TrainedNetwork network, List<TimeSeries> series, Protocol protocol) {
        Backtest backtest = new Backtest(protocol, 1);
        ScorerSettings plain = ScorerSettings.standard().withForecast(protocol.horizon(), protocol.horizon());
        ScorerSettings both = plain.withMembers(Seasons.NONE, false, network);
        return new HeldOut(
                backtest.run(EnsembleMethod.member("network", both, 1), series),
                backtest.run(EnsembleMethod.member("hmm", plain, 0), series),
                backtest.run(SeasonalNaive.factory(), series));
    }

    /** Series that were judged. */
    int count() {
        return network.series().size();
    }
}
