package dev.undercurrent.core.forecast;

import dev.undercurrent.core.switching.Belief;
import dev.undercurrent.core.switching.Forward;
import dev.undercurrent.core.switching.ModelExperts;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts of a {@link Switching} among whole models ({@link ModelExperts}): at horizon h the mean of the models' quantiles,
 * weighted by belief · Aʰ. Each model goes on by itself as if it had been responsible from now on: what it would have learnt
 * from values that another one drew is left out.
 *
 * @param <S> state of one model
 */
public final class ExpertsForecaster<S> implements Forecaster<SwitchingState<List<S>>> {

    private final Switching<List<S>> model;
    private final List<Forecaster<S>> forecasters;

    /**
     * @param forecasters of the experts, in their order
     * @throws IllegalArgumentException if they are not as many
     */
    public ExpertsForecaster(Switching<List<S>> model, List<? extends Forecaster<S>> forecasters) {
        if (forecasters.size() != model.count()) {
            throw new IllegalArgumentException(
                    forecasters.size() + " forecasters; allowed: " + model.count() + ", as of the experts");
        }
        this.model = model;
        this.forecasters = List.copyOf(forecasters);
    }

    @Override
    public void forecast(SwitchingState<List<S>> state, double[] levels, double[][][] out) {
        int k = model.count();
        int horizon = out[0].length;
        Belief belief = model.belief(state);
        float[] transition = model.transition(state);
        double[][] ahead = new double[horizon + 1][k];
        for (int i = 0; i < k; i++) {
            ahead[0][i] = belief.probability(i);
        }
        for (int h = 0; h < horizon; h++) {
            Forward.predict(ahead[h], transition, k, ahead[h + 1]);
        }
        double[][][] one = new double[out.length][horizon][levels.length];
        for (double[][] channel : out) {
            for (double[] row : channel) {
                Arrays.fill(row, 0);
            }
        }
        List<S> states = model.experts(state);
        for (int i = 0; i < k; i++) {
            forecasters.get(i).forecast(states.get(i), levels, one);
            for (int c = 0; c < out.length; c++) {
                for (int h = 0; h < horizon; h++) {
                    for (int q = 0; q < levels.length; q++) {
                        out[c][h][q] += ahead[h + 1][i] * one[c][h][q];
                    }
                }
            }
        }
    }
}
