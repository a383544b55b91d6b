package dev.undercurrent.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.forecast.ChainForecaster;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.LocationScale;
import dev.undercurrent.core.switching.Switching;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ModelMethodTest {

    private static Switching<float[]> hmm() {
        return new Switching<>(LocationScale.standard(3, 1, 4, 0.01), Learning.filtered(100, 10, 3));
    }

    @Test
    @DisplayName(
            "A model in the backtest says what the model says: its laws before each value, its forecasts from its state")
    void adapter() {
        Switching<float[]> model = hmm();
        var state = model.start();
        Switching<float[]> inside = hmm();
        var method = new ModelMethod<>(
                inside,
                new ChainForecaster<>(inside, ChainForecaster.Quantiles.MIXTURE),
                1,
                new SeriesInfo("a", 1, 1, 1000, 10));
        double[] values = Arrays.stream(Lcg.uniform(4, 50)).map(u -> 3 * u - 1).toArray();
        values[20] = Double.NaN;
        for (int t = 0; t < values.length; t++) {
            Reading x = new Reading(1000 + 10L * t, new double[] {values[t]});
            if (!x.missing()) {
                Density law = (Density) model.predict(state);
                assertThat(method.surprisal(values[t])).isEqualTo(law.surprisal(x));
                assertThat(method.pit(values[t])).isEqualTo(law.cdf(0, values[t]));
                assertThat(method.tail(values[t])).isEqualTo(law.tail(x));
            }
            if (t % 10 == 9) {
                double[][][] expected = new double[1][4][3];
                double[] levels = {0.1, 0.5, 0.9};
                new ChainForecaster<>(model, ChainForecaster.Quantiles.MIXTURE).forecast(state, levels, expected);
                assertThat(method.forecast(4, levels)).isDeepEqualTo(expected[0]);
            }
            model.observe(state, x, 1);
            method.observe(values[t]);
        }
    }

    @Test
    @DisplayName("A standardised model forecasts in the unit of the series: twice the series, twice the quantiles")
    void standardised() {
        double[] levels = {0.1, 0.5, 0.9};
        double[][][] forecasts = new double[2][][];
        double[] surprisals = new double[2];
        for (int i = 0; i < 2; i++) {
            Switching<float[]> model = hmm();
            var method = ModelMethod.standardised(
                    model,
                    new ChainForecaster<>(model, ChainForecaster.Quantiles.MOMENTS),
                    1,
                    SeriesInfo.of("a", 1, 1));
            double factor = i == 0 ? 1 : 1024;
            for (double u : Lcg.uniform(6, 300)) {
                method.observe(factor * (50 + u));
            }
            forecasts[i] = method.forecast(3, levels);
            surprisals[i] = method.surprisal(factor * 50.3);
        }
        assertThat(forecasts[0][0][0]).isBetween(49.9, 50.3);
        assertThat(forecasts[0][0][2]).isBetween(50.7, 51.1);
        for (int h = 0; h < 3; h++) {
            for (int q = 0; q < 3; q++) {
                assertThat(forecasts[1][h][q] / 1024).isCloseTo(forecasts[0][h][q], within(1e-9));
            }
        }
        assertThat(surprisals[1] - surprisals[0]).isCloseTo(Math.log(1024), within(1e-9));
    }

    @Test
    @DisplayName("Learning is a share")
    void learning() {
        assertThatThrownBy(() -> new ModelMethod<>(hmm(), (state, levels, out) -> {}, 1.5, SeriesInfo.of("a", 1, 1)))
                .hasMessageContaining("learning 1.5");
    }
}
