package dev.undercurrent.core.mixing;

import dev.undercurrent.core.ReadingModelContract;
import dev.undercurrent.core.SequenceModel;
import org.junit.jupiter.api.Nested;

/** Several models of a key obey the laws of one. */
class EnsembleContractTest {

    private abstract static class Contract extends ReadingModelContract<Ensemble.State> {
        private final int channels;

        Contract(int channels) {
            this.channels = channels;
        }

        @Override
        protected SequenceModel<Ensemble.State> model() {
            return Members.ensemble(channels, 3);
        }

        @Override
        protected int channels() {
            return channels;
        }
    }

    @Nested
    class OneChannel extends Contract {
        OneChannel() {
            super(1);
        }
    }

    @Nested
    class TwoChannels extends Contract {
        TwoChannels() {
            super(2);
        }
    }

    /** With one member it is that member. */
    @Nested
    class Alone extends ReadingModelContract<Ensemble.State> {
        @Override
        protected SequenceModel<Ensemble.State> model() {
            return new Ensemble(java.util.List.of(Members.network(2)), 2, 3);
        }

        @Override
        protected int channels() {
            return 2;
        }
    }
}
