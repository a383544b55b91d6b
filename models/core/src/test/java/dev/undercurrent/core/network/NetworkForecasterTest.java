package dev.undercurrent.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.math.Special;
import dev.undercurrent.core.state.ByteSink;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Forecasts are the head's quantiles in the unit of the series, and go on sensibly where the head says nothing. */
class NetworkForecasterTest {

    private static final int H = 6;

    private static HorizonHead head(Weights weights) {
        return new HorizonHead(weights, H, Kernels.plain());
    }

    private static NetworkModel.State walked(NetworkModel model, int events) {
        NetworkModel.State state = model.start();
        var random = new SplittableRandom(4);
        for (int t = 0; t < events; t++) {
            double x = 100 + 5 * StrictMath.sin(2 * Math.PI * t / 7) + random.nextDouble();
            model.observe(state, new Reading(t, new double[] {x}), 1);
        }
        return state;
    }

    @Test
    @DisplayName("at the head's levels the forecast is the head's output, whatever the number of steps")
    void headLevels() {
        NetworkModel model = NetworkContractTest.model(H, 7, 0, 1);
        NetworkModel.State state = walked(model, 80);
        var head = head(SmallWeights.heads(H));
        var forecaster = new NetworkForecaster(model, head(SmallWeights.heads(H)));
        double[][][] out = new double[1][48][11];
        forecaster.forecast(state, HorizonHead.levels(), out);
        double[][][] few = new double[1][5][11];
        forecaster.forecast(state, HorizonHead.levels(), few);
        float[] y = new float[H];
        model.output(state, 0, y);
        float[] projected = new float[HorizonHead.PROJECTED];
        head.project(y, projected);
        float[][] candidates = new float[1][12];
        float[][] inputs = new float[1][24];
        float[][] quantiles = new float[1][11];
        double m = model.features().offset(state.features[0]);
        double s = model.features().scale(state.features[0]);
        for (int h = 1; h <= 48; h++) {
            model.features().horizon(state.features[0], h, candidates[0], inputs[0]);
            head.quantiles(new float[][] {projected}, candidates, inputs, quantiles, 1);
            for (int q = 0; q < 11; q++) {
                assertThat(out[0][h - 1][q]).isCloseTo(m + s * quantiles[0][q], within(1e-9));
                if (h <= 5) {
                    assertThat(few[0][h - 1][q]).isEqualTo(out[0][h - 1][q]);
                }
            }
        }
    }

    @Test
    @DisplayName("quantiles rise with the level, also between and beyond the head's levels and steps")
    void neverCrossing() {
        NetworkModel model = NetworkContractTest.model(H, 7, 30, 1);
        NetworkModel.State state = walked(model, 80);
        var forecaster = new NetworkForecaster(model, head(SmallWeights.heads(H)));
        double[] levels = {0.0005, 0.01, 0.02, 0.05, 0.15, 0.5, 0.55, 0.95, 0.98, 0.99, 0.999};
        double[][][] out = new double[1][120][levels.length];
        var bytes = new ByteSink(64);
        model.codec().write(state, bytes);
        forecaster.forecast(state, levels, out);
        var after = new ByteSink(64);
        model.codec().write(state, after);
        assertThat(after.toBytes()).isEqualTo(bytes.toBytes());
        for (double[] row : out[0]) {
            for (int q = 1; q < levels.length; q++) {
                assertThat(row[q]).isGreaterThan(row[q - 1]);
            }
            // straight over normal deviates beyond the outermost levels
            double slope = (row[9] - row[8]) / (Special.normalQuantile(0.99) - Special.normalQuantile(0.98));
            double farther = (row[10] - row[9]) / (Special.normalQuantile(0.999) - Special.normalQuantile(0.99));
            assertThat(farther).isCloseTo(slope, within(1e-9));
        }
    }

    /** A head that follows candidate {@code gate} and nothing else. */
    private static HorizonHead following(int gate) {
        Map<String, Tensor> tensors = new HashMap<>(SmallWeights.heads(H).tensors());
        float[] bias = new float[24];
        bias[gate] = 90;
        tensors.put("horizon.out.bias", Tensor.of(bias, 24));
        tensors.put("horizon.out.weight", Tensor.of(new float[24 * 48], 24, 48));
        return head(new Weights(tensors));
    }

    @Test
    @DisplayName("beyond the last step the forecast goes on with the season, at the last spread")
    void beyondTheLastStep() {
        NetworkModel model = NetworkContractTest.model(H, 7, 0, 1);
        NetworkModel.State state = walked(model, 83);
        double[] levels = {0.1, 0.5, 0.9};
        double[][][] out = new double[1][100][3];
        // 1: the value a season ago; 2: that and what has changed since; 9: the profile
        for (int gate : new int[] {1, 2, 9}) {
            new NetworkForecaster(model, following(gate)).forecast(state, levels, out);
            // from 43 on changes are since 49 events ago, as in step 48
            for (int h = 50; h < 100; h++) {
                double[] row = out[0][h - 1];
                assertThat(row[1]).isCloseTo(out[0][h - 1 - 7][1], within(1e-4));
                assertThat(row[2] - row[0]).isCloseTo(out[0][47][2] - out[0][47][0], within(1e-4));
            }
            double highest =
                    Arrays.stream(out[0]).skip(48).mapToDouble(r -> r[1]).max().orElseThrow();
            double lowest =
                    Arrays.stream(out[0]).skip(48).mapToDouble(r -> r[1]).min().orElseThrow();
            assertThat(highest - lowest).isGreaterThan(8);
        }
        new NetworkForecaster(model, following(0)).forecast(state, levels, out);
        assertThat(out[0][99][1]).isCloseTo(state.features[0].last, within(1e-4));
    }

    @Test
    void withLessThanTwoValuesTheForecastIsThePriorLaw() {
        NetworkModel model = NetworkContractTest.model(H, 0, 0, 1);
        var forecaster = new NetworkForecaster(model, head(SmallWeights.heads(H)));
        double[][][] out = new double[1][60][3];
        double[] levels = {0.1, 0.5, 0.9};
        for (int events = 0; events < 2; events++) {
            NetworkModel.State state = walked(model, events);
            forecaster.forecast(state, levels, out);
            NetworkLaw law = model.predict(state);
            for (double[] row : out[0]) {
                for (int q = 0; q < 3; q++) {
                    assertThat(row[q]).isEqualTo(law.quantile(0, levels[q]));
                }
            }
        }
    }

    @Test
    void refusesAHeadOfAnotherSize() {
        NetworkModel model = NetworkContractTest.model(4, 0, 0, 1);
        assertThatThrownBy(() -> new NetworkForecaster(model, head(SmallWeights.heads(H))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state of 6; allowed: 4");
    }
}
