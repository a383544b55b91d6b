package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.WindowMemory;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.switching.Belief;

/**
 * Who says which regime a key is in: its window memory where it has one, else the belief of its hidden Markov model with the
 * hysteresis of {@link RegimeTrack}.
 */
final class RegimeSource {

    /** Name of the window memory among the members. */
    static final String MEMORY = "memory";

    private final Ensemble model;
    private final Chain<?> chain;
    private final int member;

    RegimeSource(Ensemble model, Chain<?> chain) {
        this.model = model;
        this.chain = chain;
        int found = 0;
        for (int m = 1; m < model.size(); m++) {
            found = model.name(m).equals(MEMORY) ? m : found;
        }
        this.member = found;
    }

    private WindowMemory.State of(KeyState s) {
        return (WindowMemory.State) model.member(s.model, member);
    }

    private Belief belief(KeyState s) {
        return chain.belief(model, s.model);
    }

    /** After an event: the regime before where it changed, else {@link Verdict#NO_REGIME}. */
    int update(KeyState s, long time) {
        return member == 0 ? s.regimes.update(belief(s), time) : s.regimes.follow(of(s).regime(), of(s).since(), time);
    }

    /** P(the published regime | x_1..x_t). */
    double probability(KeyState s) {
        return member == 0 ? belief(s).probabilityOf(s.regimes.regime) : of(s).regimeProbability();
    }

    /** P(another regime has begun | x_1..x_t). */
    double changeProbability(KeyState s) {
        return member == 0 ? belief(s).changeProbability() : of(s).changeProbability();
    }
}
