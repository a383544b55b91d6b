package dev.undercurrent.training;

/**
 * Losses at one point of training.
 *
 * @param step optimiser steps done
 * @param surprisal nats per event on training data, running mean
 * @param pinball weighted pinball loss on training data, running mean
 * @param validationSurprisal nats per event on validation data; NaN where not looked at
 * @param validationPinball weighted pinball loss on validation data; NaN where not looked at
 */
public record Losses(int step, double surprisal, double pinball, double validationSurprisal, double validationPinball) {

    /** What is minimised, on validation data. */
    public double validation() {
        return 0.5 * validationSurprisal + 2.0 * validationPinball;
    }
}
