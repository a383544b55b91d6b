package dev.undercurrent.core.network;

import dev.undercurrent.core.ReadingModelContract;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import org.junit.jupiter.api.Nested;

/** Networks obey the laws of a sequence model, with and without a season, one channel and several. */
class NetworkContractTest {

    static NetworkModel model(int hidden, int season, int cycle, int channels) {
        return model(Kind.LSTM, hidden, season, cycle, channels);
    }

    private static NetworkModel model(Kind kind, int hidden, int season, int cycle, int channels) {
        var head = new StepHead(SmallWeights.heads(hidden), hidden, Kernels.plain());
        return new NetworkModel(
                SmallWeights.encoder(kind, hidden), head, new SeasonalFeatures(season, cycle), channels);
    }

    @Nested
    class OneChannel extends ReadingModelContract<NetworkModel.State> {
        @Override
        protected int channels() {
            return 1;
        }

        @Override
        protected SequenceModel<NetworkModel.State> model() {
            return NetworkContractTest.model(6, 0, 0, 1);
        }
    }

    @Nested
    class ThreeSeasonalChannels extends ReadingModelContract<NetworkModel.State> {
        @Override
        protected int channels() {
            return 3;
        }

        @Override
        protected SequenceModel<NetworkModel.State> model() {
            return NetworkContractTest.model(Kind.GRU, 6, 5, 12, 3);
        }
    }
}
