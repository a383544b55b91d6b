package dev.undercurrent.core;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import java.util.random.RandomGenerator;

/** A mass function over the tokens of a finite vocabulary. Tokens outside of it are impossible. */
public final class Categorical implements Predictive {

    private static final double TOLERANCE = 1e-6;

    private final double[] probabilities;

    /**
     * @param probabilities [vocabulary], ≥ 0, summing to 1 within 1e-6
     * @throws IllegalArgumentException if they are not
     */
    public Categorical(double[] probabilities) {
        double sum = 0.0;
        for (int id = 0; id < probabilities.length; id++) {
            if (!(probabilities[id] >= 0.0)) {
                throw new IllegalArgumentException(
                        "probability of token " + id + " is " + probabilities[id] + "; allowed: 0 to 1");
            }
            sum += probabilities[id];
        }
        if (!(Math.abs(sum - 1.0) <= TOLERANCE)) {
            throw new IllegalArgumentException("probabilities sum to " + sum + "; allowed: 1 within " + TOLERANCE);
        }
        this.probabilities = probabilities.clone();
    }

    private Categorical(double[] probabilities, boolean kept) {
        this.probabilities = kept ? probabilities : probabilities.clone();
    }

    /**
     * A view of an array that its owner refills: neither copied nor checked.
     *
     * @param probabilities [vocabulary], ≥ 0, summing to 1 whenever the view is asked
     */
    public static Categorical view(double[] probabilities) {
        return new Categorical(probabilities, true);
    }

    /** Number of tokens. */
    public int size() {
        return probabilities.length;
    }

    /** P(token = id); 0 outside of the vocabulary. */
    public double probability(int id) {
        return id >= 0 && id < probabilities.length ? probabilities[id] : 0.0;
    }

    @Override
    public double surprisal(Observation x) {
        return x.missing() ? 0.0 : 0.0 - Elementary.log(probability(((Token) x).id()));
    }

    /** Exact: the sum of all probabilities not above that of x. */
    @Override
    public double tail(Observation x) {
        if (x.missing()) {
            return 1.0;
        }
        double limit = probability(((Token) x).id());
        double sum = 0.0;
        for (double p : probabilities) {
            if (p <= limit) {
                sum += p;
            }
        }
        return Math.min(1.0, sum);
    }

    @Override
    public Token sample(long time, RandomGenerator random) {
        return new Token(time, Draw.index(random, probabilities, probabilities.length));
    }
}
