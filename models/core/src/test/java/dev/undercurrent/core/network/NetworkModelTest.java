package dev.undercurrent.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What holds of networks besides the laws of every sequence model. */
class NetworkModelTest {

    private static Reading reading(double... values) {
        return new Reading(0, values);
    }

    private static Reading random(SplittableRandom random, int channels) {
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = random.nextInt(8) == 0 ? Double.NaN : 10 * c + random.nextDouble();
        }
        return reading(values);
    }

    private static byte[] bytes(NetworkModel model, NetworkModel.State state) {
        var out = new ByteSink(64);
        model.codec().write(state, out);
        return out.toBytes();
    }

    @Test
    @DisplayName("bytes per channel: 73 features, 512 LSTM of H = 64, 48 law")
    void bytesPerChannel() {
        for (int channels : new int[] {1, 3}) {
            NetworkModel model = NetworkContractTest.model(64, 0, 0, channels);
            NetworkModel.State state = model.start();
            assertThat(bytes(model, state).length).isEqualTo(633 * channels);
            var random = new SplittableRandom(1);
            for (int t = 0; t < 50; t++) {
                model.observe(state, random(random, channels), 1);
            }
            assertThat(bytes(model, state).length).isEqualTo(633 * channels);
        }
        NetworkModel weekly = NetworkContractTest.model(64, 24, 168, 1);
        assertThat(bytes(weekly, weekly.start()).length).isEqualTo(633 - 73 + 1099);
    }

    @Test
    @DisplayName("settling many keys at once gives each what it gets alone, bit for bit")
    void batchedIsOneByOne() {
        Seeded.check(10, (random, size) -> {
            int channels = 1 + size % 3;
            NetworkModel together = NetworkContractTest.model(5, 4, 0, channels);
            NetworkModel alone = NetworkContractTest.model(5, 4, 0, channels);
            int keys = 10 * size;
            NetworkModel.State[] a = new NetworkModel.State[keys];
            NetworkModel.State[] b = new NetworkModel.State[keys];
            for (int i = 0; i < keys; i++) {
                a[i] = together.start();
                b[i] = alone.start();
            }
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < keys; i++) {
                    if (random.nextInt(4) > 0) {
                        Reading x = random(random, channels);
                        together.observe(a[i], x, 1);
                        alone.observe(b[i], x, 1);
                    }
                    alone.settle(b[i]);
                }
                together.settle(a, keys);
                for (int i = 0; i < keys; i++) {
                    assertThat(a[i].pending).isFalse();
                    assertThat(a[i].encoder).isDeepEqualTo(b[i].encoder);
                    assertThat(a[i].laws).isDeepEqualTo(b[i].laws);
                }
            }
        });
    }

    @Test
    @DisplayName("the law is what the head says of encoder output and features, moved by m and scaled by s")
    void lawIsThatOfTheHead() {
        NetworkModel model = NetworkContractTest.model(5, 4, 9, 1);
        NetworkModel.State state = model.start();
        var features = new SeasonalFeatures(4, 9);
        var tracked = features.start();
        var encoder = SmallWeights.encoder(Kind.LSTM, 5);
        var head = new StepHead(SmallWeights.heads(5), 5, Kernels.plain());
        float[] hidden = new float[10];
        float[][] inputs = new float[1][24];
        float[][] candidates = new float[1][10];
        float[][] output = new float[1][5];
        float[][] law = new float[1][12];
        var random = new SplittableRandom(2);
        for (int t = 0; t < 60; t++) {
            Reading x = t == 0 ? reading(0.3) : random(random, 1);
            model.observe(state, x, 1);
            features.observe(tracked, x.values()[0]);
            features.inputs(tracked, inputs[0]);
            features.candidates(tracked, candidates[0]);
            encoder.step(hidden, inputs[0]);
            encoder.output(hidden, output[0]);
            head.laws(output, inputs, candidates, law, 1);
            if (t % 3 == 0 && t > 5) {
                var expected = new NetworkLaw(1);
                expected.set(0, law[0], features.offset(tracked), features.scale(tracked));
                NetworkLaw found = model.predict(state);
                assertThat(found.surprisal(0, 0.7)).isEqualTo(expected.surprisal(0, 0.7));
                assertThat(found.mean(0)).isEqualTo(expected.mean(0));
                assertThat(found.variance(0)).isEqualTo(expected.variance(0));
            }
        }
    }

    @Test
    @DisplayName("before the second value the law is a wide prior; events before the first leave nothing behind")
    void priorLaw() {
        NetworkModel model = NetworkContractTest.model(4, 0, 0, 2);
        NetworkModel.State state = model.start();
        byte[] fresh = bytes(model, state);
        model.advance(state, 5);
        model.observe(state, reading(Double.NaN, Double.NaN), 1);
        assertThat(bytes(model, state)).isEqualTo(fresh);
        NetworkLaw law = model.predict(state);
        assertThat(law.quantile(0, 0.5)).isCloseTo(0, within(1e-3));
        for (double x : new double[] {0.5, 900, 1e6, 1e9}) {
            assertThat(law.surprisal(0, x)).as("surprisal of %s", x).isLessThan(1.5 * StrictMath.log(x + 1) + 12);
        }
        model.observe(state, reading(-250, Double.NaN), 1);
        law = model.predict(state);
        assertThat(law.quantile(0, 0.5)).isCloseTo(-250, within(1e-6));
        assertThat(law.surprisal(0, -250.1)).isLessThan(3);
        assertThat(law.surprisal(0, -400)).isLessThan(9);
        assertThat(law.quantile(1, 0.5)).isCloseTo(0, within(1e-3));
        model.observe(state, reading(-251, 1e-320), 1);
        assertThat(NetworkModel.known(state.features[0])).isTrue();
        assertThat(NetworkModel.known(state.features[1])).isFalse();
        assertThat(model.predict(state).surprisal(reading(-250, 0))).isFinite();
    }

    @Test
    @DisplayName("learning 0 freezes offset and scale, while the encoder moves on")
    void frozen() {
        NetworkModel model = NetworkContractTest.model(4, 0, 0, 1);
        NetworkModel.State learning = model.start();
        var random = new SplittableRandom(5);
        for (int t = 0; t < 40; t++) {
            model.observe(learning, reading(random.nextDouble()), 1);
        }
        NetworkModel.State frozen = model.codec().copy(learning);
        double offset = model.features().offset(frozen.features[0]);
        double scale = model.features().scale(frozen.features[0]);
        float[] before = frozen.encoder[0].clone();
        for (int t = 0; t < 10; t++) {
            model.observe(frozen, reading(7), 0);
            model.observe(learning, reading(7), 1);
        }
        model.settle(frozen);
        assertThat(model.features().offset(frozen.features[0])).isEqualTo(offset);
        assertThat(model.features().scale(frozen.features[0])).isEqualTo(scale);
        assertThat(frozen.encoder[0]).isNotEqualTo(before);
        assertThat(model.features().offset(learning.features[0])).isGreaterThan(offset);
    }

    @Test
    @DisplayName("an advance of any length ends soon, in the phase of the season")
    void advanceIsBounded() {
        NetworkModel model = NetworkContractTest.model(2, 7, 0, 1);
        NetworkModel.State many = model.start();
        for (int t = 0; t < 40; t++) {
            model.observe(many, reading(t % 7), 1);
        }
        NetworkModel.State few = model.codec().copy(many);
        model.advance(many, 1_000_000_003);
        model.advance(few, 2607 + (1_000_000_003 - 2607) % 7);
        float[] a = new float[24];
        float[] b = new float[24];
        model.features().inputs(many.features[0], a);
        model.features().inputs(few.features[0], b);
        assertThat(a).isEqualTo(b);
        assertThat(many.features[0].events).isLessThan(3000);
        model.advance(few, -3);
        model.features().inputs(few.features[0], b);
        assertThat(b).isEqualTo(a);
    }

    @Test
    void refusesWhatDoesNotFit() {
        var head = new StepHead(SmallWeights.heads(4), 4, Kernels.plain());
        assertThatThrownBy(
                        () -> new NetworkModel(SmallWeights.encoder(Kind.LSTM, 5), head, new SeasonalFeatures(0, 0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5 outputs (allowed: 4");
        assertThatThrownBy(
                        () -> new NetworkModel(SmallWeights.encoder(Kind.LSTM, 4), head, new SeasonalFeatures(0, 0), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channels 0");
        NetworkModel model = NetworkContractTest.model(4, 0, 0, 1);
        byte[] bytes = bytes(model, model.start());
        // the first of the degrees of freedom
        bytes[bytes.length - 24] = (byte) 0x80;
        assertThatThrownBy(() -> model.codec().read(new ByteSource(bytes)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("degrees of freedom above 2");
    }
}
