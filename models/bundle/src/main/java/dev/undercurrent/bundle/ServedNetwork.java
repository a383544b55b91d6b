package dev.undercurrent.bundle;

import dev.undercurrent.core.attention.Seq2Seq;
import dev.undercurrent.core.attention.WindowTransformer;
import dev.undercurrent.core.attention.WindowedEncoder;
import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Decoder;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.StepHead;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import java.util.Arrays;

/** The parts of a bundle's network, made from its weights. They hold scratch: an instance serves one thread. */
public final class ServedNetwork implements GoldenCheck.Network {

    private final NetworkSpec spec;
    private final Encoder encoder;
    private final StepHead stepHead;
    private final HorizonHead horizonHead;
    private final Decoder decoder;

    private ServedNetwork(NetworkSpec spec, Weights weights, Kernel kernel) {
        this.spec = spec;
        encoder = encoder(spec, weights, kernel);
        stepHead = new StepHead(weights, spec.hidden(), kernel);
        decoder = encoder instanceof WindowedEncoder windowed ? Seq2Seq.of(spec, windowed, weights, kernel) : null;
        horizonHead = new HorizonHead(weights, decoder == null ? spec.hidden() : decoder.outputs(), kernel);
    }

    private static Encoder encoder(NetworkSpec spec, Weights weights, Kernel kernel) {
        int inputs = SeasonalFeatures.INPUTS;
        return switch (spec.kind()) {
            case ELMAN, LSTM, GRU -> Recurrent.of(spec, inputs, weights, kernel);
            case SEQ2SEQ -> WindowedEncoder.of(Recurrent.of(spec, inputs, weights, kernel), spec.window());
            case TRANSFORMER -> WindowTransformer.of(spec, inputs, weights, kernel);
        };
    }

    /** @throws IllegalArgumentException if weights are missing or of other shapes */
    public static ServedNetwork of(NetworkSpec spec, Weights weights, Kernel kernel) {
        return new ServedNetwork(spec, weights, kernel);
    }

    /** @throws BundleException if the bundle holds no network */
    public static ServedNetwork of(ModelBundle bundle, Kernel kernel) {
        if (bundle.manifest().architecture() instanceof Architecture.Network network) {
            return new ServedNetwork(network.spec(), bundle.tensors().weights(), kernel);
        }
        throw BundleException.of(
                BundleFiles.MANIFEST,
                "architecture",
                bundle.manifest().architecture().description(),
                "a network");
    }

    @Override
    public Encoder encoder() {
        return encoder;
    }

    public StepHead stepHead() {
        return stepHead;
    }

    /** Of a state of H numbers, or with a decoder of 2 H. */
    public HorizonHead horizonHead() {
        return horizonHead;
    }

    @Override
    public void law(float[] y, float[] x, float[] candidates, float[] law) {
        stepHead.laws(new float[][] {y}, new float[][] {x}, new float[][] {candidates}, new float[][] {law}, 1);
    }

    @Override
    public void quantiles(float[] state, float[][] inputs, float[][] candidates, float[][] quantiles) {
        int n = inputs.length;
        float[][] projected = new float[n][HorizonHead.PROJECTED];
        if (decoder == null) {
            float[] y = new float[spec.hidden()];
            encoder.output(state, y);
            Arrays.fill(projected, projected[0]);
            horizonHead.project(y, projected[0]);
        } else {
            float[][] decoded = new float[n][decoder.outputs()];
            decoder.decode(state, inputs, n, decoded);
            for (int h = 0; h < n; h++) {
                horizonHead.project(decoded[h], projected[h]);
            }
        }
        horizonHead.quantiles(projected, candidates, inputs, quantiles, n);
    }
}
