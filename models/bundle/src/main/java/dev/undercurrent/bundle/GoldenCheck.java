package dev.undercurrent.bundle;

import dev.undercurrent.core.network.Encoder;
import java.util.function.Function;

/** Checks that a bundle's model, as it will be served, answers what its golden outputs say. */
@FunctionalInterface
public interface GoldenCheck {

    /** Largest allowed |found − expected| / max(1, |expected|). */
    double TOLERANCE = 1e-5;

    /** No check: for programs that only look at a bundle. */
    GoldenCheck NONE = bundle -> {};

    /** @throws BundleException if an answer differs */
    void check(ModelBundle bundle);

    /** A network as it is served. */
    interface Network {

        Encoder encoder();

        /** Outputs [22] of the step head's last layer on an encoder's output y and the input x. */
        void step(float[] y, float[] x, float[] out);

        /**
         * Quantiles of a horizon.
         *
         * @param state the encoder's state of the key
         * @param features [h][24]
         * @param candidates [h][12]
         * @param quantiles [h][11], written
         */
        void horizon(float[] state, float[][] features, float[][] candidates, float[][] quantiles);
    }

    /** A hidden Markov model as it is served, one key from its start. */
    @FunctionalInterface
    interface Hmm {

        /** Takes in the next input, a reading [C] or a token's id [1], and returns its surprisal in nats. */
        double surprisal(double[] input);
    }

    /**
     * The check of models that these functions make from bundles.
     *
     * @param network called for networks; its IllegalArgumentException is a refusal of the bundle
     * @param hmm called for hidden Markov models
     */
    static GoldenCheck of(Function<ModelBundle, Network> network, Function<ModelBundle, Hmm> hmm) {
        return bundle -> {
            if (bundle.golden() instanceof Golden.Network golden) {
                GoldenRun.check(golden, GoldenRun.of(golden, network.apply(bundle)));
            } else if (bundle.golden() instanceof Golden.Hmm golden) {
                GoldenRun.check(golden, GoldenRun.of(golden.inputs(), hmm.apply(bundle)));
            }
        };
    }
}
