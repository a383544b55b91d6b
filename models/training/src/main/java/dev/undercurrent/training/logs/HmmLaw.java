package dev.undercurrent.training.logs;

import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.tokens.TokenHmm;
import dev.undercurrent.core.tokens.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns a categorical hidden Markov model by expectation and maximisation (Baum et al. 1970; Rabiner 1989, eqs. 40, 109–111),
 * from a start drawn by a seed. Rows of transitions have a Dirichlet prior that makes regimes last; of each row of
 * emissions a share T / (n + T) is for tokens never seen, as in {@link dev.undercurrent.core.tokens.ContextModel}.
 */
public final class HmmLaw implements LawTrainer {

    private static final double STAY = 2;
    private static final double MOVE = 0.05;

    /** Pseudo-count of each token that was seen anywhere, in each state. */
    private static final double EMITS = 1e-3;

    private final int states;
    private final int iterations;
    private final long seed;

    public HmmLaw(int states, int iterations, long seed) {
        this.states = states;
        this.iterations = iterations;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "hmm";
    }

    @Override
    public SequenceModel<?> train(int vocabulary, List<int[]> pieces) {
        boolean[] seen = new boolean[vocabulary];
        long tokens = 0;
        for (int[] piece : pieces) {
            for (int token : piece) {
                seen[token] = true;
                tokens++;
            }
        }
        var random = new SplittableRandom(seed);
        double[] initial = new double[states];
        double[][] transition = new double[states][states];
        double[][] emission = new double[states][vocabulary];
        Arrays.fill(initial, 1.0 / states);
        for (int i = 0; i < states; i++) {
            for (int j = 0; j < states; j++) {
                transition[i][j] = (i == j ? 2 : 1) * (0.5 + random.nextDouble());
            }
            for (int v = 0; v < vocabulary; v++) {
                emission[i][v] = seen[v] ? 0.2 + random.nextDouble() : 0;
            }
            normalise(transition[i], 1);
            normalise(emission[i], 1);
        }
        for (int n = 0; n < iterations; n++) {
            var counts = new Counts(states, vocabulary, seen);
            for (int[] piece : pieces) {
                counts.add(piece, initial, transition, emission);
            }
            counts.maximise(initial, transition, emission);
        }
        int types = 0;
        for (boolean each : seen) {
            types += each ? 1 : 0;
        }
        double novel = tokens == 0 ? 1 : (double) types / (tokens + types);
        for (double[] row : emission) {
            normalise(row, 1 - novel);
            row[Vocabulary.NOVEL_TOKEN] += novel;
        }
        return new TokenHmm(initial, transition, emission);
    }

    private static void normalise(double[] row, double to) {
        double sum = Arrays.stream(row).sum();
        for (int i = 0; i < row.length; i++) {
            row[i] = sum > 0 ? row[i] / sum * to : 0;
        }
    }

    /** Expected counts over all pieces. */
    static final class Counts {

        private final int k;
        private final double[] starts;
        private final double[][] moves;
        private final double[][] emits;

        Counts(int k, int vocabulary, boolean[] seen) {
            this.k = k;
            starts = new double[k];
            moves = new double[k][k];
            emits = new double[k][vocabulary];
            for (int i = 0; i < k; i++) {
                starts[i] = MOVE;
                Arrays.fill(moves[i], MOVE);
                moves[i][i] = STAY;
                for (int v = 0; v < vocabulary; v++) {
                    emits[i][v] = seen[v] ? EMITS : 0;
                }
            }
        }

        /** One piece forward and backward, scaled; returns its log likelihood, nats. */
        double add(int[] x, double[] initial, double[][] transition, double[][] emission) {
            int n = x.length;
            double[][] alpha = new double[n][k];
            double[] scale = new double[n];
            double log = 0;
            for (int t = 0; t < n; t++) {
                for (int j = 0; j < k; j++) {
                    double sum = 0;
                    if (t == 0) {
                        sum = initial[j];
                    } else {
                        for (int i = 0; i < k; i++) {
                            sum += alpha[t - 1][i] * transition[i][j];
                        }
                    }
                    alpha[t][j] = sum * emission[j][x[t]];
                    scale[t] += alpha[t][j];
                }
                for (int j = 0; j < k; j++) {
                    alpha[t][j] /= scale[t];
                }
                log += Math.log(scale[t]);
            }
            double[] beta = new double[k];
            Arrays.fill(beta, 1);
            for (int t = n - 1; t >= 0; t--) {
                for (int i = 0; i < k; i++) {
                    double gamma = alpha[t][i] * beta[i];
                    emits[i][x[t]] += gamma;
                    starts[i] += t == 0 ? gamma : 0;
                }
                if (t > 0) {
                    double[] before = new double[k];
                    for (int i = 0; i < k; i++) {
                        for (int j = 0; j < k; j++) {
                            double term = transition[i][j] * emission[j][x[t]] * beta[j] / scale[t];
                            before[i] += term;
                            moves[i][j] += alpha[t - 1][i] * term;
                        }
                    }
                    beta = before;
                }
            }
            return log;
        }

        void maximise(double[] initial, double[][] transition, double[][] emission) {
            System.arraycopy(starts, 0, initial, 0, k);
            normalise(initial, 1);
            for (int i = 0; i < k; i++) {
                System.arraycopy(moves[i], 0, transition[i], 0, k);
                System.arraycopy(emits[i], 0, emission[i], 0, emits[i].length);
                normalise(transition[i], 1);
                normalise(emission[i], 1);
            }
        }
    }
}
