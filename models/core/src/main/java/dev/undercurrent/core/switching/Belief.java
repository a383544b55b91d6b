package dev.undercurrent.core.switching;

/** The filtered posterior of a {@link Switching}, as a view of its state. */
public interface Belief {

    /** Number of slots, K. */
    int count();

    /** P(s_t = slot | x_1..x_t), in [0, 1]. */
    double probability(int slot);

    /** Id of the regime that a slot holds: per key, never reused. */
    int regime(int slot);

    /** P(s_t ≠ s_{t−1} | x_1..x_t), in [0, 1]. */
    double changeProbability();

    /** The most probable slot; the first one where several are equal. */
    default int mode() {
        int best = 0;
        for (int i = 1; i < count(); i++) {
            if (probability(i) > probability(best)) {
                best = i;
            }
        }
        return best;
    }

    /** Probability of a regime id, 0 where no slot holds it any more. */
    default double probabilityOf(int regime) {
        for (int i = 0; i < count(); i++) {
            if (regime(i) == regime) {
                return probability(i);
            }
        }
        return 0;
    }
}
