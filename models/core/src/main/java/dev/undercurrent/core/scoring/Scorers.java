package dev.undercurrent.core.scoring;

import dev.undercurrent.core.attention.AnalogueForecaster;
import dev.undercurrent.core.attention.WindowMemory;
import dev.undercurrent.core.forecast.AutoregressiveForecaster;
import dev.undercurrent.core.forecast.ChainForecaster;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.mixing.Member;
import dev.undercurrent.core.scaling.Standardised;
import dev.undercurrent.core.seasonal.SeasonalAutoregressive;
import dev.undercurrent.core.seasonal.SeasonalForecaster;
import dev.undercurrent.core.switching.Autoregressive;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.LocationScale;
import dev.undercurrent.core.switching.Switching;
import java.util.ArrayList;
import java.util.List;

/** Makes scorers from settings. */
public final class Scorers {

    /** Smallest scale of an expert, in standardised units. */
    static final double FLOOR = 0.01;

    private Scorers() {}

    /** The scorer of readings with the given number of channels. */
    public static Scorer of(ScorerSettings settings, int channels) {
        return new Scorer(events(settings, channels), settings, channels);
    }

    /** What scores single events by these settings. */
    static EventScorer events(ScorerSettings settings, int channels) {
        List<Member<?>> members = new ArrayList<>();
        TrainedChain trained = settings.chain();
        Chain<?> chain = trained == null || trained.channels() != channels
                ? chain(settings, channels)
                : trained.chain(settings.memory(), settings.dwell());
        members.add(chain.member());
        if (settings.seasonal()) {
            var seasonal = new SeasonalAutoregressive(
                    channels, settings.seasons().season(), settings.seasons().longer());
            members.add(new Member<>("seasonal", seasonal, new SeasonalForecaster(seasonal)));
        }
        if (settings.network() != null) {
            members.add(settings.network().member(settings.seasons(), channels));
        }
        NetworkExperts experts = null;
        if (!settings.experts().isEmpty()) {
            experts = new NetworkExperts(settings, channels);
            members.add(experts.member());
        }
        if (settings.past() != null) {
            members.add(new Member<>(
                    RegimeSource.MEMORY,
                    new WindowMemory(settings.past(), channels, RegimeSource.ofMemory(experts != null, channels)),
                    new AnalogueForecaster()));
        }
        var model = new Ensemble(members, channels, settings.horizon());
        return new EventScorer(model, chain, new RegimeSource(model, chain, experts), settings, channels);
    }

    private static Chain<?> chain(ScorerSettings settings, int channels) {
        Learning learning = Learning.filtered(settings.memory(), settings.dwell(), settings.regimes());
        double nu = settings.emission() == ScorerSettings.Emission.GAUSSIAN
                ? Double.POSITIVE_INFINITY
                : settings.degreesOfFreedom();
        if (settings.emission() == ScorerSettings.Emission.AUTOREGRESSIVE) {
            var experts = new Autoregressive(settings.regimes(), channels, settings.order(), nu, FLOOR);
            var model = new Switching<>(experts, learning);
            var forecaster = new AutoregressiveForecaster(model, experts);
            return new Chain<>("ar-hmm", new Standardised<>(model, channels), model::belief, forecaster);
        }
        var model = new Switching<>(LocationScale.standard(settings.regimes(), channels, nu, FLOOR), learning);
        var forecaster = new ChainForecaster<>(model, ChainForecaster.Quantiles.MOMENTS);
        return new Chain<>("hmm", new Standardised<>(model, channels), model::belief, forecaster);
    }
}
