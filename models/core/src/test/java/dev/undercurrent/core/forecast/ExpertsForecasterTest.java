package dev.undercurrent.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.seasonal.SeasonalAutoregressive;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.ModelExperts;
import dev.undercurrent.core.switching.Switching;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The forecast of several models by the chain that chooses among them, its matrix powers written out. */
class ExpertsForecasterTest {

    /** Quantile q of channel c, h steps ahead, of model i. */
    private static double quantile(int i, int c, int h, int q) {
        return 100 * i + 10 * c + h + 0.1 * q;
    }

    private static Forecaster<SeasonalAutoregressive.State> constant(int i) {
        return (state, levels, out) -> {
            for (int c = 0; c < out.length; c++) {
                for (int h = 0; h < out[c].length; h++) {
                    for (int q = 0; q < levels.length; q++) {
                        out[c][h][q] = quantile(i, c, h, q);
                    }
                }
            }
        };
    }

    @Test
    @DisplayName("each horizon has the models' quantiles by belief times the matrix to that power")
    void weights() {
        var models = List.of(
                new SeasonalAutoregressive(2, 0, 0),
                new SeasonalAutoregressive(2, 3, 0),
                new SeasonalAutoregressive(2, 4, 0));
        var model = new Switching<>(new ModelExperts<>(models), Learning.none(6, 2));
        var state = model.start();
        var random = new SplittableRandom(2);
        double[] pattern = {0, 5, 1, 3};
        for (int t = 0; t < 200; t++) {
            double x = pattern[t % 4] * (t / 4 % 2 + 1) + random.nextDouble();
            model.observe(state, new Reading(t, new double[] {x, x}), 1);
        }
        var belief = model.belief(state);
        assertThat(belief.probability(2)).isGreaterThan(2 * belief.probability(0));
        double[][][] out = new double[2][5][3];
        out[1][2][1] = 77;
        new ExpertsForecaster<>(model, List.of(constant(0), constant(1), constant(2)))
                .forecast(state, new double[] {0.1, 0.5, 0.9}, out);
        // stay .6, move .2 each: a share p comes nearer to a third by .4 with each step
        for (int h = 0; h < 5; h++) {
            for (int c = 0; c < 2; c++) {
                for (int q = 0; q < 3; q++) {
                    double expected = 0;
                    for (int i = 0; i < 3; i++) {
                        double share = 1 / 3.0 + (belief.probability(i) - 1 / 3.0) * StrictMath.pow(0.4, h + 1);
                        expected += share * quantile(i, c, h, q);
                    }
                    assertThat(out[c][h][q]).isCloseTo(expected, within(1e-4));
                }
            }
        }
        assertThatThrownBy(() -> new ExpertsForecaster<>(model, List.of(constant(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 forecasters; allowed: 3");
    }
}
