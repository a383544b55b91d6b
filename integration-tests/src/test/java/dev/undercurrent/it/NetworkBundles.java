package dev.undercurrent.it;

import dev.undercurrent.bundle.Architecture;
import dev.undercurrent.bundle.BundleWriter;
import dev.undercurrent.bundle.GoldenRun;
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

/** Bundles of tiny networks with random weights: what they say is nonsense, and always the same nonsense. */
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
}
