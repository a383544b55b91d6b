package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.ReadingModelContract;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkModel;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.StepHead;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import dev.undercurrent.core.scaling.Standardised;
import dev.undercurrent.core.seasonal.SeasonalAutoregressive;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Whole models under the one chain: the laws of a sequence model, the forward algorithm by hand, and dynamics found again. */
class ModelExpertsTest {

    private static NetworkModel lstm(long seed, int channels) {
        NetworkSpec spec = NetworkSpec.recurrent(NetworkSpec.Kind.LSTM, 5, 1);
        Weights weights = RandomWeights.of(spec, seed);
        return new NetworkModel(
                Recurrent.of(spec, SeasonalFeatures.INPUTS, weights, Kernels.plain()),
                new StepHead(weights, 5, Kernels.plain()),
                new SeasonalFeatures(0, 0),
                channels);
    }

    private static Switching<List<NetworkModel.State>> networks(int channels, Learning learning) {
        return new Switching<>(new ModelExperts<>(List.of(lstm(1, channels), lstm(2, channels))), learning);
    }

    @Nested
    class TwoNetworks extends ReadingModelContract<SwitchingState<List<NetworkModel.State>>> {
        @Override
        protected SequenceModel<SwitchingState<List<NetworkModel.State>>> model() {
            return networks(1, Learning.moves(200, 20, 2));
        }

        @Override
        protected int channels() {
            return 1;
        }
    }

    @Nested
    class TwoNetworksOfTwoChannelsExactlyLearnt extends ReadingModelContract<SwitchingState<List<NetworkModel.State>>> {
        @Override
        protected SequenceModel<SwitchingState<List<NetworkModel.State>>> model() {
            return networks(2, new Learning(Learning.Rule.EXACT, 200, 19, 1, Double.POSITIVE_INFINITY, 0));
        }

        @Override
        protected int channels() {
            return 2;
        }
    }

    private static final FixedAutoregression CALM = new FixedAutoregression(0, 0.9, 0.5);
    private static final FixedAutoregression ALTERNATING = new FixedAutoregression(1, -0.8, 0.5);

    private static Switching<List<double[]>> autoregressions(Learning learning) {
        return new Switching<>(new ModelExperts<>(List.of(CALM, ALTERNATING)), learning);
    }

    /** log N(x; mean, σ²), nats. */
    private static double logDensity(FixedAutoregression ar, double last, double x) {
        double z = (x - ar.mean(last)) / ar.deviation();
        return -0.5 * z * z - StrictMath.log(ar.deviation() * StrictMath.sqrt(2 * Math.PI));
    }

    private static double draw(FixedAutoregression ar, double last, SplittableRandom random) {
        return ar.mean(last) + ar.deviation() * Draw.normal(random);
    }

    @Test
    @DisplayName("with fixed moves surprisals and posteriors are those of the forward algorithm, written out")
    void forwardAlgorithm() {
        var model = autoregressions(Learning.none(8, 2));
        var state = model.start();
        double[] belief = {0.5, 0.5};
        double last = 0;
        var random = new SplittableRandom(4);
        for (int t = 0; t < 400; t++) {
            double x = draw(t / 50 % 2 == 0 ? CALM : ALTERNATING, last, random);
            double a = 0.8 * belief[0] + 0.2 * belief[1];
            double calm = a * StrictMath.exp(logDensity(CALM, last, x));
            double alternating = (1 - a) * StrictMath.exp(logDensity(ALTERNATING, last, x));
            var reading = new Reading(t, new double[] {x});
            assertThat(model.predict(state).surprisal(reading))
                    .isCloseTo(-StrictMath.log(calm + alternating), within(1e-9));
            model.observe(state, reading, 1);
            belief[0] = calm / (calm + alternating);
            belief[1] = 1 - belief[0];
            assertThat(state.belief[0]).isCloseTo(belief[0], within(1e-9));
            last = x;
        }
        assertThat(model.transition(state)).containsExactly(0.8f, 0.2f, 0.2f, 0.8f);
    }

