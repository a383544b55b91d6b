package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * Hidden Markov model over tokens with fixed parameters: α_t(j) ∝ B_j(x_t) Σ_i α_{t−1}(i) A_ij, α_1(j) ∝ π_j B_j(x_1) (Rabiner
 * 1989). Its filtered posterior is the phase of the process.
 *
 * <p>State: double[K], P(s_{t+1} = j | x_1..x_t); bytes the same, big-endian.
 */
public final class TokenHmm implements SequenceModel<double[]> {

    private static final double TOLERANCE = 1e-6;

    private final double[] initial;
    private final double[][] transition;
    private final double[][] emission;
    private final double[] probabilities;
    private final double[] posterior;
    private final Categorical law;

    /**
     * @param initial [K] P(s_1 = j), sums to 1
     * @param transition [K][K] P(s_{t+1} = j | s_t = i), rows sum to 1
     * @param emission [K][V] P(token | state), rows sum to 1
     */
    public TokenHmm(double[] initial, double[][] transition, double[][] emission) {
        int k = initial.length;
        if (k == 0 || transition.length != k || emission.length != k) {
            throw new IllegalArgumentException(k + " initial probabilities, " + transition.length
                    + " rows of transitions and " + emission.length + " of emissions; allowed: as many, at least 1");
        }
        check("initial", initial);
        for (int i = 0; i < k; i++) {
            check("transition", transition[i]);
            check("emission", emission[i]);
        }
        this.initial = initial.clone();
        this.transition = transition.clone();
        this.emission = emission.clone();
        this.probabilities = new double[emission[0].length];
        this.posterior = new double[k];
        this.law = Categorical.view(probabilities);
    }

    private static void check(String what, double[] row) {
        double sum = 0;
        for (double p : row) {
            sum += p >= 0 ? p : Double.NaN;
        }
        if (!(Math.abs(sum - 1) < TOLERANCE)) {
            throw new IllegalArgumentException(what + " probabilities sum to " + sum + "; allowed: 1, none below 0");
        }
    }

    /** Number of states, K. */
    public int count() {
        return initial.length;
    }

    public double[] initial() {
        return initial.clone();
    }

    /** [K][K], not a copy. */
    public double[][] transition() {
        return transition;
    }

    /** [K][V], not a copy. */
    public double[][] emission() {
        return emission;
    }

    @Override
    public double[] start() {
        return initial.clone();
    }

    @Override
    public Categorical predict(double[] s) {
        for (int v = 0; v < probabilities.length; v++) {
            double sum = 0;
            for (int i = 0; i < s.length; i++) {
                sum += s[i] * emission[i][v];
            }
            probabilities[v] = sum;
        }
        return law;
    }

    /** P(s_t = i | x_1..x_{t−1}, x_t = token) from the state before it: scratch; the prediction where token is impossible. */
    public double[] posterior(double[] s, int token) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            posterior[i] = s[i] * emission[i][token];
            sum += posterior[i];
        }
        for (int i = 0; i < s.length; i++) {
            posterior[i] = sum > 0 ? posterior[i] / sum : s[i];
        }
        return posterior;
    }

    @Override
    public void observe(double[] s, Observation x, double learning) {
        if (x.missing()) {
            System.arraycopy(s, 0, posterior, 0, s.length);
        } else {
            posterior(s, ((Token) x).id());
        }
        for (int j = 0; j < s.length; j++) {
            double sum = 0;
            for (int i = 0; i < s.length; i++) {
                sum += posterior[i] * transition[i][j];
            }
            s[j] = sum;
        }
    }

    @Override
    public void advance(double[] s, int steps) {
        for (int n = 0; n < Math.min(steps, 1000); n++) {
            observe(s, new Token(0, Token.NONE), 0);
        }
    }

    @Override
    public StateCodec<double[]> codec() {
        return new StateCodec<>() {
            @Override
            public void write(double[] s, ByteSink out) {
                out.writeDoubles(s);
            }

            @Override
            public double[] read(ByteSource in) {
                return in.readDoubles(initial.length);
            }

            @Override
            public double[] copy(double[] s) {
                return s.clone();
            }
        };
    }
}
