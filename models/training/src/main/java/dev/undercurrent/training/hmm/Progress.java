package dev.undercurrent.training.hmm;

/** Hears how a training goes, and tells how much time it has left. */
@FunctionalInterface
public interface Progress {

    /** Hears nothing, and has all the time there is. */
    Progress NONE = step -> {};

    /** What is being done. */
    enum Phase {
        /** Models of the earlier part, to choose the number of regimes. */
        SEARCH,
        /** Models of the whole history. */
        FINAL
    }

    /**
     * One iteration.
     *
     * @param states K
     * @param restart from 0
     * @param iteration from 0
     * @param evidence log p per event of the model that the iteration began with, nats, over standardised values
     */
    record Step(Phase phase, int states, int restart, int iteration, double evidence) {}

    void iteration(Step step);

    /**
     * Asked after each iteration: at 0 and below training ends with the best model so far. Results are reproducible only
     * where time does not run out.
     */
    default double secondsLeft() {
        return Double.POSITIVE_INFINITY;
    }
}
