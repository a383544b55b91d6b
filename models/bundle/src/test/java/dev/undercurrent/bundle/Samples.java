package dev.undercurrent.bundle;

import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small bundles with seeded weights. */
final class Samples {

    static final List<Double> LEVELS = List.of(.02, .1, .2, .3, .4, .5, .6, .7, .8, .9, .98);

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
                network ? LEVELS : List.of(),
                "sample-1",
                "",
                training());
    }

    /** A network of that kind whose golden outputs are those of {@link #served}. */
    static ModelBundle network(NetworkSpec spec) {
        var architecture = new Architecture.Network(spec);
        Tensors tensors = tensors(architecture, 5);
        return new ModelBundle(manifest(architecture), tensors, golden(spec), "<!doctype html><p>Ein Modell: für Ω\n");
    }

    static ModelBundle network() {
        return network(NetworkSpec.recurrent(NetworkSpec.Kind.ELMAN, 2, 1));
    }

    static Golden.Network golden(NetworkSpec spec) {
        var random = new SplittableRandom(9);
        return GoldenRun.of(
                matrix(random, 3, 24), matrix(random, 2, 24), matrix(random, 2, 12), served(spec.hidden(), 0));
    }

    static float[][] matrix(SplittableRandom random, int rows, int columns) {
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextDouble(-2, 2);
            }
        }
        return values;
    }

    /** A stand-in for a network: running sums; all outputs moved by {@code error}. */
    static GoldenCheck.Network served(int hidden, double error) {
        return new GoldenCheck.Network() {
            @Override
            public Encoder encoder() {
                return new Sums(hidden, (float) error);
            }

            @Override
            public void step(float[] y, float[] x, float[] out) {
                for (int i = 0; i < out.length; i++) {
                    out[i] = y[i % hidden] * x[i];
                }
            }

            @Override
            public void horizon(float[] state, float[][] features, float[][] candidates, float[][] quantiles) {
                for (int h = 0; h < quantiles.length; h++) {
                    for (int q = 0; q < quantiles[h].length; q++) {
                        quantiles[h][q] = state[0] + candidates[h][q] * features[h][q];
                    }
                }
            }
        };
    }

    private record Sums(int outputs, float error) implements Encoder {
        @Override
        public int inputs() {
            return 24;
        }

        @Override
        public int stateLength() {
            return outputs;
        }

        @Override
        public void start(float[] state) {
            Arrays.fill(state, 0);
        }

        @Override
        public void step(float[] state, float[] x) {
            for (int i = 0; i < outputs; i++) {
                state[i] += x[i];
            }
        }

        @Override
        public void step(float[][] states, float[][] xs, int n) {
            for (int i = 0; i < n; i++) {
                step(states[i], xs[i]);
            }
        }

        @Override
        public void output(float[] state, float[] out) {
            for (int i = 0; i < outputs; i++) {
                out[i] = state[i] + error;
            }
        }
    }

    static ModelBundle hmm() {
        var architecture = Architecture.Hmm.gaussian(2, 1);
        var tensors = new TreeMap<String, DoubleTensor>();
        tensors.put("initial", DoubleTensor.of(new double[] {.5, .5}, 2));
        tensors.put("transition", DoubleTensor.of(new double[] {.9, .1, .2, .8}, 2, 2));
        tensors.put("mean", DoubleTensor.of(new double[] {-1, 1.0 / 3}, 2, 1));
        tensors.put("scale", DoubleTensor.of(new double[] {1, .5}, 2, 1));
        var golden = GoldenRun.of(new double[][] {{0}, {.1}, {2}}, input -> input[0] * input[0]);
        return new ModelBundle(manifest(architecture), Tensors.of(tensors), golden, "");
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
