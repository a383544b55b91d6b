package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.ModelBundle;
import java.util.List;

/**
 * What is told of a model besides itself.
 *
 * @param name of the model, of letters, digits, points and dashes
 * @param summary a sentence or two for the head of the card
 * @param data what it was trained on, in words
 * @param heldOut what it was judged on, in words
 * @param seeds of everything drawn, in the order of use
 * @param steps of the optimiser, or iterations of EM, that the model took
 * @param tokens events seen, repetitions counted
 * @param parent the bundle that it was fine-tuned from; null = none
 * @param createdBy program and version
 */
public record Provenance(
        String name,
        String summary,
        String data,
        String heldOut,
        List<Long> seeds,
        long steps,
        long tokens,
        ModelBundle parent,
        String createdBy) {

    public Provenance {
        seeds = List.copyOf(seeds);
    }
}
