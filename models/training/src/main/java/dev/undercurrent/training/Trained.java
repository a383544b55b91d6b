package dev.undercurrent.training;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;
import java.util.List;

/**
 * What training gives.
 *
 * @param weights of the least validation loss; names as in {@link NetworkSpec}
 * @param history one entry per look at the validation loss
 * @param best the entry that the weights belong to
 * @param golden what PyTorch computes with these weights
 */
public record Trained(NetworkSpec spec, Weights weights, List<Losses> history, Losses best, Golden golden) {}
