package dev.undercurrent.core.calibration;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;

/**
 * Width of the one-step band in standard deviations, adapted so that the wanted share of events falls inside: quantile
 * tracking on the logarithm of the width (online conformal prediction; Gibbs &amp; Candès 2021; Angelopoulos et al. 2023).
 * Coverage holds in the long run, not for each event.
 */
public final class Band {

    private static final double STEP = 0.05;

    private final double coverage;
    private final double widen;
    private final double narrow;
    private final float start;

    /** @param coverage wanted share of events inside the band, in (0, 1) */
    public Band(double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("band: " + coverage + "; allowed: above 0 and below 1");
        }
        this.coverage = coverage;
        this.widen = Elementary.exp(STEP * coverage);
        this.narrow = Elementary.exp(-STEP * (1 - coverage));
        this.start = (float) Special.normalQuantile(0.5 + coverage / 2);
    }

    /** Width before the first event: that of a Gaussian law. */
    public float start() {
        return start;
    }

    /**
     * The width after an event.
     *
     * @param outside share of its channels that fell outside the band, in [0, 1]
     */
    public float learn(float width, double outside) {
        double factor =
                outside == 0 ? narrow : outside == 1 ? widen : Elementary.exp(STEP * (outside - (1 - coverage)));
        return (float) Math.min(Math.max(width * factor, start * 0.05), start * 50);
    }
}
