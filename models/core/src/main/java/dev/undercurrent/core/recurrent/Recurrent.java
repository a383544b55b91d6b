package dev.undercurrent.core.recurrent;

import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;

/**
 * A stack of recurrent layers of one kind: layer 0 reads the input, each further one the output of the one below; the
 * last one's h is the output. State of a key: layer by layer h [H], for an LSTM followed by c [H]; zeros at the start.
 */
public final class Recurrent implements Encoder {

    /** Keys whose sums are taken together: their scratch stays in the processor's second cache. */
    static final int BLOCK = 32;

    private final Cell[] layers;
    private final int[] offsets; // [layers]: where in a state a layer's part begins
    private final int inputs;
    private final int stateLength;
    private final float[][][] joint; // [layers][BLOCK][inputs of the layer + H]
    private final float[][] oneState = new float[1][];
    private final float[][] oneInput = new float[1][];

    private Recurrent(Cell[] layers, int inputs) {
        this.layers = layers;
        this.inputs = inputs;
        this.offsets = new int[layers.length];
        this.joint = new float[layers.length][][];
        int length = 0;
        int below = inputs;
        for (int l = 0; l < layers.length; l++) {
            offsets[l] = length;
            joint[l] = new float[BLOCK][below + layers[l].hidden()];
            length += layers[l].stateLength();
            below = layers[l].hidden();
        }
        this.stateLength = length;
    }

    /**
     * The encoder of a specification. For SEQ2SEQ that is an LSTM.
     *
     * @param inputs length of an input vector
     * @param weights tensors {@code encoder.*}, named and shaped as {@link NetworkSpec} says; copied
     * @throws IllegalArgumentException if the kind is not recurrent, or a tensor is missing, of another shape or not finite
     */
    public static Recurrent of(NetworkSpec spec, int inputs, Weights weights, Kernel kernel) {
        if (inputs < 1) {
            throw new IllegalArgumentException("inputs " + inputs + "; allowed: 1 or more");
        }
        Cell[] layers = new Cell[spec.layers()];
        int below = inputs;
        for (int l = 0; l < layers.length; l++) {
            layers[l] = cell(spec, "encoder." + l + ".", below, weights, kernel);
            below = spec.hidden();
        }
        return new Recurrent(layers, inputs);
    }

    private static Cell cell(NetworkSpec spec, String prefix, int inputs, Weights weights, Kernel kernel) {
        if (spec.kind() == NetworkSpec.Kind.TRANSFORMER) {
            throw new IllegalArgumentException(
                    "encoder of kind " + spec.kind().label() + "; allowed: elman, lstm, gru, seq2seq");
        }
        LayerWeights layer = LayerWeights.of(
                weights, prefix, inputs, spec.hidden(), spec.kind().gates());
        return switch (spec.kind()) {
            case ELMAN -> new Elman(layer, kernel);
            case GRU -> new Gru(layer, kernel);
            case LSTM, SEQ2SEQ -> new Lstm(layer, kernel);
            case TRANSFORMER -> throw new AssertionError("refused above");
        };
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return layers[layers.length - 1].hidden();
    }

    @Override
    public int stateLength() {
        return stateLength;
    }

    @Override
    public void start(float[] state) {
        Arrays.fill(state, 0, stateLength, 0f);
    }

    @Override
    public void step(float[] state, float[] x) {
        oneState[0] = state;
        oneInput[0] = x;
        step(oneState, oneInput, 0, 1);
    }

    @Override
    public void step(float[][] states, float[][] xs, int n) {
        for (int from = 0; from < n; from += BLOCK) {
            step(states, xs, from, Math.min(BLOCK, n - from));
        }
    }

    /** The n ≤ BLOCK keys from {@code from} on. */
    private void step(float[][] states, float[][] xs, int from, int n) {
        for (int k = 0; k < n; k++) {
            System.arraycopy(xs[from + k], 0, joint[0][k], 0, inputs);
        }
        for (int l = 0; l < layers.length; l++) {
            layers[l].step(states, from, offsets[l], joint[l], n);
            if (l + 1 < layers.length) {
                for (int k = 0; k < n; k++) {
                    System.arraycopy(states[from + k], offsets[l], joint[l + 1][k], 0, layers[l].hidden());
                }
            }
        }
    }

    @Override
    public void output(float[] state, float[] out) {
        System.arraycopy(state, offsets[layers.length - 1], out, 0, outputs());
    }
}
