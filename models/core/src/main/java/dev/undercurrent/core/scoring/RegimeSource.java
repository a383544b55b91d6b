package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.WindowMemory;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.switching.Belief;

/**
 * Who says which regime a key is in: the networks it chooses among where it has such, else its window memory where it has
 * one and one channel, else its hidden Markov model: in the sum over channels what a few of them do is lost on windows, not on
 * hidden states. Beliefs, of networks or of hidden states, have the hysteresis of {@link RegimeTrack}.
 */
final class RegimeSource {

    /** Name of the window memory among the members. */
    static final String MEMORY = "memory";

    private final Ensemble model;
    private final Chain<?> chain;

    /** Null where regimes are not networks. */
    private final NetworkExperts experts;

    /** Index of the member that says it. */
    private final int member;

    private final boolean remembers;

    /** @param experts a member of the model; null = none */
    RegimeSource(Ensemble model, Chain<?> chain, NetworkExperts experts) {
        this.model = model;
        this.chain = chain;
        this.experts = experts;
        String name = experts == null ? MEMORY : NetworkExperts.NAME;
        int found = 0;
        for (int m = 1; m < model.size(); m++) {
            found = model.name(m).equals(name) ? m : found;
        }
        this.member = found;
        this.remembers = found > 0 && ofMemory(experts != null, model.channels());
    }

    /** True where the regimes are those of a window memory, if the key has one; with or without networks to choose among. */
    static boolean ofMemory(boolean experts, int channels) {
        return !experts && channels == 1;
    }

    private WindowMemory.State of(KeyState s) {
        return (WindowMemory.State) model.member(s.model, member);
    }

    private Belief belief(KeyState s) {
        return experts == null ? chain.belief(model, s.model) : experts.belief(model.member(s.model, member));
    }

    /** After an event: the regime before where it changed, else {@link Verdict#NO_REGIME}. */
    int update(KeyState s, long time) {
        return remembers ? s.regimes.follow(of(s).regime(), of(s).since(), time) : s.regimes.update(belief(s), time);
    }

    /** P(the published regime | x_1..x_t). */
    double probability(KeyState s) {
        return remembers ? of(s).regimeProbability() : belief(s).probabilityOf(s.regimes.regime);
    }

    /** P(another regime has begun | x_1..x_t). */
    double changeProbability(KeyState s) {
        return remembers ? of(s).changeProbability() : belief(s).changeProbability();
    }
}
