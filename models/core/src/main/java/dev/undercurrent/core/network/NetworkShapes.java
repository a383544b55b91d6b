package dev.undercurrent.core.network;

import dev.undercurrent.core.network.NetworkSpec.Kind;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names and shapes of the tensors of a network, as {@link NetworkSpec} lists them. */
public final class NetworkShapes {

    /** Inputs of an event, and of a horizon step. */
    public static final int INPUTS = 24;

    /** Outputs of the step head: weights of 10 candidates; shift, log scale, degrees of freedom and weight of each part. */
    public static final int STEP_OUTPUTS = 10 + 4 * NetworkSpec.MIXTURE;

    /** Quantiles of the horizon head. */
    public static final int LEVELS = 11;

    /** Candidates of a step of the horizon. */
    public static final int CANDIDATES = 12;

    /** Outputs of the horizon head: weights of the candidates, scale, shift, and the increments between quantiles. */
    public static final int HORIZON_OUTPUTS = CANDIDATES + 2 + LEVELS - 1;

    private final SortedMap<String, int[]> shapes = new TreeMap<>();

    private NetworkShapes() {}

    /** Every tensor of such a network, by name. */
    public static SortedMap<String, int[]> of(NetworkSpec spec) {
        var all = new NetworkShapes();
        int h = spec.hidden();
        if (spec.kind() == Kind.TRANSFORMER) {
            all.transformer(spec);
        } else {
            for (int l = 0; l < spec.layers(); l++) {
                all.cell("encoder." + l, spec.kind().gates(), h, l == 0 ? INPUTS : h);
            }
        }
        all.affine("step.hidden", NetworkSpec.STEP_HIDDEN, h + INPUTS);
        all.affine("step.out", STEP_OUTPUTS, NetworkSpec.STEP_HIDDEN);
        boolean decodes = spec.kind() == Kind.SEQ2SEQ;
        all.affine("horizon.state", NetworkSpec.HORIZON_HIDDEN, decodes ? 2 * h : h);
        all.affine("horizon.features", NetworkSpec.HORIZON_HIDDEN, INPUTS);
        all.affine("horizon.hidden", NetworkSpec.HORIZON_HIDDEN_2, NetworkSpec.HORIZON_HIDDEN);
        all.affine("horizon.out", HORIZON_OUTPUTS, NetworkSpec.HORIZON_HIDDEN_2);
        if (decodes) {
            all.cell("decoder", 3, h, INPUTS);
            all.put("attention.query.weight", h, h);
            all.put("attention.key.weight", h, h);
            all.put("attention.bias", h);
            all.put("attention.score.weight", 1, h);
        }
        return all.shapes;
    }

    private void transformer(NetworkSpec spec) {
        int h = spec.hidden();
        affine("encoder.input", h, INPUTS * spec.patch());
        for (int l = 0; l < spec.layers(); l++) {
            String layer = "encoder." + l;
            norm(layer + ".norm1", h);
            for (String name : new String[] {".query", ".key", ".value", ".out"}) {
                affine(layer + name, h, h);
            }
            norm(layer + ".norm2", h);
            affine(layer + ".up", 4 * h, h);
            affine(layer + ".down", h, 4 * h);
        }
        norm("encoder.norm", h);
    }

    private void cell(String name, int gates, int h, int inputs) {
        put(name + ".weight_ih", gates * h, inputs);
        put(name + ".weight_hh", gates * h, h);
        put(name + ".bias_ih", gates * h);
        put(name + ".bias_hh", gates * h);
    }

    private void affine(String name, int outputs, int inputs) {
        put(name + ".weight", outputs, inputs);
        put(name + ".bias", outputs);
    }

    private void norm(String name, int h) {
        put(name + ".weight", h);
        put(name + ".bias", h);
    }

    private void put(String name, int... shape) {
        shapes.put(name, shape);
    }
}
