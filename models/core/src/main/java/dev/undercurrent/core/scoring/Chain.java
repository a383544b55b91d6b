package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Observation;
import dev.undercurrent.core.forecast.Forecaster;
import dev.undercurrent.core.forecast.StandardisedForecaster;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.mixing.Member;
import dev.undercurrent.core.scaling.Standardised;
import dev.undercurrent.core.switching.Belief;
import java.util.function.Function;

/**
 * The member that every key has, first among the members: the hidden Markov model whose belief is the regime, in units that
 * it learns.
 *
 * @param <S> state of the hidden Markov model
 */
final class Chain<S> {

    private final Standardised<S> model;
    private final Function<S, Belief> belief;
    private final Member<Standardised.State<S>> member;

    Chain(String name, Standardised<S> model, Function<S, Belief> belief, Forecaster<S> forecaster) {
        this.model = model;
        this.belief = belief;
        this.member = new Member<>(name, model, new StandardisedForecaster<>(model, forecaster));
    }

    Member<Standardised.State<S>> member() {
        return member;
    }

    // the first member's states are those that this chain made
    @SuppressWarnings("unchecked")
    private Standardised.State<S> of(Ensemble ensemble, Ensemble.State s) {
        return (Standardised.State<S>) ensemble.member(s, 0);
    }

    Belief belief(Ensemble ensemble, Ensemble.State s) {
        return belief.apply(of(ensemble, s).inner());
    }

    /** The units learn from x; the hidden Markov model hears {@code heard}. */
    void observe(Ensemble ensemble, Ensemble.State s, Observation x, Observation heard, double learning) {
        model.observe(of(ensemble, s), x, heard, learning);
    }

    /**
     * Half the width within which a channel's true value lies, as its values show: above 0 where the series is quantised in
     * steps that matter, else 0. A series that hardly ever moves is not quantised but constant.
     */
    double halfStep(Ensemble ensemble, Ensemble.State s, int channel) {
        Standardised.State<S> state = of(ensemble, s);
        double step = model.resolution(state, channel);
        boolean coarse = step > COARSE * model.scale(state, channel) && step < RARE * model.deviation(state, channel);
        return coarse ? 0.5 * step : 0;
    }

    /** A step of this size relative to the scale makes a series quantised: its p-values are drawn within the step. */
    private static final double COARSE = 0.01;

    /** Deviations that a step must not exceed: it would stand for less than one event in sixteen. */
    private static final double RARE = 4;
}
