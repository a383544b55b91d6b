package dev.undercurrent.bundle;

import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.Encoder;
import java.util.function.Function;

/** Checks that a bundle's model, as it will be served, answers what its golden outputs say. */
@FunctionalInterface
public interface GoldenCheck {

    /** Largest allowed |found − expected|, relative to the largest number of the same row, or to 1. */
    double TOLERANCE = 1e-5;

    /** No check: for programs that only look at a bundle. */
    GoldenCheck NONE = bundle -> {};

    /** The check of networks as core computes them, and of hidden Markov models by the forward algorithm. */
    GoldenCheck STANDARD = of(bundle -> ServedNetwork.of(bundle, Kernels.best()), ForwardFilter::of);

    /** @throws BundleException if an answer differs */
    void check(ModelBundle bundle);

    /** A network as it is served. */
    interface Network {

        Encoder encoder();

        /**
         * The law of the next value.
         *
         * @param y [H] the encoder's output
         * @param x [24] the input
         * @param candidates [10]
         * @param law [12], written
         */
        void law(float[] y, float[] x, float[] candidates, float[] law);

        /**
         * Quantiles of a horizon.
         *
         * @param state the encoder's state of the key
         * @param inputs [h][24]
         * @param candidates [h][12]
         * @param quantiles [h][11], written
         */
        void quantiles(float[] state, float[][] inputs, float[][] candidates, float[][] quantiles);
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
                GoldenRun.check(golden, GoldenRun.again(golden, network.apply(bundle)));
            } else if (bundle.golden() instanceof Golden.Hmm golden) {
                GoldenRun.check(golden, GoldenRun.of(golden.inputs(), hmm.apply(bundle)));
            }
        };
    }
}
