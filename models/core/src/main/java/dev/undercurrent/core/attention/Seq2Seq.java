package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Decoder;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;

/**
 * Encoder and decoder with attention over the window's encoder outputs (Sutskever et al. 2014; Bahdanau et al. 2015): the
 * {@link WindowedEncoder} remembers, the {@link AttentionDecoder} looks back at each step of the horizon.
 */
public final class Seq2Seq implements Decoder {

    private final WindowedEncoder encoder;
    private final AttentionDecoder decoder;
    private final float[] latest;
    private final float[][] window;
    private final float[][] attention;
    private int attended;
    private int decodedSteps;

    private Seq2Seq(WindowedEncoder encoder, AttentionDecoder decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
        this.latest = new float[encoder.outputs()];
        this.window = new float[decoder.window()][encoder.outputs()];
        this.attention = new float[SeasonalFeatures.HORIZON][decoder.window()];
    }

    /** The decoder of a network whose encoder this is. */
    public static Seq2Seq of(NetworkSpec spec, WindowedEncoder encoder, Weights weights, Kernel kernel) {
        return new Seq2Seq(encoder, AttentionDecoder.of(spec, SeasonalFeatures.HORIZON_INPUTS, weights, kernel));
    }

    @Override
    public int outputs() {
        return decoder.outputs();
    }

    /** At most 48 steps are decoded. */
    @Override
    public void decode(float[] state, float[][] inputs, int n, float[][] decoded) {
        encoder.output(state, latest);
        attended = encoder.outputsInWindow(state);
        decodedSteps = n;
        encoder.window(state, window);
        decoder.decode(latest, window, attended, inputs, n, decoded, attention);
    }

    /**
     * The attention weights of the last forecast, [steps][events]: how much each step of the horizon looked at each of the last
     * events, the oldest first; rows sum to 1.
     */
    public float[][] attention() {
        float[][] copy = new float[decodedSteps][];
        for (int h = 0; h < decodedSteps; h++) {
            copy[h] = Arrays.copyOf(attention[h], attended);
        }
        return copy;
    }
}
