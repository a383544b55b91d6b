package dev.undercurrent.training.bundles;

import dev.undercurrent.core.mixing.Member;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.Scorers;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.evaluation.Backtest;
import dev.undercurrent.evaluation.MethodFactory;
import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.ModelMethod;
import dev.undercurrent.evaluation.Protocol;
import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.evaluation.baseline.SeasonalNaive;
import java.util.List;

/**
 * What a network says of events that it was not trained on, beside a hidden Markov model as every key has one and the
 * seasonal naive method. All see a series from its start, and are judged from the protocol's first origin on.
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
        ScorerSettings plain = ScorerSettings.standard();
        return new HeldOut(
                backtest.run(factory("network", info -> network.member(seasons(info), 1)), series),
                backtest.run(factory("hmm", info -> Scorers.members(plain, 1).get(0)), series),
                backtest.run(SeasonalNaive.factory(), series));
    }

    /** Series that were judged. */
    int count() {
        return network.series().size();
    }

    private interface Maker {
        Member<?> of(SeriesInfo info);
    }

    private static MethodFactory factory(String name, Maker maker) {
        return MethodFactory.of(name, info -> method(maker.of(info), info));
    }

    private static <S> ModelMethod<S> method(Member<S> member, SeriesInfo info) {
        return new ModelMethod<>(member.model(), member.forecaster(), 1, info);
    }

    private static Seasons seasons(SeriesInfo info) {
        return new Seasons(info.season() > 1 ? info.season() : 0, info.cycle() > 1 ? info.cycle() : 0);
    }
}
