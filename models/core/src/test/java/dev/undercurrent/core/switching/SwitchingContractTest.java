package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.ReadingModelContract;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.SequenceModelContract;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.scaling.Standardised;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every kind of expert under the one chain obeys the laws of a sequence model. */
class SwitchingContractTest {

    private static final double GAUSSIAN = Double.POSITIVE_INFINITY;

    private static Switching<float[]> locationScale(int k, int channels, double nu, Learning learning) {
        return new Switching<>(LocationScale.standard(k, channels, nu, 0.01), learning);
    }

    private static Switching<Autoregressive.State> autoregressive(int k, int channels, int p, Learning learning) {
        return new Switching<>(new Autoregressive(k, channels, p, 4, 0.01), learning);
    }

    abstract static class OneChannel<S> extends ReadingModelContract<S> {
        @Override
        protected int channels() {
            return 1;
        }
    }

    abstract static class SeveralChannels<S> extends ReadingModelContract<S> {
        @Override
        protected int channels() {
            return 3;
        }
    }

    @Nested
    class OneGaussianChannel extends OneChannel<SwitchingState<float[]>> {
        @Override
        protected SequenceModel<SwitchingState<float[]>> model() {
            return locationScale(4, 1, GAUSSIAN, Learning.filtered(200, 20, 4));
        }
    }

    @Nested
    class ThreeGaussianChannels extends SeveralChannels<SwitchingState<float[]>> {
        @Override
        protected SequenceModel<SwitchingState<float[]>> model() {
            return locationScale(3, 3, GAUSSIAN, Learning.filtered(200, 20, 3));
        }
    }

    @Nested
    class OneStudentChannel extends OneChannel<SwitchingState<float[]>> {
        @Override
        protected SequenceModel<SwitchingState<float[]>> model() {
            return locationScale(4, 1, 4, Learning.filtered(200, 20, 4));
        }
    }

    @Nested
    class ThreeStudentChannels extends SeveralChannels<SwitchingState<float[]>> {
        @Override
        protected SequenceModel<SwitchingState<float[]>> model() {
            return locationScale(3, 3, 4, Learning.filtered(200, 20, 3));
        }
    }

    @Nested
    class ExactlyLearntGaussian extends OneChannel<SwitchingState<float[]>> {
        @Override
        protected SequenceModel<SwitchingState<float[]>> model() {
            return locationScale(3, 1, GAUSSIAN, Learning.exact(200, 20, 3));
        }
    }

    @Nested
    class ExactlyLearntStudent extends SeveralChannels<SwitchingState<float[]>> {
        @Override
        protected SequenceModel<SwitchingState<float[]>> model() {
            return locationScale(3, 3, 4, Learning.exact(200, 20, 3));
        }
    }

    @Nested
    class AutoregressiveOfOrderOne extends OneChannel<SwitchingState<Autoregressive.State>> {
        @Override
        protected SequenceModel<SwitchingState<Autoregressive.State>> model() {
            return autoregressive(3, 1, 1, Learning.filtered(200, 20, 3));
        }
    }

    @Nested
    class AutoregressiveOfOrderThree extends SeveralChannels<SwitchingState<Autoregressive.State>> {
        @Override
        protected SequenceModel<SwitchingState<Autoregressive.State>> model() {
            return autoregressive(3, 3, 3, Learning.filtered(200, 20, 3));
        }
    }

    @Nested
    class ExactlyLearntAutoregressive extends OneChannel<SwitchingState<Autoregressive.State>> {
        @Override
        protected SequenceModel<SwitchingState<Autoregressive.State>> model() {
            return autoregressive(3, 1, 2, Learning.exact(200, 20, 3));
        }
    }

    @Nested
    class StandardisedStudent extends OneChannel<Standardised.State<SwitchingState<float[]>>> {
        @Override
        protected SequenceModel<Standardised.State<SwitchingState<float[]>>> model() {
            return new Standardised<>(locationScale(4, 1, 4, Learning.filtered(200, 20, 4)), 1);
        }
    }

    @Nested
    class StandardisedAutoregressive
            extends ReadingModelContract<Standardised.State<SwitchingState<Autoregressive.State>>> {
        @Override
        protected int channels() {
            return 2;
        }

        @Override
        protected SequenceModel<Standardised.State<SwitchingState<Autoregressive.State>>> model() {
            return new Standardised<>(autoregressive(3, 2, 2, Learning.filtered(200, 20, 3)), 2);
        }
    }

    @Nested
    class Tokens extends SequenceModelContract<SwitchingState<double[]>> {

        private static final int VOCABULARY = 5;

        @Override
        protected Switching<double[]> model() {
            return new Switching<>(
                    new CategoricalExperts(new double[][] {{0.6, 0.1, 0.1, 0.1, 0.1}, {0.1, 0.1, 0.1, 0.1, 0.6}}),
                    Learning.filtered(100, 10, 2));
        }

        @Override
        protected Observation observation(SplittableRandom random, int t) {
            return new Token(t, random.nextInt(10) == 0 ? Token.NONE : random.nextInt(VOCABULARY));
        }

        @Override
        protected Observation nothing() {
            return new Token(0, Token.NONE);
        }

        @Override
        protected Observation[] extremes() {
            return new Observation[] {
                new Token(0, 0),
                new Token(0, VOCABULARY),
                new Token(0, Integer.MAX_VALUE),
                new Token(0, Integer.MIN_VALUE),
                new Token(0, VOCABULARY - 1)
            };
        }

        @Test
        @DisplayName("3: the predictive law of a token sums to 1, and what is not in the vocabulary is impossible")
        void sumsToOne() {
            Seeded.check(20, (random, size) -> {
                Switching<double[]> model = model();
                SwitchingState<double[]> state = model.start();
                for (int t = 0; t < 10 * size; t++) {
                    model.observe(state, observation(random, t), 1);
                }
                Mixture law = model.predict(state);
                double sum = 0;
                for (int id = 0; id < VOCABULARY; id++) {
                    sum += StrictMath.exp(-law.surprisal(new Token(0, id)));
                }
                assertThat(sum).isCloseTo(1, within(1e-12));
                assertThat(law.surprisal(new Token(0, VOCABULARY))).isEqualTo(Double.POSITIVE_INFINITY);
            });
        }
    }
}
