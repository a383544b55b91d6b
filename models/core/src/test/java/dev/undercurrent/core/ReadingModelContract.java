package dev.undercurrent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The laws of models of readings, whose predictive law is a {@link Density}.
 *
 * @param <S> the state of one key
 */
public abstract class ReadingModelContract<S> extends SequenceModelContract<S> {

    /** Number of channels that {@link #model()} is made for. */
    protected abstract int channels();

    @Override
    protected Observation observation(SplittableRandom random, int t) {
        double[] values = new double[channels()];
        for (int c = 0; c < values.length; c++) {
            double noise = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            values[c] = random.nextInt(20) == 0 ? Double.NaN : 3 + c + 2 * Math.floorMod(t / 25, 2) + noise;
        }
        return new Reading(t, values);
    }

    @Override
    protected Observation nothing() {
        return Reading.missing(0, channels());
    }

    @Override
    protected Observation[] extremes() {
        double[] extremes = {0, Double.MIN_VALUE, -1e300, 1e300, Double.MAX_VALUE, -Double.MAX_VALUE, 1e-300, 42};
        Observation[] all = new Observation[extremes.length];
        for (int i = 0; i < all.length; i++) {
            double[] values = new double[channels()];
            java.util.Arrays.fill(values, extremes[i]);
            all[i] = new Reading(i, values);
        }
        return all;
    }

    @Test
    @DisplayName("3: the predictive law of a channel integrates to 1 and its distribution function is the integral")
    void integratesToOne() {
        Seeded.check(10, (random, size) -> {
            SequenceModel<S> model = model();
            S state = model.start();
            for (int t = 0; t < 20 * size; t++) {
                model.observe(state, observation(random, t), 1);
            }
            Density law = (Density) model.predict(state);
            double mean = law.mean(0);
            double width = Math.sqrt(law.variance(0));
            // x = mean + width sinh(u): heavy tails are reached with few nodes
            double sum = 0;
            double at = 0;
            double half = 0;
            double step = 1e-3;
            for (double u = -16; u <= 16; u += step) {
                double x = mean + width * Math.sinh(u);
                double weight = Math.exp(-law.surprisal(0, x)) * width * Math.cosh(u) * step;
                sum += weight;
                if (u <= 0.3) {
                    half = sum - weight / 2;
                    at = x;
                }
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
            assertThat(law.cdf(0, at)).isCloseTo(half, within(1e-4));
        });
    }
}
