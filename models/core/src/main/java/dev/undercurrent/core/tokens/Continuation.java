package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a model says of how a sequence goes on: the most probable next templates, and draws of the whole rest. */
public final class Continuation {

    private final LogModel model;
    private final Object[] state;

    /**
     * After a context.
     *
     * @param model a trained one
     * @param context tokens that came, from the begin of a sequence on
     */
    public Continuation(LogModel model, int[] context) {
        if (!model.trained()) {
            throw new IllegalArgumentException("the model is untrained; allowed: a trained one");
        }
        this.model = model;
        this.state = model.mixture().start();
        for (int token : context) {
            model.mixture().observe(state, new Token(0, token));
        }
    }

    /** The most probable next templates, most probable first. */
    public List<Expected> next(int most) {
        Categorical law = model.mixture().predict(state);
        List<Integer> tokens = new ArrayList<>();
        for (int v = 0; v < law.size(); v++) {
            tokens.add(v);
        }
        tokens.sort(
                Comparator.comparingDouble((Integer v) -> -law.probability(v)).thenComparing(v -> v));
        return tokens.stream()
                .limit(most)
                .map(v -> new Expected(
                        model.vocabulary().template(v),
                        law.probability(v),
                        model.vocabulary().text(v)))
                .toList();
    }

    /** Tokens drawn one after the other, up to the end of the sequence, which is the last one, or the given number. */
    public int[] sample(int most, RandomGenerator random) {
        Object[] s = model.mixture().codec().copy(state);
        int[] drawn = new int[most];
        for (int n = 0; n < most; n++) {
            Token x = model.mixture().predict(s).sample(0, random);
            drawn[n] = x.id();
            if (x.id() == Vocabulary.END_TOKEN) {
                return java.util.Arrays.copyOf(drawn, n + 1);
            }
            model.mixture().observe(s, x);
        }
        return drawn;
    }
}
