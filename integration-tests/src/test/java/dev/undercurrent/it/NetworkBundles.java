package dev.undercurrent.it;

import dev.undercurrent.bundle.Architecture;
import dev.undercurrent.bundle.BundleWriter;
import dev.undercurrent.bundle.DoubleTensor;
import dev.undercurrent.bundle.Golden;
import dev.undercurrent.bundle.GoldenRun;
import dev.undercurrent.bundle.HmmSpec;
import dev.undercurrent.bundle.Manifest;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.ServedNetwork;
import dev.undercurrent.bundle.Tensors;
import dev.undercurrent.bundle.Training;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Bundles of tiny models that nobody trained: what they say is nonsense, and always the same nonsense. */
final class NetworkBundles {

    private NetworkBundles() {}

    /** Writes the bundle of a kind of network; where it lies. */
    static Path write(NetworkSpec.Kind kind, Path directory) throws IOException {
        NetworkSpec spec = RandomWeights.tiny(kind);
        Weights weights = RandomWeights.of(spec, 17);
        var manifest = new Manifest(
                "tiny-" + kind.label(),
                new Architecture.Network(spec),
                Manifest.SEASONAL_FEATURES,
                List.of(),
                SeasonalFeatures.HORIZON,
                Manifest.networkLevels(),
                "tiny",
                "",
                Training.unknown("tests"));
        double[] values = {1, 3, 2, 5, 3, 1, 4, 2};
        var served = ServedNetwork.of(spec, weights, Kernels.plain());
        var golden = GoldenRun.of(values, new SeasonalFeatures(4, 0), 6, served);
        Path path = directory.resolve(kind.label() + ".zip");
        BundleWriter.write(new ModelBundle(manifest, Tensors.of(weights), golden, ""), path);
        return path;
    }

    /** Writes the bundle of a hidden Markov model with two Gaussian regimes, called 7 and 4, of one channel. */
    static Path writeHmm(Path directory) throws IOException {
        double[] initial = {0.75, 0.25};
        double[][] transition = {{0.9, 0.1}, {0.2, 0.8}};
        double[] location = {-1, 1};
        double[] scale = {0.5, 0.75};
        var spec = new HmmSpec(
                HmmSpec.Emission.GAUSSIAN,
                2,
                1,
                0,
                Double.POSITIVE_INFINITY,
                0,
                0.01,
                List.of(new HmmSpec.Regime(7, "low"), new HmmSpec.Regime(4, "high")),
                8);
        double[][] inputs = {{-1}, {-0.5}, {1.5}, {1}, {0}};
        double[] surprisal = new double[inputs.length];
        double[] belief = initial.clone();
        for (int t = 0; t < inputs.length; t++) {
            double[] joint = new double[2];
            for (int i = 0; i < 2; i++) {
                double z = (inputs[t][0] - location[i]) / scale[i];
                joint[i] = belief[i] * Math.exp(-z * z / 2) / (scale[i] * Math.sqrt(2 * Math.PI));
            }
            double sum = joint[0] + joint[1];
            surprisal[t] = -Math.log(sum);
            for (int j = 0; j < 2; j++) {
                belief[j] = (joint[0] * transition[0][j] + joint[1] * transition[1][j]) / sum;
            }
        }
        var tensors = Tensors.of(Map.of(
                "hmm.initial", DoubleTensor.of(initial, 2),
                "hmm.transition", DoubleTensor.of(new double[] {0.9, 0.1, 0.2, 0.8}, 2, 2),
                "hmm.location", DoubleTensor.of(location, 2, 1),
                "hmm.scale", DoubleTensor.of(scale, 2, 1),
                "hmm.offset", DoubleTensor.of(new double[] {0}, 1),
                "hmm.unit", DoubleTensor.of(new double[] {1}, 1)));
        var manifest = new Manifest(
                "tiny-hmm", spec, Manifest.NO_FEATURES, List.of(), 0, List.of(), "tiny", "", Training.unknown("tests"));
        Path path = directory.resolve("hmm.zip");
        BundleWriter.write(new ModelBundle(manifest, tensors, new Golden.Hmm(inputs, surprisal), ""), path);
        return path;
    }
}
