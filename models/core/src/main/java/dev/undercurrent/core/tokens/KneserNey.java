package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.state.StateCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * N-gram with interpolated modified Kneser-Ney smoothing (Chen &amp; Goodman 1998, eq. 26 to 28): p_k(v) = (c_k(v) − D(c_k(v))) /
 * n_k + γ_k p_{k−1}(v), with discounts D of their own for counts of one, two and more, and γ_k what they leave. In contexts shorter
 * than the longest, c_k(v) is in how many longer contexts v came, except where nothing is longer: at the begin of a
 * sequence. Below all contexts, what is left is that of a token never seen. Counts are frozen.
 */
public final class KneserNey implements SequenceModel<History> {

    /** Discounts where the counts of counts give none, as where no template came only once. */
    private static final double[] OTHERWISE = {0.5, 1, 1.5};

    private static final int MAX_ORDER = 16;

    private final int order;
    private final ContextCounts counts;
    private final double[][] discounts;
    private final double[] probabilities;
    private final Categorical law;

    /**
     * @param order contexts that are interpolated, 1 to 16
     * @param vocabulary number of tokens, above every token in the counts
     * @param counts by context, continuations in those that are shorter than the longest
     * @param discounts [order][3] of counts of 1, 2 and more, by length of the context; above 0, at most 1, 2 and 3
     */
    public KneserNey(int order, int vocabulary, ContextCounts counts, double[][] discounts) {
        if (order < 1 || order > MAX_ORDER || discounts.length != order) {
            throw new IllegalArgumentException("order is " + order + " with discounts of " + discounts.length
                    + " lengths; allowed: 1 to " + MAX_ORDER + ", and as many");
        }
        for (double[] of : discounts) {
            if (of.length != OTHERWISE.length || !sound(of)) {
                throw new IllegalArgumentException("discounts are " + java.util.Arrays.toString(of)
                        + "; allowed: three above 0, at most 1, 2 and 3");
            }
        }
        if (counts.largest() >= vocabulary || vocabulary < Vocabulary.FIRST) {
            throw new IllegalArgumentException("vocabulary is " + vocabulary + "; allowed: above the largest token, "
                    + counts.largest() + ", and at least " + Vocabulary.FIRST);
        }
        this.order = order;
        this.counts = counts;
        this.discounts = discounts.clone();
        this.probabilities = new double[vocabulary];
        this.law = Categorical.view(probabilities);
    }

    /**
     * Counts what followed what.
     *
     * @param sequences each with its end where there is one
     */
    public static KneserNey train(int order, int vocabulary, Collection<int[]> sequences) {
        var counter = new ContextCounts.Builder();
        Map<Long, Integer> lengths = new HashMap<>();
        for (int[] sequence : sequences) {
            var history = new History(order - 1);
            for (int token : sequence) {
                boolean fresh = true;
                for (int k = order - 1; k >= 0 && (fresh || history.begins(k)); k--) {
                    fresh = counter.add(history.tail(k), token);
                    lengths.put(history.tail(k), k);
                }
                history.observe(token);
            }
        }
        ContextCounts counts = counter.build();
        return new KneserNey(order, vocabulary, counts, discounts(order, counts, lengths));
    }

    private static double[][] discounts(int order, ContextCounts counts, Map<Long, Integer> lengths) {
        int[][] having = new int[order][OTHERWISE.length + 2];
        long[] contexts = counts.contexts();
        int[] offsets = counts.offsets();
        int[] all = counts.counts();
        for (int i = 0; i < contexts.length; i++) {
            int[] of = having[lengths.get(contexts[i])];
            for (int j = offsets[i]; j < offsets[i + 1]; j++) {
                if (all[j] < of.length) {
                    of[all[j]]++;
                }
            }
        }
        double[][] discounts = new double[order][];
        for (int k = 0; k < order; k++) {
            discounts[k] = discounts(having[k]);
        }
        return discounts;
    }

    /** @param n [5] how many counts are 1, 2, 3 and 4, from index 1 */
    private static double[] discounts(int[] n) {
        double y = n[1] / (n[1] + 2.0 * n[2]);
        double[] d = new double[OTHERWISE.length];
        for (int i = 1; i <= d.length; i++) {
            d[i - 1] = i - (i + 1) * y * n[i + 1] / n[i];
        }
        return sound(d) ? d : OTHERWISE.clone();
    }

    private static boolean sound(double[] d) {
        for (int i = 0; i < d.length; i++) {
            if (!(d[i] > 0 && d[i] <= i + 1)) {
                return false;
            }
        }
        return true;
    }

    public int order() {
        return order;
    }

    public ContextCounts counts() {
        return counts;
    }

    /** [order][3], not a copy. */
    public double[][] discounts() {
        return discounts;
    }

    @Override
    public History start() {
        return new History(order - 1);
    }

    @Override
    public Categorical predict(History state) {
        java.util.Arrays.fill(probabilities, 0.0);
        probabilities[Vocabulary.NOVEL_TOKEN] = 1.0;
        for (int k = 0; k < order; k++) {
            int context = counts.find(state.tail(k));
            if (context < 0) {
                break;
            }
            counts.discount(context, discounts[k], probabilities);
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
    public void advance(History state, int steps) {
        // a token that was not seen is no context
    }

    @Override
    public StateCodec<History> codec() {
        return History.codec(order - 1);
    }
}
