package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The common law of a trained model and of one that a key learns for itself, over everything that may come: the tokens of
 * the trained vocabulary, with {@link Vocabulary#NOVEL_TOKEN} for what neither has seen, then the templates that only the key
 * knows. What a law gives to anything new is shared evenly by all outcomes that it does not know. Scratch.
 */
final class Outcomes {

    private final Vocabulary vocabulary;
    private double[] trained;
    private double[] own;
    private double[] common;
    private int[] outcomeOf = new int[8];
    private int[] localOf = new int[8];
    private int size;
    private int asked;

    Outcomes(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        trained = new double[vocabulary.size() + 8];
        own = new double[vocabulary.size() + 8];
        common = new double[vocabulary.size() + 8];
    }

    /** The outcome of the i-th template of the key. */
    int local(int i) {
        return outcomeOf[i];
    }

    /**
     * @param byTrained null where there is none
     * @param byOwn null where there is none
     * @param next token that the key's law gives to a new template
     * @param weight of the key's law
     */
    void of(Categorical byTrained, Categorical byOwn, int next, double weight, LocalTemplates local) {
        arrange(local);
        if (byTrained != null) {
            spreadTrained(byTrained);
        }
        if (byOwn != null) {
            spreadOwn(byOwn, next, local);
        }
        for (int v = 0; v < size; v++) {
            if (byOwn == null) {
                common[v] = trained[v];
            } else if (byTrained == null) {
                common[v] = own[v];
            } else {
                common[v] = (1 - weight) * trained[v] + weight * own[v];
            }
        }
    }

    private void arrange(LocalTemplates local) {
        int n = local.size();
        if (outcomeOf.length < n) {
            outcomeOf = new int[2 * n];
        }
        size = vocabulary.size();
        for (int i = 0; i < n; i++) {
            int token = local.token(i);
            outcomeOf[i] = token == Vocabulary.NOVEL_TOKEN ? size++ : token;
        }
        if (common.length < size) {
            trained = new double[2 * size];
            own = new double[2 * size];
            common = new double[2 * size];
        }
        if (localOf.length < size) {
            localOf = new int[2 * size];
        }
        for (int i = 0; i < n; i++) {
            localOf[outcomeOf[i]] = i;
        }
    }

    private void spreadTrained(Categorical law) {
        int known = vocabulary.size();
        double share = law.probability(Vocabulary.NOVEL_TOKEN) / (1 + size - known);
        for (int v = 0; v < size; v++) {
            trained[v] = v < known ? law.probability(v) : share;
        }
        trained[Vocabulary.NOVEL_TOKEN] = share;
    }

    private void spreadOwn(Categorical law, int next, LocalTemplates local) {
        Arrays.fill(own, 0, size, -1);
        own[Vocabulary.END_TOKEN] = 0;
        for (int i = 0; i < local.size(); i++) {
            own[outcomeOf[i]] = law.probability(i + Vocabulary.FIRST);
        }
        double unknown =
                law.probability(next) + (next == Vocabulary.NOVEL_TOKEN ? 0 : law.probability(Vocabulary.NOVEL_TOKEN));
        int outside = 0;
        for (int v = 0; v < size; v++) {
            outside += own[v] < 0 ? 1 : 0;
        }
        for (int v = 0; v < size; v++) {
            own[v] = own[v] < 0 ? unknown / outside : own[v];
        }
    }

    double probability(int outcome) {
        asked = outcome;
        return common[outcome];
    }

    /** Posterior weight of the key's law, given the outcome asked for last. */
    double ownShare(double weight) {
        return common[asked] > 0 ? weight * own[asked] / common[asked] : weight;
    }

    /** 1 + number of outcomes that are more probable. */
    int rank(int outcome) {
        int rank = 1;
        for (int v = 0; v < size; v++) {
            rank += common[v] > common[outcome] ? 1 : 0;
        }
        return rank;
    }

    /** Probability of all less probable outcomes, plus the share u of that of all equally probable ones. */
    double tail(int outcome, double u) {
        double less = 0;
        double same = 0;
        for (int v = 0; v < size; v++) {
            if (common[v] < common[outcome]) {
                less += common[v];
            } else if (common[v] == common[outcome]) {
                same += common[v];
            }
        }
        return Math.min(1, less + u * same);
    }

    /** The most probable outcomes, most probable first; equally probable ones in the order of the vocabulary. */
    List<Expected> expected(int most, LocalTemplates local) {
        List<Expected> best = new ArrayList<>(most);
        double limit = Double.POSITIVE_INFINITY;
        int after = -1;
        while (best.size() < most) {
            int top = -1;
            for (int v = 0; v < size; v++) {
                boolean left = common[v] < limit || (common[v] == limit && v > after);
                if (left && common[v] > 0 && (top < 0 || common[v] > common[top])) {
                    top = v;
                }
            }
            if (top < 0) {
                break;
            }
            best.add(named(top, local));
            limit = common[top];
            after = top;
        }
        return best;
    }

    private Expected named(int v, LocalTemplates local) {
        if (v < vocabulary.size()) {
            return new Expected(vocabulary.template(v), common[v], vocabulary.text(v));
        }
        return new Expected(local.id(localOf[v]), common[v], local.text(localOf[v]));
    }
}
