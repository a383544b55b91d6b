package dev.undercurrent.core.network;

import dev.undercurrent.core.ReadingModelContract;
import dev.undercurrent.core.SequenceModel;
import org.junit.jupiter.api.Nested;

/** Networks obey the laws of a sequence model, with and without a season, one channel and several. */
class NetworkContractTest {

    static NetworkModel model(int hidden, int season, int cycle, int channels) {
        var head = new StepHead(SmallWeights.heads(hidden), hidden, new ReferenceKernel());
        return new NetworkModel(new ReferenceLstm(hidden), head, new SeasonalFeatures(season, cycle), channels);
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
            return NetworkContractTest.model(6, 5, 12, 3);
        }
    }
}
