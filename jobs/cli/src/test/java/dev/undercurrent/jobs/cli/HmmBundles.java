package dev.undercurrent.jobs.cli;

import dev.undercurrent.bundle.BundleWriter;
import dev.undercurrent.bundle.DoubleTensor;
import dev.undercurrent.bundle.Golden;
import dev.undercurrent.bundle.HmmSpec;
import dev.undercurrent.bundle.Manifest;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.Tensors;
import dev.undercurrent.bundle.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Hidden Markov models of two Gaussian regimes that nobody trained, and their surprisals written out. */
final class HmmBundles {

    static final double STAY = 0.95;
    private static final double OFFSET = 3;
    private static final double UNIT = 2;

    private HmmBundles() {}

    /** Level of a regime in the unit of the series, where locations are ±{@code location}. */
    static double level(int regime, double location) {
        return OFFSET + UNIT * (regime == 0 ? -location : location);
    }

    static double deviation(double scale) {
        return UNIT * scale;
    }

    /** Writes a bundle whose channels are all alike. */
    static Path write(Path path, String name, int channels, double location, double scale) throws IOException {
        var spec = HmmSpec.of(2, channels, Double.POSITIVE_INFINITY, 0.01);
        double[] locations = new double[2 * channels];
        Arrays.fill(locations, 0, channels, -location);
        Arrays.fill(locations, channels, 2 * channels, location);
        double[] inputs = {1, 2, 4.5, 5, 3};
        double[] expected = surprisals(inputs, channels, location, scale);
        double[][] rows = new double[inputs.length][channels];
        for (int t = 0; t < rows.length; t++) {
            Arrays.fill(rows[t], inputs[t]);
            // golden outputs are in the units of the model
            expected[t] -= channels * Math.log(UNIT);
        }
        var tensors = Tensors.of(Map.of(
                "hmm.initial", DoubleTensor.of(new double[] {0.5, 0.5}, 2),
                "hmm.transition", DoubleTensor.of(new double[] {STAY, 1 - STAY, 1 - STAY, STAY}, 2, 2),
                "hmm.location", DoubleTensor.of(locations, 2, channels),
                "hmm.scale", DoubleTensor.of(filled(2 * channels, scale), 2, channels),
                "hmm.offset", DoubleTensor.of(filled(channels, OFFSET), channels),
                "hmm.unit", DoubleTensor.of(filled(channels, UNIT), channels)));
        var manifest = new Manifest(
                name, spec, Manifest.NO_FEATURES, List.of(), 0, List.of(), name, "", Training.unknown("tests"));
        BundleWriter.write(new ModelBundle(manifest, tensors, new Golden.Hmm(rows, expected), ""), path);
        return path;
    }

    private static double[] filled(int n, double value) {
        double[] all = new double[n];
        Arrays.fill(all, value);
        return all;
    }

    /** The forward algorithm (Rabiner 1989): nats per event of readings whose channels all have the same value. */
    static double[] surprisals(double[] values, int channels, double location, double scale) {
        double[] surprisals = new double[values.length];
        double[] belief = {0.5, 0.5};
        for (int t = 0; t < values.length; t++) {
            double[] joint = new double[2];
            for (int k = 0; k < 2; k++) {
                double z = (values[t] - level(k, location)) / deviation(scale);
                double density = Math.exp(-z * z / 2) / (deviation(scale) * Math.sqrt(2 * Math.PI));
                joint[k] = belief[k] * Math.pow(density, channels);
            }
            double sum = joint[0] + joint[1];
            surprisals[t] = -Math.log(sum);
            belief[0] = (STAY * joint[0] + (1 - STAY) * joint[1]) / sum;
            belief[1] = 1 - belief[0];
        }
        return surprisals;
    }
}