    @Test
    @DisplayName("where the dynamics change the posterior follows within events, and how long they last is learnt")
    void followsTheDynamics() {
        int dwell = 80;
        var model = autoregressions(Learning.moves(5000, 10, 2));
        var state = model.start();
        var random = new SplittableRandom(6);
        double last = 0;
        int right = 0;
        int settled = 0;
        int waited = 0;
        boolean waiting = false;
        int since = 0;
        for (int t = 0; t < 8000; t++) {
            boolean calm = t / dwell % 2 == 0;
            since = t % dwell == 0 ? 0 : since + 1;
            double x = draw(calm ? CALM : ALTERNATING, last, random);
            model.observe(state, new Reading(t, new double[] {x}), 1);
            last = x;
            boolean found = state.belief[0] > 0.5 == calm;
            waiting = since == 0 || waiting;
            waiting &= !found;
            waited += waiting ? 1 : 0;
            if (since > 5) {
                settled++;
                right += found ? 1 : 0;
            }
        }
        assertThat((double) right / settled).isGreaterThan(0.98);
        // mean number of events until a change is noticed
        assertThat((double) waited * dwell / 8000).isLessThan(3);
        // 1 / dwell is left per event
        float[] transition = model.transition(state);
        assertThat((double) transition[1]).isBetween(0.5 / dwell, 2.0 / dwell);
        assertThat((double) transition[2]).isBetween(0.5 / dwell, 2.0 / dwell);
    }

    @Test
    @DisplayName("with moves all but impossible the posterior is Bayes' over whole models")
    void modelAveraging() {
        var model = autoregressions(Learning.none(1, 1e-300));
        var state = model.start();
        var random = new SplittableRandom(9);
        double evidence = 0;
        double last = 0;
        for (int t = 0; t < 60; t++) {
            // neither of them: what is left is the odds of their likelihoods
            double x = 0.6 + 0.05 * last + 0.4 * Draw.normal(random);
            model.observe(state, new Reading(t, new double[] {x}));
            evidence += logDensity(CALM, last, x) - logDensity(ALTERNATING, last, x);
            last = x;
            double expected = 1 / (1 + StrictMath.exp(-evidence));
            assertThat(state.belief[0]).isCloseTo(expected, within(1e-9));
        }
    }

    @Test
    @DisplayName("the tail is the weighted mean of the models' own tails")
    void tails() {
        var model = networks(2, Learning.none(3, 1));
        var state = model.start();
        var random = new SplittableRandom(3);
        NetworkModel[] alone = {lstm(1, 2), lstm(2, 2)};
        List<NetworkModel.State> states = List.of(alone[0].start(), alone[1].start());
        for (int t = 0; t < 60; t++) {
            var x = new Reading(t, new double[] {random.nextDouble(), t % 5 == 0 ? Double.NaN : t % 7});
            Density law = model.predict(state);
            double expected = 0;
            double a = 0.75 * state.belief[0] + 0.25 * state.belief[1];
            for (int k = 0; k < 2; k++) {
                expected +=
                        (k == 0 ? a : 1 - a) * alone[k].predict(states.get(k)).tail(x);
            }
            assertThat(law.tail(x)).isCloseTo(expected, within(1e-12));
            model.observe(state, x, 1);
            alone[0].observe(states.get(0), x, 1);
            alone[1].observe(states.get(1), x, 1);
        }
    }

    @Test
    @DisplayName("models of units of their own refuse a change of units; rescalable ones follow it")
    void units() {
        var standardised = new Standardised<>(networks(1, Learning.moves(200, 20, 2)), 1);
        var state = standardised.start();
        assertThatThrownBy(() -> {
                    for (int t = 0; t < 8; t++) {
                        standardised.observe(state, new Reading(t, new double[] {t % 3}), 1);
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NetworkModel has units of its own");
        var models = List.of(new SeasonalAutoregressive(1, 0, 0), new SeasonalAutoregressive(1, 3, 0));
        var model = new Switching<>(new ModelExperts<>(models), Learning.moves(200, 20, 2));
        var before = model.start();
        var random = new SplittableRandom(3);
        for (int t = 0; t < 60; t++) {
            model.observe(before, new Reading(t, new double[] {t % 3 + random.nextDouble()}), 1);
        }
        double surprisal = model.predict(before).surprisal(new Reading(0, new double[] {1.3}));
        model.rescale(before, 0, 4, -2);
        assertThat(model.predict(before).surprisal(new Reading(0, new double[] {4 * 1.3 - 2})))
                .isCloseTo(surprisal + StrictMath.log(4), within(1e-6));
    }

    @Test
    @DisplayName("no models, one twice, channels that differ, and new regimes are refused by name")
    void refusals() {
        NetworkModel one = lstm(1, 1);
        assertThatThrownBy(() -> new ModelExperts<>(List.<NetworkModel>of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 models");
        assertThatThrownBy(() -> new ModelExperts<>(List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 models, 1 of them distinct");
        assertThatThrownBy(() -> new ModelExperts<>(List.of(one, lstm(2, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of 1 and of 2 channels");
        var experts = new ModelExperts<>(List.of(one));
        assertThatThrownBy(() -> experts.restart(experts.start(), 0, new double[1], new double[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("novel run of 0");
    }
}
