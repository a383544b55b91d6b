package dev.undercurrent.bundle;

import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.StepHead;

/** Inputs and what a model must answer to them, made where it was trained. Arrays are kept, not copied. */
public sealed interface Golden {

    /** Inputs at most: what a check at load may cost. */
    int MOST_EVENTS = 1024;

    /**
     * Of a network.
     *
     * @param inputs x [T][24]: events of one key from its start
     * @param encoder y [T][H], after each of them
     * @param candidates [T][10], of the step head
     * @param laws [T][12], what the step head makes of y, x and candidates: locations, log scales, degrees of freedom and log
     *     weights of the components
     * @param horizonInputs f [h][24], of steps 1 to h after the last event, h ≤ 48
     * @param horizonCandidates [h][12], of the horizon head
     * @param quantiles [h][11], ascending along a row
     */
    record Network(
            float[][] inputs,
            float[][] encoder,
            float[][] candidates,
            float[][] laws,
            float[][] horizonInputs,
            float[][] horizonCandidates,
            float[][] quantiles)
            implements Golden {

        public Network {
            int events = inputs.length;
            int steps = horizonInputs.length;
            if (events < 1 || events > MOST_EVENTS || steps < 1 || steps > SeasonalFeatures.HORIZON) {
                throw BundleException.of(
                        BundleFiles.GOLDEN,
                        "number of events and of steps",
                        events + ", " + steps,
                        "1 to " + MOST_EVENTS + ", 1 to " + SeasonalFeatures.HORIZON);
            }
            int hidden = encoder.length == 0 ? 0 : encoder[0].length;
            check("inputs", inputs, events, SeasonalFeatures.INPUTS);
            check("encoder", encoder, events, hidden);
            check("candidates", candidates, events, SeasonalFeatures.CANDIDATES);
            check("laws", laws, events, StepHead.LAW);
            check("horizon inputs", horizonInputs, steps, SeasonalFeatures.HORIZON_INPUTS);
            check("horizon candidates", horizonCandidates, steps, SeasonalFeatures.HORIZON_CANDIDATES);
            check("quantiles", quantiles, steps, HorizonHead.QUANTILES);
        }

        private static void check(String name, float[][] values, int rows, int columns) {
            if (values.length != rows) {
                throw BundleException.of(BundleFiles.GOLDEN, "number of rows of " + name, values.length, "" + rows);
            }
            for (float[] row : values) {
                if (row.length != columns) {
                    throw BundleException.of(
                            BundleFiles.GOLDEN, "length of a row of " + name, row.length, "" + columns);
                }
                for (float value : row) {
                    if (!Float.isFinite(value)) {
                        throw BundleException.of(BundleFiles.GOLDEN, "a value of " + name, value, "finite numbers");
                    }
                }
            }
        }
    }

    /**
     * Of a hidden Markov model.
     *
     * @param inputs [T][C]: readings of one key from its start, or token ids with C = 1
     * @param surprisal [T], nats, of standardised readings, with parameters as they are in the weights; an autoregressive
     *     model conditions on the first p readings, whose surprisal is 0
     */
    record Hmm(double[][] inputs, double[] surprisal) implements Golden {

        public Hmm {
            if (inputs.length < 1 || inputs.length > MOST_EVENTS || inputs.length != surprisal.length) {
                throw BundleException.of(
                        BundleFiles.GOLDEN,
                        "number of surprisals",
                        surprisal.length,
                        inputs.length + ", one per input, 1 to " + MOST_EVENTS);
            }
            for (int t = 0; t < inputs.length; t++) {
                if (inputs[t].length != inputs[0].length) {
                    throw BundleException.of(
                            BundleFiles.GOLDEN, "length of a row of inputs", inputs[t].length, "" + inputs[0].length);
                }
                for (double value : inputs[t]) {
                    checkFinite("a value of inputs", value);
                }
                checkFinite("a surprisal", surprisal[t]);
            }
        }

        private static void checkFinite(String what, double value) {
            if (!Double.isFinite(value)) {
                throw BundleException.of(BundleFiles.GOLDEN, what, value, "finite numbers");
            }
        }
    }

    /** @throws BundleException if these are not inputs and outputs of such an architecture */
    default void checkShapes(Architecture architecture) {
        if (this instanceof Network golden && architecture instanceof Architecture.Network network) {
            if (golden.encoder[0].length != network.spec().hidden()) {
                throw BundleException.of(
                        BundleFiles.GOLDEN,
                        "length of encoder outputs",
                        golden.encoder[0].length,
                        network.spec().hidden() + " for " + architecture.description());
            }
        } else if (this instanceof Hmm golden && architecture instanceof HmmSpec hmm) {
            if (golden.inputs[0].length != hmm.channels()) {
                throw BundleException.of(
                        BundleFiles.GOLDEN,
                        "length of inputs",
                        golden.inputs[0].length,
                        hmm.channels() + " for " + architecture.description());
            }
        } else {
            throw BundleException.of(
                    BundleFiles.GOLDEN,
                    "kind of outputs",
                    this instanceof Hmm ? "surprisals" : "those of a network",
                    "those of " + architecture.description());
        }
    }
}
