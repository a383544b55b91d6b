package dev.undercurrent.core.attention;

import dev.undercurrent.core.ReadingModelContract;
import dev.undercurrent.core.SequenceModel;
import org.junit.jupiter.api.Nested;

/** The laws, for one channel and for several. */
class WindowMemoryContractTest {

    private abstract static class Contract extends ReadingModelContract<WindowMemory.State> {
        private final int channels;

        Contract(int channels) {
            this.channels = channels;
        }

        @Override
        protected SequenceModel<WindowMemory.State> model() {
            return new WindowMemory(new MemorySettings(200), channels);
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
    class ThreeChannels extends Contract {
        ThreeChannels() {
            super(3);
        }
    }
}
