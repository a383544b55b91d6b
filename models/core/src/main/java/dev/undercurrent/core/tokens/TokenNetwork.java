package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.attention.WindowTransformer;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.network.Affine;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trained network as a law of the next token: an embedding of each token, an encoder, a softmax over the vocabulary.
 *
 * <pre>
 *   y_t = encoder(E[end], E[x_1], …, E[x_t]): a sequence begins where another one ended
 *   P(x_{t+1} = v | x_1..x_t) = (1 − ν) softmax(W y_t + b)_v + ν [v = novel]
 * </pre>
 *
 * <p>Tensors: embedding.weight [V][D]; those of the encoder as {@link NetworkSpec} names them, with D inputs; head.weight
 * [V][H], head.bias [V]. A transformer's patch is 1. What is missing leaves the state as it is; tokens outside of the
 * vocabulary are read as {@link Vocabulary#NOVEL_TOKEN}.
 *
 * <p>State: the encoder's floats; bytes: int length, float[length], big-endian.
 */
public final class TokenNetwork implements SequenceModel<float[]> {

    /** Longest state of a key, floats. */
    static final int MOST_STATE = 1 << 17;

    /** Largest size of an embedding. */
    static final int MOST_WIDTH = 256;

    /** Sums of products of weights within this stay finite through all layers. */
    private static final float LARGEST = 1000f;

    private final NetworkSpec spec;
    private final int width;
    private final Weights weights;
    private final double novel;
    private final TokenGolden golden;
    private final Encoder encoder;
    private final float[][] embedding; // [V][D]
    private final Affine head;
    private final float[] output; // [H]
    private final float[] logits; // [≥ V]
    private final double[] probabilities; // [V]
    private final Categorical law;

    /**
     * @param spec elman, gru, lstm or transformer
     * @param width D, length of an embedding, 1 to 256
     * @param vocabulary V, number of tokens
     * @param weights as above, none beyond 1000 in size
     * @param novel ν, probability of a token that was never seen, in [0, 1)
     * @param golden what the trained graph said; null where there is no graph
     */
    public TokenNetwork(
            NetworkSpec spec,
            int width,
            int vocabulary,
            Weights weights,
            double novel,
            TokenGolden golden,
            Kernel kernel) {
        if (!(novel >= 0 && novel < 1)) {
            throw new IllegalArgumentException("probability of a novel token is " + novel + "; allowed: 0 to below 1");
        }
        SortedMap<String, int[]> shapes = shapes(spec, width, vocabulary);
        weights.tensors().forEach((name, tensor) -> check(name, tensor, shapes));
        this.spec = spec;
        this.width = width;
        this.weights = weights;
        this.novel = novel;
        this.golden = golden;
        this.encoder = spec.kind() == NetworkSpec.Kind.TRANSFORMER
                ? WindowTransformer.of(spec, width, weights, kernel)
                : Recurrent.of(spec, width, weights, kernel);
        float[] rows = weights.get("embedding.weight", vocabulary, width);
        this.embedding = new float[vocabulary][width];
        for (int v = 0; v < vocabulary; v++) {
            System.arraycopy(rows, v * width, embedding[v], 0, width);
        }
        this.head = Affine.padded(weights, "head", vocabulary, spec.hidden(), kernel);
        this.output = new float[spec.hidden()];
        this.logits = new float[Affine.room(vocabulary)];
        this.probabilities = new double[vocabulary];
        this.law = Categorical.view(probabilities);
    }

    private static void check(String name, Tensor tensor, SortedMap<String, int[]> shapes) {
        if (!shapes.containsKey(name)) {
            throw new IllegalArgumentException("weights " + name + "; allowed: " + shapes.keySet());
        }
        for (float value : tensor.values()) {
            if (!(Math.abs(value) <= LARGEST)) {
                throw new IllegalArgumentException(
                        "weights " + name + " hold " + value + "; allowed: " + -LARGEST + " to " + LARGEST);
            }
        }
    }

    /**
     * Every tensor of such a network, by name.
     *
     * @throws IllegalArgumentException where a network on tokens cannot be of that shape
     */
    public static SortedMap<String, int[]> shapes(NetworkSpec spec, int width, int vocabulary) {
        boolean attends = spec.kind() == NetworkSpec.Kind.TRANSFORMER;
        long state = (attends ? 2L * spec.window() : 2L) * spec.layers() * spec.hidden();
        if (spec.kind() == NetworkSpec.Kind.SEQ2SEQ
                || spec.patch() != 1
                || state > MOST_STATE
                || width < 1
                || width > MOST_WIDTH
                || vocabulary < Vocabulary.FIRST) {
            throw new IllegalArgumentException("network on tokens: kind "
                    + spec.kind().label()
                    + " (allowed: elman, gru, lstm, transformer), patch " + spec.patch() + " (1), state of " + state
                    + " floats (at most " + MOST_STATE + "), width " + width + " (1 to " + MOST_WIDTH
                    + "), vocabulary " + vocabulary + " (at least " + Vocabulary.FIRST + ")");
        }
        int h = spec.hidden();
        SortedMap<String, int[]> shapes = new TreeMap<>();
        shapes.put("embedding.weight", new int[] {vocabulary, width});
        affine(shapes, "head", vocabulary, h);
        if (attends) {
            affine(shapes, "encoder.input", h, width);
            norm(shapes, "encoder.norm", h);
        }
        for (int l = 0; l < spec.layers(); l++) {
            String layer = "encoder." + l + ".";
            if (attends) {
                norm(shapes, layer + "norm1", h);
                for (String part : new String[] {"query", "key", "value", "out"}) {
                    affine(shapes, layer + part, h, h);
                }
                norm(shapes, layer + "norm2", h);
                affine(shapes, layer + "up", 4 * h, h);
                affine(shapes, layer + "down", h, 4 * h);
            } else {
                int rows = spec.kind().gates() * h;
                shapes.put(layer + "weight_ih", new int[] {rows, l == 0 ? width : h});
                shapes.put(layer + "weight_hh", new int[] {rows, h});
                shapes.put(layer + "bias_ih", new int[] {rows});
                shapes.put(layer + "bias_hh", new int[] {rows});
            }
        }
        return shapes;
    }

    private static void affine(SortedMap<String, int[]> shapes, String name, int outputs, int inputs) {
        shapes.put(name + ".weight", new int[] {outputs, inputs});
        shapes.put(name + ".bias", new int[] {outputs});
    }

    private static void norm(SortedMap<String, int[]> shapes, String name, int size) {
        shapes.put(name + ".weight", new int[] {size});
        shapes.put(name + ".bias", new int[] {size});
    }

    public NetworkSpec spec() {
        return spec;
    }

    /** D. */
    public int width() {
        return width;
    }

    public Weights weights() {
        return weights;
    }

    /** ν. */
    public double novel() {
        return novel;
    }

    /** What the trained graph said; null where there is no graph. */
    public TokenGolden golden() {
        return golden;
    }

    @Override
    public float[] start() {
        float[] state = new float[encoder.stateLength()];
        encoder.start(state);
        encoder.step(state, embedding[Vocabulary.END_TOKEN]);
        return state;
    }

    @Override
    public Categorical predict(float[] state) {
        encoder.output(state, output);
        head.apply(output, logits);
        int vocabulary = probabilities.length;
        float largest = logits[0];
        for (int v = 1; v < vocabulary; v++) {
            largest = Math.max(largest, logits[v]);
        }
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            probabilities[v] = Elementary.exp((double) logits[v] - largest);
            sum += probabilities[v];
        }
        double scale = (1 - novel) / sum;
        for (int v = 0; v < vocabulary; v++) {
            probabilities[v] *= scale;
        }
        probabilities[Vocabulary.NOVEL_TOKEN] += novel;
        return law;
    }

    @Override
    public void observe(float[] state, Observation x, double learning) {
        if (x.missing()) {
            return;
        }
        int token = ((Token) x).id();
        encoder.step(state, embedding[token < embedding.length ? token : Vocabulary.NOVEL_TOKEN]);
    }

    @Override
    public void advance(float[] state, int steps) {
        // what is missing leaves the state as it is
    }

    @Override
    public StateCodec<float[]> codec() {
        int length = encoder.stateLength();
        return new StateCodec<>() {
            @Override
            public void write(float[] state, ByteSink out) {
                out.writeInt(length);
                out.writeFloats(state);
            }

            @Override
            public float[] read(ByteSource in) {
                return in.readFloats(in.readCount("length of a network's state", length, length));
            }

            @Override
            public float[] copy(float[] state) {
                return state.clone();
            }
        };
    }
}
