package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The weights of a network while it is trained: kept in Java, lent to PyTorch for one step at a time. */
final class Parameters {

    static final int QUANTILES = 11;

    /** Outputs of the step head: a gate over the candidates; then shift, log scale, degrees of freedom, weight. */
    static final int STEP_OUT = Batch.CANDIDATES + 4 * NetworkSpec.MIXTURE;

    /** Outputs of the horizon head: a gate over the candidates, shift, log scale, steps between quantiles. */
    static final int HORIZON_OUT = Batch.HORIZON_CANDIDATES + 2 + QUANTILES - 1;

    private final Map<String, Tensor> tensors;

    private Parameters(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** Random weights as usual for their layers: uniform within ±1/√inputs; heads start small, forget gates open. */
    static Parameters random(NetworkSpec spec, long seed) {
        Parameters parameters = new Parameters(shapes(spec));
        SplittableRandom random = new SplittableRandom(seed);
        for (Map.Entry<String, Tensor> entry : parameters.tensors.entrySet()) {
            fill(spec, entry.getKey(), entry.getValue(), random.split());
        }
        return parameters;
    }

    /**
     * A copy of given weights.
     *
     * @throws IllegalArgumentException if one that the network needs is missing or has another shape
     */
    static Parameters of(NetworkSpec spec, Weights weights) {
        Parameters parameters = new Parameters(shapes(spec));
        parameters.tensors.replaceAll((name, tensor) ->
                new Tensor(tensor.shape(), weights.get(name, tensor.shape()).clone()));
        return parameters;
    }

    /** Those given, live, in their order. */
    static Parameters of(Map<String, Tensor> tensors) {
        return new Parameters(tensors);
    }

    private static void fill(NetworkSpec spec, String name, Tensor tensor, SplittableRandom random) {
        int[] shape = tensor.shape();
        float[] values = tensor.values();
        if (name.contains("norm")) {
            Arrays.fill(values, name.endsWith(".weight") ? 1f : 0f);
            return;
        }
        double limit = 1.0 / Math.sqrt(fanIn(spec, name, shape));
        if (name.equals("step.out.weight") || name.equals("horizon.out.weight")) {
            limit *= 0.3;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2.0 * Draw.uniform(random) - 1.0));
        }
        if (spec.kind().gates() == Kind.LSTM.gates() && name.startsWith("encoder") && name.endsWith("bias_ih")) {
            Arrays.fill(values, spec.hidden(), 2 * spec.hidden(), 1f);
        }
    }

    /** Inputs of the layer that a tensor belongs to; hidden units for recurrent cells, as PyTorch has it. */
    private static int fanIn(NetworkSpec spec, String name, int[] shape) {
        if (name.contains("_ih") || name.contains("_hh")) {
            return spec.hidden();
        }
        if (shape.length == 2) {
            return shape[1];
        }
        return name.startsWith("step.out")
                ? NetworkSpec.STEP_HIDDEN
                : name.startsWith("horizon.out") ? NetworkSpec.HORIZON_HIDDEN_2 : NetworkSpec.HORIZON_HIDDEN;
    }

    /** Every tensor of a network, zeros, in a fixed order. */
    private static Map<String, Tensor> shapes(NetworkSpec spec) {
        Map<String, Tensor> to = new LinkedHashMap<>();
        int h = spec.hidden();
        if (spec.kind() == Kind.TRANSFORMER) {
            transformer(to, spec);
        } else {
            for (int l = 0; l < spec.layers(); l++) {
                cell(to, "encoder." + l + ".", spec.kind().gates() * h, l == 0 ? Batch.INPUTS : h, h);
            }
        }
        if (spec.kind() == Kind.SEQ2SEQ) {
            cell(to, "decoder.", Kind.GRU.gates() * h, Batch.HORIZON_INPUTS, h);
            zeros(to, "attention.query.weight", h, h);
            zeros(to, "attention.key.weight", h, h);
            zeros(to, "attention.bias", h);
            zeros(to, "attention.score.weight", 1, h);
        }
        linear(to, "step.hidden", NetworkSpec.STEP_HIDDEN, h + Batch.INPUTS);
        linear(to, "step.out", STEP_OUT, NetworkSpec.STEP_HIDDEN);
        linear(to, "horizon.state", NetworkSpec.HORIZON_HIDDEN, spec.kind() == Kind.SEQ2SEQ ? 2 * h : h);
        linear(to, "horizon.features", NetworkSpec.HORIZON_HIDDEN, Batch.HORIZON_INPUTS);
        linear(to, "horizon.hidden", NetworkSpec.HORIZON_HIDDEN_2, NetworkSpec.HORIZON_HIDDEN);
        linear(to, "horizon.out", HORIZON_OUT, NetworkSpec.HORIZON_HIDDEN_2);
        return to;
    }

    private static void transformer(Map<String, Tensor> to, NetworkSpec spec) {
        int h = spec.hidden();
        linear(to, "encoder.input", h, Batch.INPUTS * spec.patch());
        for (int l = 0; l < spec.layers(); l++) {
            String layer = "encoder." + l + ".";
            norm(to, layer + "norm1", h);
            for (String part : new String[] {"query", "key", "value", "out"}) {
                linear(to, layer + part, h, h);
            }
            norm(to, layer + "norm2", h);
            linear(to, layer + "up", 4 * h, h);
            linear(to, layer + "down", h, 4 * h);
        }
        norm(to, "encoder.norm", h);
    }

    private static void cell(Map<String, Tensor> to, String name, int rows, int inputs, int hidden) {
        zeros(to, name + "weight_ih", rows, inputs);
        zeros(to, name + "weight_hh", rows, hidden);
        zeros(to, name + "bias_ih", rows);
        zeros(to, name + "bias_hh", rows);
    }

    private static void linear(Map<String, Tensor> to, String name, int outputs, int inputs) {
        zeros(to, name + ".weight", outputs, inputs);
        zeros(to, name + ".bias", outputs);
    }

    private static void norm(Map<String, Tensor> to, String name, int size) {
        zeros(to, name + ".weight", size);
        zeros(to, name + ".bias", size);
    }

    private static void zeros(Map<String, Tensor> to, String name, int... shape) {
        int size = 1;
        for (int n : shape) {
            size *= n;
        }
        to.put(name, Tensor.of(new float[size], shape));
    }

    /** By name, in a fixed order; the values are the live ones. */
    Map<String, Tensor> tensors() {
        return tensors;
    }

    /** Numbers in all. */
    int size() {
        return tensors.values().stream().mapToInt(t -> t.values().length).sum();
    }

    /** A copy. */
    Weights weights() {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                copy.put(name, new Tensor(tensor.shape(), tensor.values().clone())));
        return new Weights(copy);
    }

    /** Copies in PyTorch, which live as long as the manager. */
    Map<String, NDArray> lend(NDManager manager, boolean gradients) {
        Map<String, NDArray> lent = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
            NDArray array = manager.create(tensor.values(), new Shape(shape));
            array.setRequiresGradient(gradients);
            lent.put(name, array);
        });
        return lent;
    }
}
