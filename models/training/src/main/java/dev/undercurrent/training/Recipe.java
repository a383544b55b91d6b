package dev.undercurrent.training;

import dev.undercurrent.core.network.SeasonalFeatures;

/**
 * How a network is trained.
 *
 * @param steps optimiser steps in all; the learning rate falls to its end over them
 * @param batch windows per step
 * @param window events per window; the hidden state is zero at its start
 * @param origins forecast origins per window
 * @param horizon steps ahead that are forecast from each origin
 * @param learningRate at its highest
 * @param weightDecay decoupled, per unit of learning rate
 * @param warmUp steps over which the learning rate rises
 * @param validateEvery steps between two looks at the validation loss, and between checkpoints
 * @param patience looks without improvement after which training stops; 0 = never
 * @param seed of everything drawn
 */
public record Recipe(
        int steps,
        int batch,
        int window,
        int origins,
        int horizon,
        double learningRate,
        double weightDecay,
        int warmUp,
        int validateEvery,
        int patience,
        long seed) {

    /** Share of the highest learning rate at which training ends. */
    static final double FINAL_RATE = 0.02;

    public Recipe {
        if (steps < 1
                || batch < 1
                || window < 2
                || origins < 1
                || horizon < 1
                || horizon > SeasonalFeatures.HORIZON
                || !(learningRate > 0.0)
                || !(weightDecay >= 0.0)
                || warmUp < 0
                || validateEvery < 1
                || patience < 0) {
            throw new IllegalArgumentException("recipe: steps " + steps + ", batch " + batch + ", window " + window
                    + ", origins " + origins + ", horizon " + horizon + " (at most " + SeasonalFeatures.HORIZON
                    + "), learning rate " + learningRate
                    + ", weight decay " + weightDecay + ", warm-up " + warmUp + ", validate every " + validateEvery
                    + ", patience " + patience + "; allowed: positive numbers, 0 for warm-up, decay and patience");
        }
    }

    /** What the base networks are trained with. */
    public static Recipe standard(int steps, long seed) {
        return new Recipe(steps, 32, 384, 12, 48, 2.5e-3, 0.01, 200, 500, 0, seed);
    }

    public Recipe withSteps(int changed) {
        return new Recipe(
                changed,
                batch,
                window,
                origins,
                horizon,
                learningRate,
                weightDecay,
                warmUp,
                validateEvery,
                patience,
                seed);
    }

    /** Events that one step learns from. */
    public int tokensPerStep() {
        return batch * window;
    }

    /** The learning rate of step 0, 1, …: a straight rise, then half a cosine. */
    double rate(int step) {
        double rise = warmUp == 0 ? 1.0 : Math.min(1.0, (step + 1.0) / warmUp);
        double done = Math.min(1.0, (double) step / steps);
        double fall = FINAL_RATE + (1.0 - FINAL_RATE) * 0.5 * (1.0 + Math.cos(Math.PI * done));
        return learningRate * rise * fall;
    }
}
