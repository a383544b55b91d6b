package dev.undercurrent.bundle;

import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small bundles with seeded weights. */
final class Samples {

    private Samples() {}

    static Tensors tensors(Architecture architecture, long seed) {
        var random = new SplittableRandom(seed);
        var floats = new TreeMap<String, Tensor>();
        architecture.shapes().forEach((name, shape) -> {
            int size = 1;
            for (int n : shape) {
                size *= n;
            }
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) (random.nextDouble() - .5);
            }
            floats.put(name, new Tensor(shape, values));
        });
        return new Tensors(floats, new TreeMap<>());
    }

    static Training training() {
        return new Training(
                "synthetic prior, 164k series",
                List.of(1L, -7L),
                5333,
                65_500_000,
                List.of(new Training.Loss(100, 1.25, Double.NaN), new Training.Loss(200, .5, .625)),
                -.554,
                List.of(new Training.Figure("m4-hourly", "sMAPE, %", 10.71)),
                "undercurrent 0.1.0",
                "");
    }

    static Manifest manifest(Architecture architecture) {
        boolean network = architecture instanceof Architecture.Network;
        return new Manifest(
                "sample",
                architecture,
                network ? Manifest.SEASONAL_FEATURES : Manifest.NO_FEATURES,
                List.of(),
                network ? 48 : 0,
                network ? Manifest.networkLevels() : List.of(),
                "sample-1",
                "",
                training());
    }

    static ModelBundle network(NetworkSpec spec) {
        var architecture = new Architecture.Network(spec);
        Tensors tensors = tensors(architecture, 5);
        var served = ServedNetwork.of(spec, tensors.weights(), Kernels.plain());
        double[] values = {1, 2, 4, 3, 1.5, 2.5, 5, 3.2};
        Golden golden = GoldenRun.of(values, new SeasonalFeatures(2, 4), 2, served);
        return new ModelBundle(manifest(architecture), tensors, golden, "<!doctype html><p>Ein Modell: für Ω\n");
    }

    static ModelBundle network() {
        return network(NetworkSpec.recurrent(NetworkSpec.Kind.ELMAN, 2, 1));
    }

    static ModelBundle hmm() {
        var architecture = HmmSpec.of(2, 1, Double.POSITIVE_INFINITY, .01);
        var tensors = new TreeMap<String, DoubleTensor>();
        tensors.put("hmm.initial", DoubleTensor.of(new double[] {.5, .5}, 2));
        tensors.put("hmm.transition", DoubleTensor.of(new double[] {.9, .1, .2, .8}, 2, 2));
        tensors.put("hmm.location", DoubleTensor.of(new double[] {-1, 1.0 / 3}, 2, 1));
        tensors.put("hmm.scale", DoubleTensor.of(new double[] {1, .5}, 2, 1));
        tensors.put("hmm.offset", DoubleTensor.of(new double[] {3}, 1));
        tensors.put("hmm.unit", DoubleTensor.of(new double[] {2}, 1));
        return hmm(architecture, tensors, new double[][] {{0}, {.1}, {2}});
    }

    static ModelBundle hmm(HmmSpec spec, Map<String, DoubleTensor> tensors, double[][] inputs) {
        var none = new Golden.Hmm(inputs, new double[inputs.length]);
        var bundle = new ModelBundle(manifest(spec), Tensors.of(tensors), none, "");
        return new ModelBundle(bundle.manifest(), bundle.tensors(), GoldenRun.of(inputs, ForwardFilter.of(bundle)), "");
    }

    /** One of each architecture. */
    static List<ModelBundle> all() {
        List<ModelBundle> all = new ArrayList<>();
        for (NetworkSpec.Kind kind : NetworkSpec.Kind.values()) {
            boolean attends = kind == NetworkSpec.Kind.TRANSFORMER || kind == NetworkSpec.Kind.SEQ2SEQ;
            all.add(network(new NetworkSpec(kind, 4, 2, 2, attends ? 8 : 1, attends ? 2 : 1)));
        }
        all.add(hmm());
        return all;
    }
}
