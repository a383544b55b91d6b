package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Predictive;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.ArrayList;
import java.util.List;

/** p(v) = Σ_m w_m p_m(v) over models of one vocabulary, with fixed weights. */
public final class TokenMixture implements SequenceModel<Object[]> {

    private static final double TOLERANCE = 1e-6;

    private final List<SequenceModel<Object>> members = new ArrayList<>();
    private final double[] weights;
    private final double[] probabilities;
    private final Categorical law;

    /**
     * @param members models whose laws are mass functions over the vocabulary
     * @param weights [members] ≥ 0, summing to 1
     * @param vocabulary number of tokens
     */
    public TokenMixture(List<? extends SequenceModel<?>> members, double[] weights, int vocabulary) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight >= 0 ? weight : Double.NaN;
        }
        if (members.isEmpty() || weights.length != members.size() || !(Math.abs(sum - 1) < TOLERANCE)) {
            throw new IllegalArgumentException(weights.length + " weights of sum " + sum + " for " + members.size()
                    + " members; allowed: as many, at least 1, at least 0 each, summing to 1");
        }
        for (SequenceModel<?> member : members) {
            @SuppressWarnings("unchecked")
            var any = (SequenceModel<Object>) member;
            this.members.add(any);
        }
        this.weights = weights.clone();
        this.probabilities = new double[vocabulary];
        this.law = Categorical.view(probabilities);
    }

    @Override
    public Object[] start() {
        Object[] states = new Object[members.size()];
        for (int m = 0; m < states.length; m++) {
            states[m] = members.get(m).start();
        }
        return states;
    }

    @Override
    public Categorical predict(Object[] states) {
        java.util.Arrays.fill(probabilities, 0.0);
        for (int m = 0; m < weights.length; m++) {
            if (weights[m] > 0) {
                add(weights[m], members.get(m).predict(states[m]));
            }
        }
        return law;
    }

    private void add(double weight, Predictive of) {
        for (int v = 0; v < probabilities.length; v++) {
            probabilities[v] += weight * probability(of, v);
        }
    }

    private static double probability(Predictive law, int token) {
        return law instanceof Categorical categorical
                ? categorical.probability(token)
                : dev.undercurrent.core.math.Elementary.exp(-law.surprisal(new Token(0, token)));
    }

    @Override
    public void observe(Object[] states, Observation x, double learning) {
        for (int m = 0; m < states.length; m++) {
            members.get(m).observe(states[m], x, learning);
        }
    }

    @Override
    public void advance(Object[] states, int steps) {
        for (int m = 0; m < states.length; m++) {
            members.get(m).advance(states[m], steps);
        }
    }

    /** Bytes: the members' states, in order. */
    @Override
    public StateCodec<Object[]> codec() {
        List<StateCodec<Object>> codecs = new ArrayList<>();
        for (SequenceModel<Object> member : members) {
            codecs.add(member.codec());
        }
        return new StateCodec<>() {
            @Override
            public void write(Object[] states, ByteSink out) {
                for (int m = 0; m < states.length; m++) {
                    codecs.get(m).write(states[m], out);
                }
            }

            @Override
            public Object[] read(ByteSource in) {
                Object[] states = new Object[codecs.size()];
                for (int m = 0; m < states.length; m++) {
                    states[m] = codecs.get(m).read(in);
                }
                return states;
            }

            @Override
            public Object[] copy(Object[] from) {
                Object[] states = new Object[from.length];
                for (int m = 0; m < states.length; m++) {
                    states[m] = codecs.get(m).copy(from[m]);
                }
                return states;
            }
        };
    }
}
