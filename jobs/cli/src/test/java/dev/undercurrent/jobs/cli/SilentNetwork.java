package dev.undercurrent.jobs.cli;

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
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A network whose weights are all 0: its law is the mean of what lies near. */
final class SilentNetwork {

    private SilentNetwork() {}

    static Path write(Path path) throws IOException {
        NetworkSpec spec = NetworkSpec.recurrent(NetworkSpec.Kind.ELMAN, 2, 1);
        Weights weights = Weights.zeros(spec);
        var manifest = new Manifest(
                "silent",
                new Architecture.Network(spec),
                Manifest.SEASONAL_FEATURES,
                List.of(),
                SeasonalFeatures.HORIZON,
                Manifest.networkLevels(),
                "silent",
                "",
                Training.unknown("tests"));
        double[] values = {1, 3, 2, 5, 3, 1, 4, 2};
        var served = ServedNetwork.of(spec, weights, Kernels.plain());
        var golden = GoldenRun.of(values, new SeasonalFeatures(4, 0), 6, served);
        BundleWriter.write(new ModelBundle(manifest, Tensors.of(weights), golden, ""), path);
        return path;
    }
}
