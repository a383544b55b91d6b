package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.NormalEquations;
import dev.undercurrent.core.math.Special;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * Autoregressive experts of an AR-HMM: x_t = c + Σ_l φ_l x_{t−l} + σ ε_t per channel, ε Gaussian or Student-t (Hamilton
 * 1989; Rabiner 1989, §IV.C). Learning is weighted least squares with forgetting by use, robust for Student-t.
 *
 * <p>A missing value enters the lags as the mean of its predictive law.
 */
public final class Autoregressive implements Experts<Autoregressive.State> {

    private static final double RIDGE = 1e-4;

    /** Responsibility below which nothing is learnt: two hundred such events would weigh less than one. */
    private static final double NEGLIGIBLE = 5e-3;

    private static final double BEYOND = 1e12;

    /** Largest value that enters the lags, so that no moment of them overflows. */
    private static final double LARGEST = 1e100;

    private final int k;
    private final int channels;
    private final int p;
    private final Noise noise;
    private final double floor;
    private final NormalEquations equations;
    private final int block;
    private final int row;
    private final State prior;
    private final ChannelLaws laws;
    private final double[] solution;

    /**
     * Experts for standardised input: all near a slow mean reversion, with scales in powers of two and intercepts spread,
     * so that they can part.
     *
     * @param k number of experts, ≥ 1
     * @param channels ≥ 1
     * @param order p ≥ 1
     * @param degreesOfFreedom ν > 2, or +∞ for Gaussian noise
     * @param floor smallest scale an expert may have, > 0, in standardised units
     */
    public Autoregressive(int k, int channels, int order, double degreesOfFreedom, double floor) {
        if (k < 1 || channels < 1 || order < 1 || !(floor > 0)) {
            throw new IllegalArgumentException("experts " + k + ", channels " + channels + ", order " + order
                    + " (allowed: at least 1), floor " + floor + " (allowed: more than 0)");
        }
        this.k = k;
        this.channels = channels;
        this.p = order;
        this.noise = new Noise(degreesOfFreedom);
        this.floor = floor;
        this.equations = new NormalEquations(order);
        this.block = 1 + equations.length();
        this.row = order + 2;
        this.laws = new ChannelLaws(k, channels, noise);
        this.solution = new double[order + 1];
        this.prior = new State(k, channels, order, block);
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (int i = 0; i < k; i++) {
            double location = k == 1 ? 0 : Special.normalQuantile((i + 0.5) / k);
            double scale = Math.max(0.5 * Elementary.pow(2, i - (k - 1) / 2.0), floor);
            java.util.Arrays.fill(mean, location);
            java.util.Arrays.fill(variance, scale * scale);
            restart(prior, i, mean, variance);
        }
    }

    /** Per-key state of all experts. */
    public static final class State {
        /** [K][channels][1 + normal equations]: mass, then Σ w v vᵀ. */
        final double[] statistics;
        /** [K][channels][p + 2]: intercept, φ_1..φ_p, scale. */
        final double[] parameters;
        /** [channels][p] last values, the youngest first. */
        final double[] lags;

        State(int k, int channels, int p, int block) {
            this(new double[k * channels * block], new double[k * channels * (p + 2)], new double[channels * p]);
        }

        State(double[] statistics, double[] parameters, double[] lags) {
            this.statistics = statistics;
            this.parameters = parameters;
            this.lags = lags;
        }
    }

    /** Order p. */
    public int order() {
        return p;
    }

    /** Intercept (lag 0) or φ_lag of expert i. */
    public double coefficient(State s, int i, int channel, int lag) {
        return s.parameters[(i * channels + channel) * row + lag];
    }

    /** Noise variance of expert i. */
    public double noiseVariance(State s, int i, int channel) {
        double scale = scale(s, i, channel);
        return scale * scale * noise.variance();
    }

