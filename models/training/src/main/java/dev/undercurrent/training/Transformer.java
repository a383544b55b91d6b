package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.undercurrent.core.network.NetworkSpec;
import java.util.Map;

/**
 * The graph of a banded causal transformer. Event t attends to t − window + 1 to t. Events are cut into blocks as long as the
 * band, so that a block needs the keys of itself and of the block before only.
 */
final class Transformer {

    private static final float NEVER = -1e9f;

    private final NetworkSpec spec;
    private final Map<String, NDArray> weights;

    Transformer(NetworkSpec spec, Map<String, NDArray> weights) {
        this.spec = spec;
        this.weights = weights;
    }

    /** x [T][B][24] → [T][B][H]. */
    NDArray encode(NDArray x) {
        long events = x.getShape().get(0);
        NDArray tokens = Layers.linear(weights, "encoder.input", patches(x)).transpose(1, 0, 2);
        long blocks = (events + spec.window() - 1) / spec.window();
        tokens = padded(tokens, blocks * spec.window() - events);
        NDArray bias = bias(x.getManager(), blocks);
        for (int l = 0; l < spec.layers(); l++) {
            String layer = "encoder." + l + ".";
            tokens = tokens.add(attend(layer, Layers.norm(weights, layer + "norm1", tokens), bias));
            NDArray up = Layers.linear(weights, layer + "up", Layers.norm(weights, layer + "norm2", tokens));
            tokens = tokens.add(Layers.linear(weights, layer + "down", Layers.silu(up)));
        }
        return Layers.norm(weights, "encoder.norm", tokens)
                .get(new NDIndex().addAllDim().addSliceDim(0, events))
                .transpose(1, 0, 2);
    }

    /** The last P inputs of every event, the youngest first; zeros before the start. [T][B][24 P]. */
    private NDArray patches(NDArray x) {
        if (spec.patch() == 1) {
            return x;
        }
        long events = x.getShape().get(0);
        NDList parts = new NDList(x);
        for (int p = 1; p < spec.patch(); p++) {
            NDArray before = x.getManager()
                    .zeros(new Shape(
                            Math.min(p, events),
                            x.getShape().get(1),
                            x.getShape().get(2)));
            parts.add(p >= events ? before : before.concat(x.get(new NDIndex().addSliceDim(0, events - p)), 0));
        }
        return NDArrays.concat(parts, -1);
    }

    /** [B][T][H] with {@code more} zeros at the end. */
    private static NDArray padded(NDArray x, long more) {
        return more == 0
                ? x
                : x.concat(
                        x.getManager()
                                .zeros(new Shape(
                                        x.getShape().get(0), more, x.getShape().get(2))),
                        1);
    }

    private NDArray attend(String layer, NDArray x, NDArray bias) {
        int size = spec.hidden() / spec.heads();
        NDArray query =
                Layers.times(heads(Layers.linear(weights, layer + "query", x)), (float) (1.0 / Math.sqrt(size)));
        NDArray key = withBlockBefore(heads(Layers.linear(weights, layer + "key", x)));
        NDArray value = withBlockBefore(heads(Layers.linear(weights, layer + "value", x)));
        NDArray share = query.matMul(key.transpose(0, 1, 2, 4, 3)).add(bias).softmax(-1);
        NDArray seen = share.matMul(value).transpose(0, 2, 3, 1, 4).reshape(x.getShape());
        return Layers.linear(weights, layer + "out", seen);
    }

    /** [B][T][H] → [B][heads][blocks][window][H / heads]. */
    private NDArray heads(NDArray x) {
        long batch = x.getShape().get(0);
        long blocks = x.getShape().get(1) / spec.window();
        return x.reshape(batch, blocks, spec.window(), spec.heads(), spec.hidden() / spec.heads())
                .transpose(0, 3, 1, 2, 4);
    }

    /** [B][heads][blocks][window][·] → [B][heads][blocks][2 window][·]; zeros before the first block. */
    private static NDArray withBlockBefore(NDArray x) {
        Shape shape = x.getShape();
        NDArray none = x.getManager().zeros(new Shape(shape.get(0), shape.get(1), 1, shape.get(3), shape.get(4)));
        NDArray before = shape.get(2) == 1
                ? none
                : none.concat(x.get(new NDIndex().addAllDim().addAllDim().addSliceDim(0, shape.get(2) - 1)), 2);
        return before.concat(x, 3);
    }

    /** −slope · distance within the band, else never: [heads][blocks][window][2 window]. */
    private NDArray bias(NDManager manager, long blocks) {
        int w = spec.window();
        float[] bias = new float[Math.toIntExact(spec.heads() * blocks * w * 2 * w)];
        int i = 0;
        for (int a = 0; a < spec.heads(); a++) {
            float slope = (float) Math.pow(2.0, -8.0 * (a + 1) / spec.heads());
            for (long block = 0; block < blocks; block++) {
                for (int q = 0; q < w; q++) {
                    for (int k = 0; k < 2 * w; k++) {
                        int distance = w + q - k;
                        boolean seen = distance >= 0 && distance < w && (block > 0 || k >= w);
                        bias[i++] = seen ? -slope * distance : NEVER;
                    }
                }
            }
        }
        return manager.create(bias, new Shape(spec.heads(), blocks, w, 2L * w));
    }
}
