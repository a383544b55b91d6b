package dev.undercurrent.bundle;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.Decoder;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.network.StepHead;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.scoring.TrainedNetwork;

/** Bundles as they are served: by the code of core that scores and forecasts. */
public final class Serving {

    private Serving() {}

    /** The check of what core answers. */
    public static GoldenCheck check() {
        return GoldenCheck.of(
                bundle -> answers(network(bundle)), bundle -> HmmFilter.of(architecture(bundle), bundle.tensors()));
    }

    /**
     * The network of a bundle, for scoring.
     *
     * @throws BundleException if it holds another kind of model
     */
    public static TrainedNetwork network(ModelBundle bundle) {
        if (bundle.manifest().architecture() instanceof Architecture.Network network) {
            return new TrainedNetwork(
                    bundle.id(), network.spec(), bundle.tensors().weights());
        }
        throw BundleException.of(
                BundleFiles.MANIFEST,
                "architecture",
                bundle.manifest().architecture().kind(),
                "a network: elman, lstm, gru, seq2seq, transformer");
    }

    private static Architecture.Hmm architecture(ModelBundle bundle) {
        return (Architecture.Hmm) bundle.manifest().architecture();
    }

    /** What a network answers to golden inputs. */
    public static GoldenCheck.Network answers(TrainedNetwork network) {
        Kernel kernel = Kernels.best();
        Weights weights = network.weights();
        Encoder encoder = network.encoder(kernel);
        Decoder decoder = network.decoder(encoder, kernel);
        var step = new StepHead(weights, encoder.outputs(), kernel);
        var horizon = new HorizonHead(weights, decoder == null ? encoder.outputs() : decoder.outputs(), kernel);
        return new GoldenCheck.Network() {
            @Override
            public Encoder encoder() {
                return encoder;
            }

            @Override
            public void step(float[] y, float[] x, float[] out) {
                step.outputs(new float[][] {y}, new float[][] {x}, new float[][] {out}, 1);
            }

            @Override
            public void horizon(float[] state, float[][] features, float[][] candidates, float[][] quantiles) {
                int n = features.length;
                float[][] seen = new float[n][horizon.stateLength()];
                if (decoder == null) {
                    for (float[] row : seen) {
                        encoder.output(state, row);
                    }
                } else {
                    decoder.decode(state, features, n, seen);
                }
                float[][] projected = new float[n][HorizonHead.PROJECTED];
                for (int h = 0; h < n; h++) {
                    horizon.project(seen[h], projected[h]);
                }
                horizon.quantiles(projected, candidates, features, quantiles, n);
            }
        };
    }
}
