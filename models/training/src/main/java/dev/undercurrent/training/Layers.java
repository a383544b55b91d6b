package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.RNN;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import java.util.Map;

/** Pieces of graphs over named weights. */
final class Layers {

    private static final float NORM_EPSILON = 1e-5f;

    private Layers() {}

    /** x Wᵀ + b over the last axis. */
    static NDArray linear(Map<String, NDArray> weights, String name, NDArray x) {
        return Linear.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"))
                .singletonOrThrow();
    }

    /** x Wᵀ over the last axis. */
    static NDArray product(Map<String, NDArray> weights, String name, NDArray x) {
        return Linear.linear(x, weights.get(name + ".weight"), null).singletonOrThrow();
    }

    /**
     * a v. For graphs that are differentiated, in place of {@code v.mul(a)}: DJL lends the factor to PyTorch as memory of the
     * JVM's and lets go of it at once, while the backward pass still reads it; here it lives as long as v's manager.
     */
    static NDArray times(NDArray v, float a) {
        return v.mul(v.getManager().create(a));
    }

    /** max(v, a), for the same reason. */
    static NDArray atLeast(NDArray v, float a) {
        return v.maximum(v.getManager().create(a));
    }

    /** v σ(v). */
    static NDArray silu(NDArray v) {
        return v.mul(v.getNDArrayInternal().sigmoid());
    }

    /** Layer norm over the last axis, variance floor 1e-5. */
    static NDArray norm(Map<String, NDArray> weights, String name, NDArray x) {
        Shape last = new Shape(x.getShape().get(x.getShape().dimension() - 1));
        return x.getNDArrayInternal()
                .layerNorm(x, last, weights.get(name + ".weight"), weights.get(name + ".bias"), NORM_EPSILON)
                .singletonOrThrow();
    }

    /**
     * Recurrent cells over time, from a zero state; PyTorch's fused kernels.
     *
     * @param x [T][B][inputs]
     * @param prefixes of the names of each layer's tensors
     * @param start [layers][B][H], or null for zeros
     * @return [T][B][H]
     */
    static NDArray recur(
            Kind kind, Map<String, NDArray> weights, String[] prefixes, int hidden, NDArray x, NDArray start) {
        NDList cells = new NDList();
        for (String prefix : prefixes) {
            cells.add(weights.get(prefix + "weight_ih"));
            cells.add(weights.get(prefix + "weight_hh"));
            cells.add(weights.get(prefix + "bias_ih"));
            cells.add(weights.get(prefix + "bias_hh"));
        }
        int layers = prefixes.length;
        NDArray from = start != null
                ? start
                : x.getManager().zeros(new Shape(layers, x.getShape().get(1), hidden));
        var ops = x.getNDArrayInternal();
        return switch (kind) {
            case ELMAN ->
                ops.rnn(x, from, cells, true, layers, RNN.Activation.TANH, 0.0, true, false, false)
                        .get(0);
            case GRU ->
                ops.gru(x, from, cells, true, layers, 0.0, true, false, false).get(0);
            case LSTM, SEQ2SEQ ->
                ops.lstm(x, new NDList(from, from.duplicate()), cells, true, layers, 0.0, true, false, false)
                        .get(0);
            case TRANSFORMER -> throw new IllegalArgumentException("a transformer has no cells");
        };
    }
}
