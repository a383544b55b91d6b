package dev.undercurrent.evaluation.benchmark;

/**
 * What the Numenta benchmark credits and charges (Lavin and Ahmad 2015, table 1).
 */
public enum NabProfile {
    STANDARD("standard", 1, 0.11, 1),
    LOW_FALSE_POSITIVES("reward_low_FP_rate", 1, 0.22, 1),
    LOW_FALSE_NEGATIVES("reward_low_FN_rate", 1, 0.11, 2);

    private final String key;
    private final double hit;
    private final double outside;
    private final double miss;

    NabProfile(String key, double hit, double outside, double miss) {
        this.key = key;
        this.hit = hit;
        this.outside = outside;
        this.miss = miss;
    }

    /** Its name in the benchmark's own files. */
    public String key() {
        return key;
    }

    /** Credit of a detection on the first row of a window. */
    double hit() {
        return hit;
    }

    /** Largest charge of a detection outside of every window. */
    double outside() {
        return outside;
    }

    /** Charge of a window without a detection. */
    double miss() {
        return miss;
    }
}