    /** Value of a channel {@code lag} events ago, lag in 1..p. */
    public double lag(State s, int channel, int lag) {
        return s.lags[channel * p + lag - 1];
    }

    @Override
    public int count() {
        return k;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public State start() {
        return codec().copy(prior);
    }

    @Override
    public Components components(State s) {
        for (int i = 0; i < k; i++) {
            for (int c = 0; c < channels; c++) {
                laws.show(i, c, mean(s, i, c), scale(s, i, c));
            }
        }
        return laws;
    }

    /** c + Σ φ_l x_{t−l}. */
    private double mean(State s, int i, int c) {
        int at = (i * channels + c) * row;
        double sum = s.parameters[at];
        for (int l = 0; l < p; l++) {
            sum += s.parameters[at + 1 + l] * s.lags[c * p + l];
        }
        return sum;
    }

    private double scale(State s, int i, int c) {
        return s.parameters[(i * channels + c) * row + p + 1];
    }

    private double distance(State s, int i, int c, double y) {
        double d = (y - mean(s, i, c)) / scale(s, i, c);
        return d * d;
    }

    @Override
    public void learn(State s, Observation x, double[] responsibilities, double memory) {
        double[] values = ((Reading) x).values();
        for (int i = 0; i < k; i++) {
            double g = responsibilities[i];
            if (!(g > NEGLIGIBLE)) {
                continue;
            }
            double keep = 1 - g / memory;
            for (int c = 0; c < channels; c++) {
                double y = values[c];
                double q = distance(s, i, c, y);
                if (!(q < BEYOND)) {
                    continue;
                }
                int at = (i * channels + c) * block;
                s.statistics[at] = s.statistics[at] * keep + g;
                equations.add(s.statistics, at + 1, keep, s.lags, c * p, y, g * noise.weight(q));
                solve(s, i, c);
            }
        }
    }

    private void solve(State s, int i, int c) {
        int at = (i * channels + c) * block;
        double rss = equations.solve(s.statistics, at + 1, RIDGE, solution, 0);
        if (!(rss >= 0)) {
            return;
        }
        int to = (i * channels + c) * row;
        System.arraycopy(solution, 0, s.parameters, to, p + 1);
        double scale = Math.max(Math.sqrt(rss / s.statistics[at]), floor);
        s.parameters[to + p + 1] = scale;
    }

    @Override
    public int statistics() {
        return 1 + channels * equations.length();
    }

    @Override
    public void sufficient(State s, Observation x, double[] out) {
        double[] values = ((Reading) x).values();
        int m = statistics();
        for (int i = 0; i < k; i++) {
            out[i * m] = 1;
            for (int c = 0; c < channels; c++) {
                double mean = mean(s, i, c);
                boolean missing = Double.isNaN(values[c]);
                double y = missing ? mean : values[c];
                double w = missing ? 1 : noise.weight(distance(s, i, c, y));
                int at = i * m + 1 + c * equations.length();
                equations.set(out, at, s.lags, c * p, y, w);
                if (missing) {
                    double scale = scale(s, i, c);
                    out[at + equations.length() - 1] += scale * scale;
                }
            }
        }
    }

    @Override
    public void maximise(State s, int i, double[] mean, double mass) {
        if (!(mean[0] > 0)) {
            return;
        }
        for (int c = 0; c < channels; c++) {
            int at = (i * channels + c) * block;
            s.statistics[at] = mean[0] * mass;
            for (int q = 0; q < equations.length(); q++) {
                s.statistics[at + 1 + q] = mean[1 + c * equations.length() + q] * mass;
            }
            solve(s, i, c);
        }
    }

    @Override
    public void sums(State s, int i, double[] out) {
        // a mass per channel is kept, since channels may be missing; the statistics have one for all
        double mass = s.statistics[i * channels * block];
        out[0] = mass;
        for (int c = 0; c < channels; c++) {
            int at = (i * channels + c) * block;
            double share = s.statistics[at] > 0 ? mass / s.statistics[at] : 0;
            for (int q = 0; q < equations.length(); q++) {
                out[1 + c * equations.length() + q] = share * s.statistics[at + 1 + q];
            }
        }
    }

    @Override
    public void observe(State s, Observation x, double[] predicted, double learning) {
        double[] values = ((Reading) x).values();
        for (int c = 0; c < channels; c++) {
            double y = values[c];
            if (Double.isNaN(y)) {
                y = 0;
                for (int i = 0; i < k; i++) {
                    y += predicted[i] * mean(s, i, c);
                }
            }
            System.arraycopy(s.lags, c * p, s.lags, c * p + 1, p - 1);
            s.lags[c * p] = Math.min(Math.max(y, -LARGEST), LARGEST);
        }
    }

    @Override
    public void forget(State s) {
        java.util.Arrays.fill(s.lags, 0);
    }

    @Override
    public void reset(State s, int i) {
        int statistics = channels * block;
        int parameters = channels * row;
        System.arraycopy(prior.statistics, i * statistics, s.statistics, i * statistics, statistics);
        System.arraycopy(prior.parameters, i * parameters, s.parameters, i * parameters, parameters);
    }

    @Override
    public void restart(State s, int i, double[] mean, double[] variance) {
        double phi = 0.9;
        double prior = LocationScale.PRIOR_MASS;
        for (int c = 0; c < channels; c++) {
            double intercept = (1 - phi) * mean[c];
            double noise = Math.max(variance[c], floor * floor);
            int at = (i * channels + c) * block;
            java.util.Arrays.fill(s.statistics, at, at + block, 0);
            s.statistics[at++] = prior;
            // as if the lags had been uncorrelated with mean 0 and variance 1
            for (int a = 0; a <= p + 1; a++) {
                for (int b = a; b <= p + 1; b++) {
                    double value = a == b ? 1 : 0;
                    if (b == p + 1) {
                        value = a == 0 ? intercept : a == 1 ? phi : 0;
                        if (a == b) {
                            value = intercept * intercept + phi * phi + noise;
                        }
                    }
                    s.statistics[at++] = prior * value;
                }
            }
            solve(s, i, c);
        }
    }

    @Override
    public void rescale(State s, int channel, double factor, double shift) {
        for (int i = 0; i < k; i++) {
            int to = (i * channels + channel) * row;
            double sum = 0;
            for (int l = 1; l <= p; l++) {
                sum += s.parameters[to + l];
            }
            s.parameters[to] = factor * s.parameters[to] + shift * (1 - sum);
            double scale = Math.max(Math.abs(factor) * s.parameters[to + p + 1], floor);
            s.parameters[to + p + 1] = scale;
            equations.rescale(s.statistics, (i * channels + channel) * block + 1, factor, shift);
        }
        for (int l = 0; l < p; l++) {
            s.lags[channel * p + l] = factor * s.lags[channel * p + l] + shift;
        }
    }

    @Override
    public boolean degenerate(State s, int i) {
        for (int at = i * channels * row; at < (i + 1) * channels * row; at++) {
            if (!Double.isFinite(s.parameters[at])) {
                return true;
            }
        }
        return !(s.statistics[i * channels * block] > 0);
    }

    /** Bytes, big-endian: statistics, parameters and lags as they stand in {@link State}. */
    @Override
    public StateCodec<State> codec() {
        return new StateCodec<>() {
            @Override
            public void write(State s, ByteSink out) {
                out.writeDoubles(s.statistics);
                out.writeDoubles(s.parameters);
                out.writeDoubles(s.lags);
            }

            @Override
            public State read(ByteSource in) {
                return new State(
                        in.readDoubles(k * channels * block),
                        in.readDoubles(k * channels * row),
                        in.readDoubles(channels * p));
            }

            @Override
            public State copy(State s) {
                return new State(s.statistics.clone(), s.parameters.clone(), s.lags.clone());
            }
        };
    }
}
