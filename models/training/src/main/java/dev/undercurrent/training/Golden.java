package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;
import java.util.Map;

/**
 * Inputs and what PyTorch makes of them, by which serving is checked. T = events, from the state before the first; H = horizon.
 *
 * @param inputs [T][24]
 * @param candidates [T][10]
 * @param outputs [T][hidden] of the encoder
 * @param step [T][22], of the step head's last layer
 * @param laws [T][12], what they say: location, log scale, degrees of freedom, log weight of each of three components, in
 *     units of the event
 * @param horizonCandidates [H][12] at the last event
 * @param horizonInputs [H][24] at the last event
 * @param quantiles [H][11] at the last event, in its units
 */
public record Golden(
        float[][] inputs,
        float[][] candidates,
        float[][] outputs,
        float[][] step,
        float[][] laws,
        float[][] horizonCandidates,
        float[][] horizonInputs,
        float[][] quantiles) {

    /** Computes the golden vectors of a window whose last event is an origin. */
    static Golden of(NetworkSpec spec, Weights weights, Window window, NDManager parent) {
        int events = window.inputs().length;
        int origin = window.origins().length - 1;
        if (window.origins()[origin] != events - 1) {
            throw new IllegalArgumentException("the last origin is event " + window.origins()[origin]
                    + "; allowed: the last event, " + (events - 1));
        }
        float[][] ahead = window.horizonCandidates()[origin];
        float[][] features = window.horizonInputs()[origin];
        try (NDManager manager = parent.newSubManager()) {
            Map<String, NDArray> lent = Parameters.of(spec, weights).lend(manager, false);
            Graph graph = new Graph(spec, lent);
            NDArray x = manager.create(window.inputs()).expandDims(1);
            NDArray y = graph.encode(x);
            NDArray step = graph.step(y, x);
            NDArray laws = StepLaw.of(
                            step, x, manager.create(window.candidates()).expandDims(1))
                    .flat();
            NDArray quantiles = Quantiles.of(
                    graph.horizon(
                            y, new int[] {events - 1}, manager.create(features).expandDims(0)),
                    manager.create(ahead).expandDims(0));
            return new Golden(
                    window.inputs(),
                    window.candidates(),
                    rows(y),
                    rows(step),
                    rows(laws),
                    ahead,
                    features,
                    rows(quantiles));
        }
    }

    private static float[][] rows(NDArray array) {
        Shape shape = array.getShape();
        int width = Math.toIntExact(shape.get(shape.dimension() - 1));
        float[] values = array.toFloatArray();
        float[][] rows = new float[values.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }

    /** One JSON object, arrays by the names of the components. */
    public String json() {
        StringBuilder out = new StringBuilder("{");
        write(out, "inputs", inputs);
        write(out.append(','), "candidates", candidates);
        write(out.append(','), "outputs", outputs);
        write(out.append(','), "step", step);
        write(out.append(','), "laws", laws);
        write(out.append(','), "horizonCandidates", horizonCandidates);
        write(out.append(','), "horizonInputs", horizonInputs);
        write(out.append(','), "quantiles", quantiles);
        return out.append("}\n").toString();
    }

    private static void write(StringBuilder out, String name, float[][] rows) {
        out.append('"').append(name).append("\":[");
        for (int i = 0; i < rows.length; i++) {
            out.append(i == 0 ? "" : ",").append(Arrays.toString(rows[i]).replace(" ", ""));
        }
        out.append(']');
    }
}
