package dev.undercurrent.training;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where training stands: all that it needs to go on. */
final class Run {

    /** Weight of the past in the running losses. */
    private static final double MEMORY = 0.98;

    final NetworkSpec spec;
    final Recipe recipe;
    final Parameters parameters;
    final AdamW optimiser;
    final List<Losses> history = new ArrayList<>();

    /** Optimiser steps done. */
    int step;

    double surprisal = Double.NaN;
    double pinball = Double.NaN;
    double cpuSeconds;

    /** Weights of the least validation loss; empty before the first look. */
    final Map<String, float[]> best = new LinkedHashMap<>();

    Losses bestLosses;

    /** Looks at the validation loss since the best one. */
    int patienceUsed;

    Run(NetworkSpec spec, Recipe recipe, Parameters parameters) {
        this.spec = spec;
        this.recipe = recipe;
        this.parameters = parameters;
        this.optimiser = new AdamW(parameters, recipe.weightDecay(), NetworkTrainer.LARGEST_NORM);
    }

    void learnt(double stepSurprisal, double stepPinball) {
        step++;
        surprisal = running(surprisal, stepSurprisal);
        pinball = running(pinball, stepPinball);
    }

    private static double running(double mean, double value) {
        return Double.isNaN(mean) ? value : MEMORY * mean + (1.0 - MEMORY) * value;
    }

    /** Takes in a look at the validation loss, which the present weights have. */
    void validated(Losses losses) {
        history.add(losses);
        if (bestLosses == null || losses.validation() < bestLosses.validation()) {
            bestLosses = losses;
            patienceUsed = 0;
            parameters
                    .tensors()
                    .forEach((name, tensor) -> best.put(name, tensor.values().clone()));
        } else {
            patienceUsed++;
        }
    }

    boolean finished() {
        return step >= recipe.steps() || (recipe.patience() > 0 && patienceUsed >= recipe.patience());
    }

    Weights bestWeights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        parameters
                .tensors()
                .forEach((name, tensor) -> tensors.put(
                        name, new Tensor(tensor.shape(), best.get(name).clone())));
        return new Weights(tensors);
    }
}
