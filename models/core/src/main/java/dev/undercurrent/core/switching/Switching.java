package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.math.Special;
import dev.undercurrent.core.scaling.Rescalable;
import dev.undercurrent.core.state.StateCodec;
import java.util.Arrays;

/**
 * A hidden Markov chain that chooses among K expert sequence models (Rabiner 1989; Bishop 2006, §13.2).
 *
 * <p>Memoryless experts give the classical HMM, autoregressive ones the AR-HMM. The predictive law is the mixture
 * p(x_t | x_&lt;t) = Σ_k P(s_t = k | x_&lt;t) p_k(x_t | x_&lt;t), the regime its filtered posterior. Transition rows are
 * the posterior mean under a sticky Dirichlet prior.
 *
 * @param <E> state of the experts
 */
public final class Switching<E> implements Rescalable<SwitchingState<E>> {

    /** Largest standardised value that is collected of events that nothing explains: its square still fits a float. */
    private static final double FAR = 1e15;

    /** Events between two looks for experts that describe nothing any more. */
    private static final int CHECK_EVERY = 16;

    private final Experts<E> experts;
    private final Learning learning;
    private final int k;
    private final int channels;
    private final SmoothedStatistics smoothed;

    // scratch of one call; never part of a state
    private final float[] transition;
    private final double[] predicted;
    private final double[] posterior;
    private final double[] weighted;
    private final double[] left;
    private SwitchingState<E> current;
    private long currentStep;
    private final double[] mean;
    private final double[] variance;
    private final Mixture law;

    public Switching(Experts<E> experts, Learning learning) {
        this.experts = experts;
        this.learning = learning;
        this.k = experts.count();
        this.channels = experts.channels();
        this.smoothed = learning.rule() == Learning.Rule.EXACT
                ? new SmoothedStatistics(k, experts.statistics(), learning.memory())
                : null;
        this.transition = new float[k * k];
        this.predicted = new double[k];
        this.posterior = new double[k];
        this.weighted = new double[k];
        this.left = new double[k];
        this.mean = new double[channels];
        this.variance = new double[channels];
        this.law = new Mixture(predicted, experts.components(experts.start()));
    }

    /** Number of regimes a key can hold at a time. */
    public int count() {
        return k;
    }

    public Experts<E> experts() {
        return experts;
    }

    /** The experts' part of a state; whoever asks may ask for its laws, which forgets what was predicted before. */
    public E experts(SwitchingState<E> s) {
        current = null;
        return s.experts;
    }

    @Override
    public SwitchingState<E> start() {
        double[] belief = new double[k];
        Arrays.fill(belief, 1.0 / k);
        int[] ids = new int[k];
        for (int i = 0; i < k; i++) {
            ids[i] = i;
        }
        double[] statistics = smoothed == null ? null : new double[smoothed.length()];
        var state = new SwitchingState<>(
                belief, new float[k * k], ids, experts.start(), statistics, new float[3 * channels]);
        state.nextId = k;
        if (smoothed != null) {
            smoothed.restart(state, experts);
        }
        return state;
    }

    /** [K * K] the transition matrix in force, row-major, rows sum to 1. */
    public float[] transition(SwitchingState<E> s) {
        current = null;
        return fill(s).clone();
    }

    private float[] fill(SwitchingState<E> s) {
        float stay = (float) learning.stickiness();
        float leave = (float) learning.leave();
        float[] moves = s.moves;
        for (int i = 0; i < k; i++) {
            int row = i * k;
            float scale = 1 / (stay + (k - 1) * leave + sum(moves, row));
            for (int j = 0; j < k; j++) {
                transition[row + j] = (moves[row + j] + leave) * scale;
            }
            transition[row + i] = (moves[row + i] + stay) * scale;
        }
        return transition;
    }

