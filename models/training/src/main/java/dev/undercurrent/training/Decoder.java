package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import java.util.Map;

/** The graph of the decoder of SEQ2SEQ: a GRU over the horizon that attends to the last outputs of the encoder. */
final class Decoder {

    private static final float NEVER = -1e9f;

    private final NetworkSpec spec;
    private final Map<String, NDArray> weights;

    Decoder(NetworkSpec spec, Map<String, NDArray> weights) {
        this.spec = spec;
        this.weights = weights;
    }

    /**
     * @param y [T][B][H], outputs of the encoder
     * @param times [N], t of each origin; B divides N, origins of one window are together
     * @param inputs [N][horizon][24]
     * @return [N][horizon][2 H]: state of the decoder, then what it attended to
     */
    NDArray decode(NDArray y, int[] times, NDArray inputs) {
        NDManager manager = y.getManager();
        int batch = Math.toIntExact(y.getShape().get(1));
        int perWindow = times.length / batch;
        int window = spec.window();
        long[] rows = new long[times.length * window];
        float[] unseen = new float[times.length * window];
        long[] last = new long[times.length];
        for (int n = 0; n < times.length; n++) {
            int b = n / perWindow;
            last[n] = (long) times[n] * batch + b;
            for (int i = 0; i < window; i++) {
                int t = times[n] - window + 1 + i;
                rows[n * window + i] = (long) Math.max(t, 0) * batch + b;
                unseen[n * window + i] = t < 0 ? NEVER : 0f;
            }
        }
        NDArray outputs = y.reshape(-1, spec.hidden());
        NDArray memory = rows(outputs, rows).reshape(times.length, window, spec.hidden());
        NDArray first = rows(outputs, last).expandDims(0);
        NDArray states = Layers.recur(
                        Kind.GRU, weights, new String[] {"decoder."}, spec.hidden(), inputs.transpose(1, 0, 2), first)
                .transpose(1, 0, 2);
        NDArray query = Layers.product(weights, "attention.query", states)
                .add(weights.get("attention.bias"))
                .expandDims(2);
        NDArray key = Layers.product(weights, "attention.key", memory).expandDims(1);
        NDArray score = Layers.product(
                        weights, "attention.score", query.add(key).tanh())
                .squeeze(-1)
                .add(manager.create(unseen, new Shape(times.length, 1, window)));
        return states.concat(score.softmax(-1).matMul(memory), -1);
    }

    /** Rows of a matrix. */
    static NDArray rows(NDArray matrix, long[] rows) {
        return matrix.get(new NDIndex("{}", matrix.getManager().create(rows)));
    }
}
