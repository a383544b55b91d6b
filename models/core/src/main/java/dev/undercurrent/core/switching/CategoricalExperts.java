package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.random.RandomGenerator;

/**
 * Categorical emissions over a vocabulary of V tokens: the discrete HMM. Probabilities are the posterior mean of a Dirichlet
 * law whose prior counts are the given emission rows times {@link #PRIOR}; with {@link Learning#none} they stay the rows.
 *
 * <p>State: double[K * V] counts.
 */
public final class CategoricalExperts implements Experts<double[]> {

    /** Observations that an emission row counts for. */
    static final double PRIOR = 20;

    private final int k;
    private final int vocabulary;
    private final double[] prior;
    private final Laws laws;

    /** @param emission [K][V] P(token | state), rows sum to 1 */
    public CategoricalExperts(double[][] emission) {
        this.k = emission.length;
        this.vocabulary = emission[0].length;
        this.prior = new double[k * vocabulary];
        this.laws = new Laws();
        for (int i = 0; i < k; i++) {
            double sum = 0;
            for (int v = 0; v < vocabulary; v++) {
                sum += emission[i][v];
                prior[i * vocabulary + v] = PRIOR * emission[i][v];
            }
            if (!(Math.abs(sum - 1) < 1e-9)) {
                throw new IllegalArgumentException("emission row " + i + " sums to " + sum + "; allowed: 1");
            }
        }
    }

    /** Number of tokens, V. */
    public int vocabulary() {
        return vocabulary;
    }

    @Override
    public int count() {
        return k;
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public double[] start() {
        return prior.clone();
    }

    @Override
    public Components components(double[] state) {
        laws.of(state);
        return laws;
    }

    @Override
    public void learn(double[] s, Observation x, double[] responsibilities, double memory) {
        int id = ((Token) x).id();
        for (int i = 0; i < k; i++) {
            double keep = 1 - responsibilities[i] / memory;
            for (int v = i * vocabulary; v < (i + 1) * vocabulary; v++) {
                s[v] *= keep;
            }
            s[i * vocabulary + id] += responsibilities[i];
        }
    }

    @Override
    public int statistics() {
        return 1 + vocabulary;
    }

    @Override
    public void sufficient(double[] s, Observation x, double[] out) {
        int m = statistics();
        java.util.Arrays.fill(out, 0);
        for (int i = 0; i < k; i++) {
            out[i * m] = 1;
            out[i * m + 1 + ((Token) x).id()] = 1;
        }
    }

    @Override
    public void maximise(double[] s, int i, double[] mean, double mass) {
        for (int v = 0; v < vocabulary; v++) {
            s[i * vocabulary + v] = prior[i * vocabulary + v] + mean[1 + v] * mass;
        }
    }

    @Override
    public void sums(double[] s, int i, double[] out) {
        out[0] = 0;
        for (int v = 0; v < vocabulary; v++) {
            out[1 + v] = s[i * vocabulary + v] - prior[i * vocabulary + v];
            out[0] += out[1 + v];
        }
    }

    @Override
    public void observe(double[] state, Observation x, double[] predicted, double learning) {
        // memoryless
    }

    @Override
    public void restart(double[] s, int i, double[] mean, double[] variance) {
        reset(s, i);
    }

    @Override
    public void reset(double[] s, int i) {
        System.arraycopy(prior, i * vocabulary, s, i * vocabulary, vocabulary);
    }

    @Override
    public void rescale(double[] state, int channel, double factor, double shift) {
        throw new IllegalStateException("tokens have no unit");
    }

    @Override
    public boolean degenerate(double[] s, int i) {
        double sum = 0;
        for (int v = i * vocabulary; v < (i + 1) * vocabulary; v++) {
            sum += s[v];
        }
        return !(sum > 0 && sum < Double.POSITIVE_INFINITY);
    }

    @Override
    public StateCodec<double[]> codec() {
        return new StateCodec<>() {
            @Override
            public void write(double[] state, ByteSink out) {
                out.writeDoubles(state);
            }

            @Override
            public double[] read(ByteSource in) {
                return in.readDoubles(k * vocabulary);
            }

            @Override
            public double[] copy(double[] state) {
                return state.clone();
            }
        };
    }

    private final class Laws implements Components {

        private double[] state;
        private final double[] sums = new double[k];

        void of(double[] s) {
            state = s;
            for (int i = 0; i < k; i++) {
                sums[i] = 0;
                for (int v = i * vocabulary; v < (i + 1) * vocabulary; v++) {
                    sums[i] += s[v];
                }
            }
        }

        @Override
        public int count() {
            return k;
        }

        @Override
        public int channels() {
            return 0;
        }

        @Override
        public void logDensities(Observation x, double[] out) {
            int id = ((Token) x).id();
            boolean known = id >= 0 && id < vocabulary;
            for (int i = 0; i < k; i++) {
                if (known) {
                    out[i] = Elementary.log(state[i * vocabulary + id] / sums[i]);
                } else {
                    out[i] = id == Token.NONE ? 0 : Double.NEGATIVE_INFINITY;
                }
            }
        }

        @Override
        public double peakLogDensity(int i, Observation x) {
            if (x.missing()) {
                return 0;
            }
            double most = 0;
            for (int v = i * vocabulary; v < (i + 1) * vocabulary; v++) {
                most = Math.max(most, state[v]);
            }
            return Elementary.log(most / sums[i]);
        }

        @Override
        public double logDensity(int i, int c, double x) {
            throw new IllegalStateException("tokens have no channels");
        }

        @Override
        public double mean(int i, int c) {
            throw new IllegalStateException("tokens have no channels");
        }

        @Override
        public double variance(int i, int c) {
            throw new IllegalStateException("tokens have no channels");
        }

        @Override
        public double cdf(int i, int c, double x) {
            throw new IllegalStateException("tokens have no channels");
        }

        @Override
        public Observation sample(int i, long time, RandomGenerator random) {
            double u = random.nextDouble() * sums[i];
            int v = 0;
            while (v < vocabulary - 1 && u >= state[i * vocabulary + v]) {
                u -= state[i * vocabulary + v++];
            }
            return new Token(time, v);
        }
    }
}