    /** Sum of a row, in four parts that do not wait for one another. */
    private float sum(float[] values, int row) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int end = row + k;
        int j = row;
        for (; j < end - 3; j += 4) {
            a += values[j];
            b += values[j + 1];
            c += values[j + 2];
            d += values[j + 3];
        }
        for (; j < end; j++) {
            a += values[j];
        }
        return a + b + (c + d);
    }

    @Override
    public Mixture predict(SwitchingState<E> s) {
        Forward.predict(s.belief, fill(s), k, predicted);
        law.refresh(experts.components(s.experts));
        current = s;
        currentStep = s.steps;
        return law;
    }

    /** Brings the predicted and the filtered posterior up to date with x; returns the surprisal in nats. */
    private double condition(SwitchingState<E> s, Observation x) {
        if (current != s || currentStep != s.steps) {
            predict(s);
        }
        double[] densities = law.densities(x);
        if (densities != null) {
            double surprisal = Forward.conditionOnDensities(predicted, densities, k, posterior);
            if (!Double.isNaN(surprisal)) {
                return surprisal;
            }
        }
        return Forward.condition(predicted, law.logDensities(x), k, posterior);
    }

    @Override
    public double step(SwitchingState<E> s, Observation x) {
        double surprisal = condition(s, x);
        carry(s);
        move(s, x);
        return surprisal;
    }

    private void carry(SwitchingState<E> s) {
        if (smoothed != null) {
            smoothed.carry(s.smoothed, s.belief, transition);
        }
    }

    @Override
    public void observe(SwitchingState<E> s, Observation x, double weight) {
        double surprisal = condition(s, x);
        boolean informative = learning.rule() != Learning.Rule.NONE
                && weight > 0
                && surprisal < Double.POSITIVE_INFINITY
                && !x.missing();
        if (informative && !(x instanceof Reading reading && unexplained(s, reading))) {
            learn(s, x, weight);
        } else {
            carry(s);
        }
        move(s, x);
    }

    private void move(SwitchingState<E> s, Observation x) {
        double stay = 0;
        for (int i = 0; i < k; i++) {
            if (predicted[i] > 0) {
                stay += s.belief[i] * transition[i * k + i] * (posterior[i] / predicted[i]);
            }
        }
        s.change = Math.min(1, Math.max(0, 1 - stay));
        experts.observe(s.experts, x, predicted);
        System.arraycopy(posterior, 0, s.belief, 0, k);
        s.steps++;
        current = null;
    }

    @Override
    public void advance(SwitchingState<E> s, int steps) {
        Observation nothing = channels == 0 ? new Token(0, Token.NONE) : Reading.missing(0, channels);
        for (int i = 0; i < steps; i++) {
            observe(s, nothing);
        }
    }

    private void learn(SwitchingState<E> s, Observation x, double weight) {
        if (smoothed == null) {
            filtered(s, x, weight);
        } else {
            smoothed.update(s, transition, posterior, x, weight, experts);
        }
        if (s.steps % CHECK_EVERY == 0) {
            for (int i = 0; i < k; i++) {
                if (experts.degenerate(s.experts, i)) {
                    repair(s, i);
                }
            }
        }
    }

    /** Expectation step by filtered posteriors, with forgetting by use. */
    private void filtered(SwitchingState<E> s, Observation x, double weight) {
        for (int j = 0; j < k; j++) {
            weighted[j] = predicted[j] > 0 ? posterior[j] / predicted[j] * weight : 0;
        }
        float[] moves = s.moves;
        double memory = learning.memory();
        Arrays.fill(left, 0);
        for (int j = 0; j < k; j++) {
            for (int i = 0; i < k; i++) {
                left[i] += transition[i * k + j] * weighted[j];
            }
        }
        for (int i = 0; i < k; i++) {
            int row = i * k;
            double scale = s.belief[i];
            double keep = 1 - left[i] * scale / memory;
            for (int j = 0; j < k; j++) {
                moves[row + j] = (float) (moves[row + j] * keep + scale * transition[row + j] * weighted[j]);
            }
        }
        for (int j = 0; j < k; j++) {
            weighted[j] = posterior[j] * weight;
        }
        experts.learn(s.experts, x, weighted, memory);
    }

    /** Collects a run of events that no expert explains; at its end it opens a regime. True while the run lasts. */
    private boolean unexplained(SwitchingState<E> s, Reading x) {
        if (learning.novelRun() == 0) {
            return false;
        }
        if (explained(s, x)) {
            s.novelCount = 0;
            return false;
        }
        s.novelCount++;
        for (int c = 0; c < channels; c++) {
            collect(s, c, x.values()[c]);
        }
        if (s.novelCount < learning.novelRun()) {
            return true;
        }
        int slot = leastUsed(s);
        for (int c = 0; c < channels; c++) {
            float count = s.novel[3 * c];
            mean[c] = count > 0 ? s.novel[3 * c + 1] : law.mean(c);
            variance[c] = count > 0 ? s.novel[3 * c + 2] / count : law.variance(c);
        }
        experts.restart(s.experts, slot, mean, variance);
        reopen(s, slot);
        s.novelCount = 0;
        return true;
    }

    /** Count, mean and Σ(y − mean)² of a channel in the run. */
    private static void collect(SwitchingState<?> s, int c, double value) {
        int at = 3 * c;
        if (s.novelCount == 1) {
            Arrays.fill(s.novel, at, at + 3, 0);
        }
        if (Double.isNaN(value)) {
            return;
        }
        double y = Math.min(Math.max(value, -FAR), FAR);
        double count = s.novel[at] + 1;
        double d = y - s.novel[at + 1];
        double m = s.novel[at + 1] + d / count;
        s.novel[at] = (float) count;
        s.novel[at + 1] = (float) m;
        s.novel[at + 2] = (float) (s.novel[at + 2] + d * (y - m));
    }

    /** True where x is nearer to the centre of some expert than {@link Learning#novelty} says. */
    private boolean explained(SwitchingState<E> s, Reading x) {
        Components components = experts.components(s.experts);
        int likely = 0;
        for (int i = 1; i < k; i++) {
            if (posterior[i] > posterior[likely]) {
                likely = i;
            }
        }
        double excess = components.excess(likely, x);
        if (excess < learning.novelty()) {
            return true;
        }
        double[] logs = law.logDensities(x);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            least = Math.min(least, components.peakLogDensity(i, x) - logs[i]);
        }
        if (least < learning.novelty()) {
            return true;
        }
        int present = 0;
        for (double value : x.values()) {
            present += Double.isNaN(value) ? 0 : 1;
        }
        // in many channels a large excess is nothing unusual: equal tails are what counts
        return present > 1 && Special.chiSquareTail(present, least) > Special.chiSquareTail(1, learning.novelty());
    }

    private int leastUsed(SwitchingState<E> s) {
        int slot = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            double use = s.belief[i];
            for (int j = 0; j < k; j++) {
                use += s.moves[j * k + i];
            }
            if (use < least) {
                least = use;
                slot = i;
            }
        }
        return slot;
    }

    private void repair(SwitchingState<E> s, int slot) {
        experts.reset(s.experts, slot);
        reopen(s, slot);
    }

    /** Forgets what was known of a slot's moves and gives it an id of its own. */
    private void reopen(SwitchingState<E> s, int slot) {
        for (int j = 0; j < k; j++) {
            s.moves[slot * k + j] = 0;
            s.moves[j * k + slot] = 0;
        }
        if (smoothed != null) {
            smoothed.restart(s, experts);
        }
        s.ids[slot] = s.nextId++;
        current = null;
    }

    /** The filtered posterior of a state; a live view. */
    public Belief belief(SwitchingState<E> s) {
        return new FilteredBelief(s);
    }

    @Override
    public StateCodec<SwitchingState<E>> codec() {
        return new SwitchingCodec<>(k, channels, smoothed == null ? 0 : smoothed.length(), experts.codec());
    }

    @Override
    public void rescale(SwitchingState<E> s, int channel, double factor, double shift) {
        experts.rescale(s.experts, channel, factor, shift);
        if (smoothed != null) {
            smoothed.restart(s, experts);
        }
        s.novelCount = 0;
        current = null;
    }
}
