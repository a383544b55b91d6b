package dev.undercurrent.core.switching;

import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.scaling.Rescalable;
import dev.undercurrent.core.state.StateCodec;
import java.util.Arrays;

/**
 * A hidden Markov chain that chooses among K expert sequence models (Rabiner 1989; Bishop 2006, §13.2).
 *
 * <p>Memoryless experts give the classical HMM, autoregressive ones the AR-HMM, whole models ({@link ModelExperts}) a
 * regime-switching network or, where moves are all but impossible, Bayesian model averaging. The predictive law is the mixture
 * p(x_t | x_&lt;t) = Σ_k P(s_t = k | x_&lt;t) p_k(x_t | x_&lt;t), the regime its filtered posterior. Transition rows are
 * the posterior mean under a sticky Dirichlet prior.
 *
 * @param <E> state of the experts
 */
public final class Switching<E> implements Rescalable<SwitchingState<E>> {

    /** Events between two looks for experts that describe nothing any more. */
    private static final int CHECK_EVERY = 16;

    private final Experts<E> experts;
    private final Learning learning;
    private final int k;
    private final int channels;
    private final Prior prior;
    private final SmoothedStatistics smoothed;
    private final Transitions transitions;

    // scratch of one call; never part of a state
    private final float[] transition;
    private final double[] predicted;
    private final double[] posterior;
    private final double[] ratio;
    private final double[] weighted;
    private SwitchingState<E> current;
    private long currentStep;
    private final Novelty novelty;
    private final Mixture law;

    public Switching(Experts<E> experts, Learning learning) {
        this(experts, learning, Prior.of(experts.count()));
    }

    /** @param prior what every key starts from */
    public Switching(Experts<E> experts, Learning learning, Prior prior) {
        if (prior.ids().length != experts.count()) {
            throw new IllegalArgumentException(
                    "prior of " + prior.ids().length + " regimes; allowed: " + experts.count() + ", as of the experts");
        }
        this.prior = prior;
        this.experts = experts;
        this.learning = learning;
        this.k = experts.count();
        this.channels = experts.channels();
        this.smoothed = learning.rule() == Learning.Rule.EXACT
                ? new SmoothedStatistics(k, experts.statistics(), learning.memory())
                : null;
        this.transitions = new Transitions(k, learning);
        this.transition = new float[k * k];
        this.predicted = new double[k];
        this.posterior = new double[k];
        this.ratio = new double[k];
        this.weighted = new double[k];
        this.novelty = new Novelty(learning, k, channels);
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
        double[] statistics = smoothed == null ? null : new double[smoothed.length()];
        var state = new SwitchingState<>(
                prior.belief().clone(),
                prior.moves().clone(),
                prior.ids().clone(),
                experts.start(),
                statistics,
                new float[3 * channels]);
        state.nextId = prior.nextId();
        transitions.counted(state);
        if (smoothed != null) {
            smoothed.restart(state, experts);
        }
        return state;
    }

    @Override
    public void restart(SwitchingState<E> s) {
        System.arraycopy(prior.belief(), 0, s.belief, 0, k);
        System.arraycopy(prior.moves(), 0, s.moves, 0, k * k);
        transitions.counted(s);
        System.arraycopy(prior.ids(), 0, s.ids, 0, k);
        for (int i = 0; i < k; i++) {
            experts.reset(s.experts, i);
        }
        experts.forget(s.experts);
        Arrays.fill(s.novel, 0);
        s.novelCount = 0;
        s.nextId = prior.nextId();
        s.steps = 0;
        s.change = 0;
        if (smoothed != null) {
            smoothed.restart(s, experts);
        }
        current = null;
    }

    /** [K * K] the transition matrix in force, row-major, rows sum to 1. */
    public float[] transition(SwitchingState<E> s) {
        float[] matrix = new float[k * k];
        transitions.matrix(s, matrix);
        return matrix;
    }

    @Override
    public Mixture predict(SwitchingState<E> s) {
        transitions.predict(s, predicted);
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
        if (densities != null && Forward.conditionOnDensities(predicted, densities, k, posterior, ratio)) {
            return law.surprisal(x);
        }
        double surprisal = Forward.condition(predicted, law.logDensities(x), k, posterior);
        for (int i = 0; i < k; i++) {
            ratio[i] = predicted[i] > 0 ? posterior[i] / predicted[i] : 0;
        }
        return surprisal;
    }

    @Override
    public double step(SwitchingState<E> s, Observation x) {
        double surprisal = condition(s, x);
        s.change = 1 - transitions.stay(s, ratio);
        carry(s);
        move(s, x, 0);
        return surprisal;
    }

    private void carry(SwitchingState<E> s) {
        if (smoothed != null) {
            transitions.matrix(s, transition);
            smoothed.carry(s.smoothed, s.belief, transition);
        }
    }

    @Override
    public void observe(SwitchingState<E> s, Observation x, double weight) {
        double surprisal = condition(s, x);
        s.change = 1 - transitions.stay(s, ratio);
        boolean informative = learning.rule() != Learning.Rule.NONE
                && weight > 0
                && surprisal < Double.POSITIVE_INFINITY
                && !x.missing();
        boolean novel = informative && learning.novelRun() > 0;
        if (informative && !(novel && x instanceof Reading reading && unexplained(s, reading))) {
            learn(s, x, weight);
        } else {
            carry(s);
        }
        move(s, x, weight);
    }

    private void move(SwitchingState<E> s, Observation x, double weight) {
        experts.observe(s.experts, x, predicted, weight);
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
            transitions.learn(s, ratio, weight);
            for (int j = 0; j < k; j++) {
                weighted[j] = posterior[j] * weight;
            }
            experts.learn(s.experts, x, weighted, learning.memory());
        } else {
            transitions.matrix(s, transition);
            smoothed.update(s, transition, posterior, x, weight, experts);
            transitions.counted(s);
        }
        if (s.steps % CHECK_EVERY == 0) {
            for (int i = 0; i < k; i++) {
                if (experts.degenerate(s.experts, i)) {
                    experts.reset(s.experts, i);
                    reopen(s, i);
                }
            }
        }
    }

    /** Collects a run of events that no expert explains; at its end it opens a regime. True while the run lasts. */
    private boolean unexplained(SwitchingState<E> s, Reading x) {
        if (!novelty.collects(s, experts.components(s.experts), law, posterior, x)) {
            return false;
        }
        if (novelty.complete(s, law)) {
            int slot = leastUsed(s);
            experts.restart(s.experts, slot, novelty.mean(), novelty.variance());
            reopen(s, slot);
        }
        return true;
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

    /** Forgets what was known of a slot's moves and gives it an id of its own. */
    private void reopen(SwitchingState<E> s, int slot) {
        transitions.forget(s, slot);
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
        return new SwitchingCodec<>(
                k, channels, smoothed == null ? 0 : smoothed.length(), transitions, experts.codec());
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
