package dev.undercurrent.bundle;

import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.StepHead;

/** Runs models on golden inputs, to make golden outputs and to compare with them. */
public final class GoldenRun {

    private GoldenRun() {}

    /**
     * What a network answers to a series.
     *
     * @param values [T] of one channel, the first one present
     * @param horizon h, steps to forecast after the last
     */
    public static Golden.Network of(
            double[] values, SeasonalFeatures features, int horizon, GoldenCheck.Network network) {
        SeasonalFeatures.State state = features.start();
        float[][] inputs = new float[values.length][SeasonalFeatures.INPUTS];
        float[][] candidates = new float[values.length][SeasonalFeatures.CANDIDATES];
        for (int t = 0; t < values.length; t++) {
            features.observe(state, values[t]);
            features.inputs(state, inputs[t]);
            features.candidates(state, candidates[t]);
        }
        float[][] horizonInputs = new float[horizon][SeasonalFeatures.HORIZON_INPUTS];
        float[][] horizonCandidates = new float[horizon][SeasonalFeatures.HORIZON_CANDIDATES];
        features.horizons(state, horizon, horizonCandidates, horizonInputs);
        return of(inputs, candidates, horizonInputs, horizonCandidates, network);
    }

    /**
     * What a network answers to inputs.
     *
     * @param inputs [T][24]
     * @param candidates [T][10]
     * @param horizonInputs [h][24]
     * @param horizonCandidates [h][12]
     */
    public static Golden.Network of(
            float[][] inputs,
            float[][] candidates,
            float[][] horizonInputs,
            float[][] horizonCandidates,
            GoldenCheck.Network network) {
        Encoder encoder = network.encoder();
        equal("inputs of the encoder", encoder.inputs(), SeasonalFeatures.INPUTS);
        equal("rows of candidates", candidates.length, inputs.length);
        equal("rows of horizon candidates", horizonCandidates.length, horizonInputs.length);
        if (horizonInputs.length > SeasonalFeatures.HORIZON) {
            throw BundleException.of(
                    BundleFiles.GOLDEN, "number of steps", horizonInputs.length, "at most " + SeasonalFeatures.HORIZON);
        }
        float[] state = new float[encoder.stateLength()];
        encoder.start(state);
        float[][] outputs = new float[inputs.length][encoder.outputs()];
        float[][] laws = new float[inputs.length][StepHead.LAW];
        for (int t = 0; t < inputs.length; t++) {
            encoder.step(state, inputs[t]);
            encoder.output(state, outputs[t]);
            network.law(outputs[t], inputs[t], candidates[t], laws[t]);
        }
        float[][] quantiles = new float[horizonInputs.length][HorizonHead.QUANTILES];
        network.quantiles(state, horizonInputs, horizonCandidates, quantiles);
        return new Golden.Network(inputs, outputs, candidates, laws, horizonInputs, horizonCandidates, quantiles);
    }

    private static void equal(String what, int found, int allowed) {
        if (found != allowed) {
            throw BundleException.of(BundleFiles.GOLDEN, "number of " + what, found, "" + allowed);
        }
    }

    static Golden.Network again(Golden.Network golden, GoldenCheck.Network network) {
        return of(golden.inputs(), golden.candidates(), golden.horizonInputs(), golden.horizonCandidates(), network);
    }

    /** What a hidden Markov model answers to inputs [T][C]. */
    public static Golden.Hmm of(double[][] inputs, GoldenCheck.Hmm hmm) {
        double[] surprisal = new double[inputs.length];
        for (int t = 0; t < inputs.length; t++) {
            surprisal[t] = hmm.surprisal(inputs[t]);
        }
        return new Golden.Hmm(inputs, surprisal);
    }

    static void check(Golden.Network expected, Golden.Network found) {
        check("encoder", expected.encoder(), found.encoder());
        check("laws", expected.laws(), found.laws());
        check("quantiles", expected.quantiles(), found.quantiles());
    }

    static void check(Golden.Hmm expected, Golden.Hmm found) {
        for (int t = 0; t < expected.surprisal().length; t++) {
            double size = Math.abs(expected.surprisal()[t]);
            check("surprisal[" + t + "]", expected.surprisal()[t], found.surprisal()[t], size);
        }
    }

    private static void check(String name, float[][] expected, float[][] found) {
        for (int i = 0; i < expected.length; i++) {
            // numbers of a row are sums of one another's parts: their rounding goes with the largest
            double size = 0;
            for (float value : expected[i]) {
                size = Math.max(size, Math.abs(value));
            }
            for (int j = 0; j < expected[i].length; j++) {
                check(name + "[" + i + "][" + j + "]", expected[i][j], found[i][j], size);
            }
        }
    }

    private static void check(String name, double expected, double found, double size) {
        double allowed = GoldenCheck.TOLERANCE * Math.max(1, size);
        if (!(Math.abs(found - expected) <= allowed)) {
            throw BundleException.of(BundleFiles.GOLDEN, name, found, expected + " within " + allowed);
        }
    }
}
