package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Verdict;

/** Where a {@link Scorer} hands over what became of each arrival, by exactly one call per arrival, and what ends without one. */
public interface Outcome {

    /** Hears nothing. */
    Outcome NOBODY = new Outcome() {
        @Override
        public void scored(Arrival arrival, Verdict verdict) {}

        @Override
        public void late(Arrival arrival, long clock) {}

        @Override
        public void duplicate(Arrival arrival) {}
    };

    /** The arrival was scored. */
    void scored(Arrival arrival, Verdict verdict);

    /**
     * The arrival came after its place in the order had passed.
     *
     * @param clock the key's own clock then: its largest time, microseconds UTC
     */
    void late(Arrival arrival, long clock);

    /** The arrival repeats the time and the values of the one before it. */
    void duplicate(Arrival arrival);

    /** An incident ended because its series fell silent. Nothing to whoever looks at events alone. */
    default void ended(Ending ending) {}
}
