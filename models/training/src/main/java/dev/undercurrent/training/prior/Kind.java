package dev.undercurrent.training.prior;

/** What makes a synthetic series, before its imperfections. */
public enum Kind {
    /** Season, trend, noise and slow drift, added; a third of them exponentiated. */
    COMPOSITE(0.62),
    /** Levels chosen by a Markov chain, each with its own noise. */
    REGIMES(0.08),
    /** Poisson counts with a moving rate. */
    COUNTS(0.08),
    /** Mostly zero, with shots that may decay. */
    INTERMITTENT(0.06),
    /** Sums of noise. */
    WALK(0.06),
    /** Saw teeth and duty cycles of varying length. */
    CYCLES(0.05),
    /** Smooth motion between two plateaus. */
    SATURATING(0.05);

    private final double share;

    Kind(double share) {
        this.share = share;
    }

    /** Share of the prior; shares sum to 1. */
    public double share() {
        return share;
    }

    static Kind draw(Draws draws) {
        double u = draws.uniform();
        for (Kind kind : values()) {
            u -= kind.share;
            if (u < 0.0) {
                return kind;
            }
        }
        return SATURATING;
    }
}
