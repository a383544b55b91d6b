package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import java.nio.ByteBuffer;
import java.util.Map;

/** A network as a graph in PyTorch, after the formulas of {@link NetworkSpec}. */
final class Graph {

    private final NetworkSpec spec;
    private final Map<String, NDArray> weights;

    Graph(NetworkSpec spec, Map<String, NDArray> weights) {
        this.spec = spec;
        this.weights = weights;
    }

    /** What a batch costs: .5 · nats per event + 2 · pinball loss. */
    record Loss(NDArray total, NDArray surprisal, NDArray pinball) {}

    Loss loss(NDManager manager, Batch batch) {
        NDArray inputs = lend(manager, batch.inputs, batch.window, batch.size, Batch.INPUTS);
        NDArray candidates = lend(manager, batch.candidates, batch.window, batch.size, Batch.CANDIDATES);
        NDArray y = encode(inputs);
        NDArray surprisal = StepLaw.of(step(y, inputs), inputs, candidates)
                .loss(
                        lend(manager, batch.targets, batch.window, batch.size),
                        lend(manager, batch.present, batch.window, batch.size));
        int rows = batch.originTimes.length;
        NDArray ahead = lend(manager, batch.horizonCandidates, rows, batch.horizon, Batch.HORIZON_CANDIDATES);
        NDArray features = lend(manager, batch.horizonInputs, rows, batch.horizon, Batch.HORIZON_INPUTS);
        NDArray quantiles = Quantiles.of(horizon(y, batch.originTimes, features), ahead);
        NDArray pinball = Quantiles.loss(
                quantiles,
                lend(manager, batch.horizonTargets, rows, batch.horizon),
                lend(manager, batch.horizonWeights, rows, batch.horizon),
                lend(manager, batch.horizonPresent, rows, batch.horizon));
        return new Loss(Layers.times(surprisal, 0.5f).add(Layers.times(pinball, 2f)), surprisal, pinball);
    }

    private static NDArray lend(NDManager manager, ByteBuffer values, long... shape) {
        return manager.create(values.duplicate().order(values.order()), new Shape(shape), DataType.FLOAT32);
    }

    /** [T][B][24] → [T][B][H]; each window from the state before the first event. */
    NDArray encode(NDArray inputs) {
        if (spec.kind() == Kind.TRANSFORMER) {
            return new Transformer(spec, weights).encode(inputs);
        }
        String[] layers = new String[spec.layers()];
        for (int l = 0; l < layers.length; l++) {
            layers[l] = "encoder." + l + ".";
        }
        return Layers.recur(spec.kind(), weights, layers, spec.hidden(), inputs, null);
    }

    /** Outputs of the step head, [T][B][22]. */
    NDArray step(NDArray y, NDArray inputs) {
        NDArray hidden = Layers.silu(Layers.linear(weights, "step.hidden", y.concat(inputs, -1)));
        return Layers.linear(weights, "step.out", hidden);
    }

    /**
     * Outputs of the horizon head.
     *
     * @param y [T][B][H]
     * @param times [N] t of each origin; B divides N, origins of one window are together
     * @param inputs [N][horizon][24]
     * @return [N][horizon][24]
     */
    NDArray horizon(NDArray y, int[] times, NDArray inputs) {
        NDArray state;
        if (spec.kind() == Kind.SEQ2SEQ) {
            state = Layers.linear(weights, "horizon.state", new Decoder(spec, weights).decode(y, times, inputs));
        } else {
            int batch = Math.toIntExact(y.getShape().get(1));
            long[] rows = new long[times.length];
            for (int n = 0; n < rows.length; n++) {
                rows[n] = (long) times[n] * batch + n / (times.length / batch);
            }
            NDArray at = Decoder.rows(y.reshape(-1, spec.hidden()), rows);
            state = Layers.linear(weights, "horizon.state", at).expandDims(1);
        }
        NDArray hidden =
                Layers.silu(Layers.linear(weights, "horizon.features", inputs).add(state));
        hidden = Layers.silu(Layers.linear(weights, "horizon.hidden", hidden));
        return Layers.linear(weights, "horizon.out", hidden);
    }
}
