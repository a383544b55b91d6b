package dev.undercurrent.core.seasonal;

import dev.undercurrent.core.ReadingModelContract;
import dev.undercurrent.core.SequenceModel;
import org.junit.jupiter.api.Nested;

/** The laws, for walks that end before, in and after the warm-up (24, 16 and 8 events). */
class SeasonalContractTest {

    private abstract static class Contract extends ReadingModelContract<SeasonalAutoregressive.State> {
        private final int channels;
        private final int season;
        private final int longer;

        Contract(int channels, int season, int longer) {
            this.channels = channels;
            this.season = season;
            this.longer = longer;
        }

        @Override
        protected SequenceModel<SeasonalAutoregressive.State> model() {
            return new SeasonalAutoregressive(channels, season, longer);
        }

        @Override
        protected int channels() {
            return channels;
        }
    }

    @Nested
    class OneChannelTwoPeriods extends Contract {
        OneChannelTwoPeriods() {
            super(1, 4, 10);
        }
    }

    @Nested
    class TwoChannelsOneSeason extends Contract {
        TwoChannelsOneSeason() {
            super(2, 3, 0);
        }
    }

    @Nested
    class ThreeChannelsNoSeason extends Contract {
        ThreeChannelsNoSeason() {
            super(3, 0, 0);
        }
    }
}
