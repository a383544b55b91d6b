package dev.undercurrent.core.mixing;

import dev.undercurrent.core.forecast.ChainForecaster;
import dev.undercurrent.core.forecast.StandardisedForecaster;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.network.NetworkForecaster;
import dev.undercurrent.core.network.NetworkModel;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.StepHead;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import dev.undercurrent.core.scaling.Standardised;
import dev.undercurrent.core.seasonal.SeasonalAutoregressive;
import dev.undercurrent.core.seasonal.SeasonalForecaster;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.LocationScale;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;
import java.util.List;

/** One member of each kind, small. */
final class Members {

    private static final int SEASON = 4;
    private static final int CYCLE = 10;

    private Members() {}

    static Member<Standardised.State<SwitchingState<float[]>>> chain(int channels) {
        var chain = new Switching<>(LocationScale.standard(3, channels, 4, 0.01), Learning.filtered(200, 20, 3));
        var model = new Standardised<>(chain, channels);
        return new Member<>(
                "hmm",
                model,
                new StandardisedForecaster<>(model, new ChainForecaster<>(chain, ChainForecaster.Quantiles.MOMENTS)));
    }

    static Member<SeasonalAutoregressive.State> seasonal(int channels) {
        var model = new SeasonalAutoregressive(channels, SEASON, CYCLE);
        return new Member<>("seasonal", model, new SeasonalForecaster(model));
    }

    static Member<NetworkModel.State> network(int channels) {
        NetworkSpec spec = NetworkSpec.recurrent(NetworkSpec.Kind.LSTM, 5, 1);
        Weights weights = RandomWeights.of(spec, 7);
        var encoder = Recurrent.of(spec, SeasonalFeatures.INPUTS, weights, Kernels.plain());
        var model = new NetworkModel(
                encoder, new StepHead(weights, 5, Kernels.plain()), new SeasonalFeatures(SEASON, CYCLE), channels);
        var head = new HorizonHead(weights, 5, Kernels.plain());
        return new Member<>("lstm", model, new NetworkForecaster(model, head));
    }

    static Ensemble ensemble(int channels, int horizon) {
        return new Ensemble(List.of(chain(channels), seasonal(channels), network(channels)), channels, horizon);
    }
}
