package dev.undercurrent.bundle;

import dev.undercurrent.core.network.NetworkShapes;

/** Runs models on golden inputs, to make golden outputs and to compare with them. */
public final class GoldenRun {

    private GoldenRun() {}

    /**
     * What a network answers to inputs.
     *
     * @param inputs [T][24]
     * @param features [h][24]
     * @param candidates [h][12]
     */
    public static Golden.Network of(
            float[][] inputs, float[][] features, float[][] candidates, GoldenCheck.Network network) {
        var encoder = network.encoder();
        if (encoder.inputs() != NetworkShapes.INPUTS) {
            throw BundleException.of(
                    BundleFiles.GOLDEN, "inputs of the encoder", encoder.inputs(), "" + NetworkShapes.INPUTS);
        }
        if (candidates.length != features.length) {
            throw BundleException.of(
                    BundleFiles.GOLDEN, "number of rows of candidates", candidates.length, "" + features.length);
        }
        float[] state = new float[encoder.stateLength()];
        encoder.start(state);
        float[][] outputs = new float[inputs.length][encoder.outputs()];
        float[][] step = new float[inputs.length][NetworkShapes.STEP_OUTPUTS];
        for (int t = 0; t < inputs.length; t++) {
            encoder.step(state, inputs[t]);
            encoder.output(state, outputs[t]);
            network.step(outputs[t], inputs[t], step[t]);
        }
        float[][] quantiles = new float[features.length][NetworkShapes.LEVELS];
        network.horizon(state, features, candidates, quantiles);
        return new Golden.Network(inputs, outputs, step, features, candidates, quantiles);
    }

    static Golden.Network of(Golden.Network golden, GoldenCheck.Network network) {
        return of(golden.inputs(), golden.features(), golden.candidates(), network);
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
        check("step", expected.step(), found.step());
        check("quantiles", expected.quantiles(), found.quantiles());
    }

    static void check(Golden.Hmm expected, Golden.Hmm found) {
        for (int t = 0; t < expected.surprisal().length; t++) {
            check("surprisal[" + t + "]", expected.surprisal()[t], found.surprisal()[t]);
        }
    }

    private static void check(String name, float[][] expected, float[][] found) {
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                check(name + "[" + i + "][" + j + "]", expected[i][j], found[i][j]);
            }
        }
    }

    private static void check(String name, double expected, double found) {
        double error = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
        if (!(error <= GoldenCheck.TOLERANCE)) {
            throw BundleException.of(
                    BundleFiles.GOLDEN, name, found, expected + " within " + GoldenCheck.TOLERANCE + " of it, or of 1");
        }
    }
}
