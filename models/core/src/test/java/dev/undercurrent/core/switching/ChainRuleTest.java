package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Law 2, through the model itself: the definition is the sum over all paths s_0, s_1, …, s_n. */
class ChainRuleTest {

    private static final double GAUSSIAN = Double.POSITIVE_INFINITY;

    /** log density of x_t in state k, given the whole sequence. */
    private interface Emission {
        double log(int t, int k);
    }

    /** −log Σ over paths of 1/K Π A Π b: uniform is the belief before the first move. */
    private static double minusLogJoint(float[] transition, int k, int events, Emission emission) {
        double joint = 0;
        int count = (int) Math.round(StrictMath.pow(k, events + 1));
        for (int number = 0; number < count; number++) {
            int rest = number / k;
            int before = number % k;
            double path = 1.0 / k;
            for (int t = 0; t < events; t++) {
                int now = rest % k;
                rest /= k;
                path *= transition[before * k + now] * StrictMath.exp(emission.log(t, now));
                before = now;
            }
            joint += path;
        }
        return -StrictMath.log(joint);
    }

    /** The state as its bytes tell it, with all that is derived from them. */
    private static <E> SwitchingState<E> reread(Switching<E> model, SwitchingState<E> state) {
        var sink = new ByteSink(1024);
        model.codec().write(state, sink);
        return model.codec().read(new ByteSource(sink.toBytes()));
    }

    private static double gaussian(double x, double mean, double scale) {
        double z = (x - mean) / scale;
        return -0.5 * z * z - StrictMath.log(scale) - 0.5 * StrictMath.log(2 * Math.PI);
    }

    @Test
    @DisplayName("2: surprisals of a Gaussian chain sum to minus the log of the joint density over all paths")
    void gaussianChain() {
        Seeded.check(20, (random, size) -> {
            int k = 2 + size % 2;
            int events = 1 + size % 6;
            double[][] mean = new double[k][1];
            double[][] scale = new double[k][1];
            for (int i = 0; i < k; i++) {
                mean[i][0] = (float) (4 * random.nextDouble() - 2);
                scale[i][0] = (float) (0.2 + random.nextDouble());
            }
            var model = new Switching<>(LocationScale.of(mean, scale, GAUSSIAN, 0.01), Learning.none(3, 1));
            var state = model.start();
            float[] transition = model.transition(state);
            double[] x = new double[events];
            double sum = 0;
            for (int t = 0; t < events; t++) {
                x[t] = 6 * random.nextDouble() - 3;
                sum += model.step(state, new Reading(t, new double[] {x[t]}));
            }
            double expected = minusLogJoint(transition, k, events, (t, i) -> gaussian(x[t], mean[i][0], scale[i][0]));
            // rows of float transitions sum to 1 within 1e-7
            assertThat(sum).isCloseTo(expected, within(events * 2e-7));
        });
    }

    @Test
    @DisplayName("2: surprisals of an autoregressive chain sum to minus the log of the joint density over all paths")
    void autoregressiveChain() {
        Seeded.check(20, (random, size) -> {
            int k = 2 + size % 2;
            int p = 1 + size % 3;
            int events = 2 + size % 5;
            var experts = new Autoregressive(k, 1, p, GAUSSIAN, 0.01);
            var learnt = new Switching<>(experts, Learning.filtered(50, 10, k));
            var trained = learnt.start();
            for (int t = 0; t < 60; t++) {
                learnt.observe(trained, new Reading(t, new double[] {random.nextDouble() * Math.floorDiv(t, 20)}), 1);
            }
            // from here on parameters are fixed, and the past is what the lags hold; the belief is the start's
            var model = new Switching<>(experts, Learning.none(3, 1));
            java.util.Arrays.fill(trained.moves, 0);
            java.util.Arrays.fill(trained.belief, 1.0 / k);
            var state = reread(model, trained);
            float[] transition = model.transition(state);
            double[] x = new double[p + events];
            for (int l = 1; l <= p; l++) {
                x[p - l] = experts.lag(state.experts, 0, l);
            }
            var parameters = experts.codec().copy(state.experts);
            double sum = 0;
            for (int t = 0; t < events; t++) {
                x[p + t] = 2 * random.nextDouble();
                sum += model.step(state, new Reading(t, new double[] {x[p + t]}));
            }
            double expected = minusLogJoint(transition, k, events, (t, i) -> {
                double mean = experts.coefficient(parameters, i, 0, 0);
                for (int l = 1; l <= p; l++) {
                    mean += experts.coefficient(parameters, i, 0, l) * x[p + t - l];
                }
                return gaussian(x[p + t], mean, Math.sqrt(experts.noiseVariance(parameters, i, 0)));
            });
            // rows of float transitions sum to 1 within 1e-7, and the filter normalises what the paths do not
            assertThat(sum).isCloseTo(expected, within(events * 2e-7));
        });
    }

    @Test
    @DisplayName("looking at another key between predict and observe changes nothing")
    void glancesAreHarmless() {
        var model = new Switching<>(LocationScale.standard(3, 1, 4, 0.01), Learning.filtered(50, 10, 3));
        var glanced = model.start();
        var plain = model.start();
        var other = model.start();
        for (int t = 0; t < 50; t++) {
            Reading x = new Reading(t, new double[] {t % 7});
            Reading y = new Reading(t, new double[] {-t});
            model.observe(other, y, 1);
            model.predict(glanced);
            model.transition(other);
            model.experts().components(model.experts(other));
            model.observe(glanced, x, 1);
            model.observe(plain, x, 1);
            assertThat(model.predict(glanced).surprisal(x))
                    .isEqualTo(model.predict(plain).surprisal(x));
        }
    }
}
