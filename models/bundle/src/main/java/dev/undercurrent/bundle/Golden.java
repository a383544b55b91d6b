package dev.undercurrent.bundle;

import dev.undercurrent.core.network.NetworkShapes;

/** Inputs and what a model must answer to them, made where it was trained. Arrays are kept, not copied. */
public sealed interface Golden {

    /**
     * Of a network.
     *
     * @param inputs x [T][24]: events of one key from its start
     * @param encoder y [T][H], after each of them
     * @param step [T][22], outputs of the step head's last layer on [y, x], before any candidate is weighted
     * @param features [h][24], inputs of h steps of the horizon, at the last event
     * @param candidates [h][12], candidates of these steps
     * @param quantiles [h][11], ascending along a row
     */
    record Network(
            float[][] inputs,
            float[][] encoder,
            float[][] step,
            float[][] features,
            float[][] candidates,
            float[][] quantiles)
            implements Golden {

        public Network {
            int events = inputs.length;
            int steps = features.length;
            if (events < 1 || steps < 1) {
                throw BundleException.of(
                        BundleFiles.GOLDEN, "number of events and of steps", events + ", " + steps, "at least 1 each");
            }
            int hidden = encoder.length == 0 ? 0 : encoder[0].length;
            check("inputs", inputs, events, NetworkShapes.INPUTS);
            check("encoder", encoder, events, hidden);
            check("step", step, events, NetworkShapes.STEP_OUTPUTS);
            check("features", features, steps, NetworkShapes.INPUTS);
            check("candidates", candidates, steps, NetworkShapes.CANDIDATES);
            check("quantiles", quantiles, steps, NetworkShapes.LEVELS);
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
     * @param surprisal [T], nats, with parameters as they are in the weights
     */
    record Hmm(double[][] inputs, double[] surprisal) implements Golden {

        public Hmm {
            if (inputs.length < 1 || inputs.length != surprisal.length) {
                throw BundleException.of(
                        BundleFiles.GOLDEN,
                        "number of surprisals",
                        surprisal.length,
                        inputs.length + ", one per input, at least 1");
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
        } else if (this instanceof Hmm golden && architecture instanceof Architecture.Hmm hmm) {
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
