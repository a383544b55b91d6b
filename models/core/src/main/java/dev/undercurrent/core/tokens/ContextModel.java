package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.state.StateCodec;
import java.util.Collection;

/**
 * Law of the next token by counts of what followed the same context, interpolated with that of more general contexts
 * (Witten &amp; Bell 1991): p_k(v) = (c_k(v) + T_k p_{k−1}(v)) / (n_k + T_k), with n_k events and T_k different tokens seen in
 * context k. Below all contexts, mass T / (n + T) is that of a token never seen. Counts are frozen.
 *
 * <p>Contexts are either the last 0, 1, … tokens (n-gram), or nothing and then how often each token has come in this sequence,
 * whatever the order (bag): where several actors write one sequence, their order tells little, and what is there
 * already tells much.
 */
public final class ContextModel implements SequenceModel<History> {

    /** What a context is. Codes are persisted and never reused. */
    public enum Kind {
        /** The last tokens in their order. */
        NGRAM(0),
        /** How often each token came. */
        BAG(1);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** Persisted code. */
        public int code() {
            return code;
        }

        /** The kind with a code. */
        public static Kind of(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("kind of context is " + code + "; allowed: 0 (n-gram), 1 (bag)");
        }
    }

    private static final int MAX_ORDER = 16;

    private final Kind kind;
    private final int order;
    private final ContextCounts counts;
    private final double[] probabilities;
    private final Categorical law;

    /**
     * @param order contexts that are interpolated: n-gram of this order, 1 to 16; 2 for a bag
     * @param vocabulary number of tokens, above every token in the counts
     */
    public ContextModel(Kind kind, int order, int vocabulary, ContextCounts counts) {
        if (order < 1 || order > MAX_ORDER || (kind == Kind.BAG && order != 2)) {
            throw new IllegalArgumentException(
                    "order of " + kind + " is " + order + "; allowed: 1 to " + MAX_ORDER + ", 2 for BAG");
        }
        if (counts.largest() >= vocabulary || vocabulary < Vocabulary.FIRST) {
            throw new IllegalArgumentException("vocabulary is " + vocabulary + "; allowed: above the largest token, "
                    + counts.largest() + ", and at least " + Vocabulary.FIRST);
        }
        this.kind = kind;
        this.order = order;
        this.counts = counts;
        this.probabilities = new double[vocabulary];
        this.law = Categorical.view(probabilities);
    }

    /**
     * Counts what followed what.
     *
     * @param sequences each with its end where there is one
     */
    public static ContextModel train(Kind kind, int order, int vocabulary, Collection<int[]> sequences) {
        var counter = new ContextCounts.Builder();
        for (int[] sequence : sequences) {
            var history = new History(length(kind, order));
            for (int token : sequence) {
                for (int k = 0; k < order; k++) {
                    counter.add(context(kind, k, history), token);
                }
                history.observe(token);
            }
        }
        return new ContextModel(kind, order, vocabulary, counter.build());
    }

    private static int length(Kind kind, int order) {
        return kind == Kind.NGRAM ? order - 1 : 0;
    }

    private static long context(Kind kind, int k, History history) {
        if (k == 0) {
            return 0;
        }
        return kind == Kind.NGRAM ? history.tail(k) : history.bag();
    }

    public Kind kind() {
        return kind;
    }

    public int order() {
        return order;
    }

    public ContextCounts counts() {
        return counts;
    }

    @Override
    public History start() {
        return new History(length(kind, order));
    }

    @Override
    public Categorical predict(History state) {
        java.util.Arrays.fill(probabilities, 0.0);
        probabilities[Vocabulary.NOVEL_TOKEN] = 1.0;
        for (int k = 0; k < order; k++) {
            int context = counts.find(context(kind, k, state));
            if (context < 0) {
                break;
            }
            double types = counts.types(context);
            double denominator = counts.total(context) + types;
            counts.blend(context, types / denominator, denominator, probabilities);
        }
        return law;
    }

    @Override
    public void observe(History state, Observation x, double learning) {
        if (!x.missing()) {
            state.observe(((Token) x).id());
        }
    }

    @Override
    public StateCodec<History> codec() {
        return History.codec(length(kind, order));
    }

    @Override
    public void advance(History state, int steps) {
        // a token that was not seen is no context
    }
}
