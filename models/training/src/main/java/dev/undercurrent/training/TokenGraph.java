package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.tokens.Vocabulary;
import java.util.Map;

/** A network on tokens as a graph in PyTorch, after the formulas of {@link dev.undercurrent.core.tokens.TokenNetwork}. */
final class TokenGraph {

    private final NetworkSpec spec;
    private final int width;
    private final Map<String, NDArray> weights;

    TokenGraph(NetworkSpec spec, int width, Map<String, NDArray> weights) {
        this.spec = spec;
        this.width = width;
        this.weights = weights;
    }

    /**
     * Logarithms of the softmax before each token came.
     *
     * @param inputs [B][T] tokens; the last of each is not looked at
     * @return [T][B][V]
     */
    NDArray laws(int[][] inputs) {
        int batch = inputs.length;
        int steps = inputs[0].length;
        long[] rows = new long[steps * batch];
        for (int t = 0; t < steps; t++) {
            for (int b = 0; b < batch; b++) {
                rows[t * batch + b] = t == 0 ? Vocabulary.END_TOKEN : inputs[b][t - 1];
            }
        }
        NDArray x = Decoder.rows(weights.get("embedding.weight"), rows).reshape(steps, batch, width);
        return Layers.linear(weights, "head", encode(x)).logSoftmax(-1);
    }

    private NDArray encode(NDArray x) {
        if (spec.kind() == Kind.TRANSFORMER) {
            return new Transformer(spec, weights).encode(x);
        }
        String[] layers = new String[spec.layers()];
        for (int l = 0; l < layers.length; l++) {
            layers[l] = "encoder." + l + ".";
        }
        return Layers.recur(spec.kind(), weights, layers, spec.hidden(), x, null);
    }

    /** Sum over the tokens that count of their surprisals, nats. */
    NDArray loss(NDManager manager, TokenBatch batch) {
        int[][] targets = batch.targets();
        int size = targets.length;
        int length = targets[0].length;
        long[] tokens = new long[length * size];
        float[] counts = new float[length * size];
        for (int b = 0; b < size; b++) {
            for (int t = 0; t < length; t++) {
                tokens[t * size + b] = targets[b][t];
                counts[t * size + b] = batch.counts(b, t) ? 1f : 0f;
            }
        }
        Shape shape = new Shape(length, size, 1);
        return laws(batch.inputs())
                .gather(manager.create(tokens, shape), -1)
                .mul(manager.create(counts, shape))
                .sum()
                .neg();
    }
}
