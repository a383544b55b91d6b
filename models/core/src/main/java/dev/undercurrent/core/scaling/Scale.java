package dev.undercurrent.core.scaling;

import dev.undercurrent.core.math.Elementary;

/**
 * Running moments, resolution and the offset and scale in force, per channel.
 *
 * <p>Layout of double[channels * 8]: values seen (capped by the memory), mean, variance, resolution, last value, offset,
 * scale, log scale. Offset and scale change only at {@link #anchor}, so that what a model learnt in their units stays true
 * between two anchors.
 */
final class Scale {

    private static final int FIELDS = 8;
    private static final int SEEN = 0;
    private static final int MEAN = 1;
    private static final int VARIANCE = 2;
    private static final int RESOLUTION = 3;
    private static final int LAST = 4;
    private static final int OFFSET = 5;
    private static final int SCALE = 6;
    private static final int LOG_SCALE = 7;

    /** Values that the running moments remember. */
    static final double MEMORY = 1000;

    /** Scale of a series that was constant so far, relative to its magnitude. */
    static final double CONSTANT_SCALE = 1e-3;

    /** Smallest scale of one that moves: what a double still resolves with room to spare. */
    static final double RELATIVE_FLOOR = 1e-6;

    /** Values beyond this are not learnt from: their squares would overflow. */
    private static final double LARGEST = 1e150;

    /** Scales from the mean at which a value counts once the first anchors are behind: one glitch must not set the scale. */
    private static final double WINSOR = 32;

    private static final double SQRT_12 = 3.4641016151377544;

    private Scale() {}

    static double[] start(int channels) {
        double[] s = new double[channels * FIELDS];
        for (int c = 0; c < channels; c++) {
            s[c * FIELDS + LAST] = Double.NaN;
            s[c * FIELDS + SCALE] = 1;
        }
        return s;
    }

    /** Takes given units instead of learnt ones. */
    static void set(double[] s, int channel, double offset, double scale) {
        int at = channel * FIELDS;
        s[at + OFFSET] = offset;
        s[at + SCALE] = scale;
        s[at + LOG_SCALE] = Elementary.log(scale);
    }

    static void learn(double[] s, int channel, double x) {
        if (!(Math.abs(x) < LARGEST)) {
            return;
        }
        int at = channel * FIELDS;
        double n = Math.min(s[at + SEEN] + 1, MEMORY);
        s[at + SEEN] = n;
        double d = x - s[at + MEAN];
        if (n > Standardised.EARLY) {
            d = winsorised(d, s[at + SCALE], s[at + VARIANCE]);
        }
        double step = d / n;
        s[at + MEAN] += step;
        s[at + VARIANCE] += (d * (d - step) - s[at + VARIANCE]) / n;
        double move = Math.abs(x - s[at + LAST]);
        if (move > 0 && (s[at + RESOLUTION] == 0 || move < s[at + RESOLUTION])) {
            s[at + RESOLUTION] = move;
        }
        s[at + LAST] = x;
    }

    private static double winsorised(double d, double scale, double variance) {
        // nearly always, and without a root
        if (Math.abs(d) <= WINSOR * scale) {
            return d;
        }
        double bound = WINSOR * Math.max(scale, Math.sqrt(variance));
        return Math.min(Math.max(d, -bound), bound);
    }

    /** Smallest step between two values seen so far, in the unit of the series; 0 while none was seen. */
    static double resolution(double[] s, int channel) {
        return s[channel * FIELDS + RESOLUTION];
    }

    /** Running standard deviation, in the unit of the series. */
    static double deviation(double[] s, int channel) {
        return Math.sqrt(Math.max(s[channel * FIELDS + VARIANCE], 0));
    }

    static double offset(double[] s, int channel) {
        return s[channel * FIELDS + OFFSET];
    }

    static double scale(double[] s, int channel) {
        return s[channel * FIELDS + SCALE];
    }

    static double logScale(double[] s, int channel) {
        return s[channel * FIELDS + LOG_SCALE];
    }

    /** True where the running moments left the offset and scale in force far behind. */
    static boolean adrift(double[] s, int channel) {
        int at = channel * FIELDS;
        double wanted = wanted(s, at);
        return Math.abs(s[at + MEAN] - s[at + OFFSET]) > 4 * s[at + SCALE]
                || wanted > 4 * s[at + SCALE]
                || wanted < 0.25 * s[at + SCALE];
    }

    /** A scale from the moments; generous while only a few values were seen. */
    private static double wanted(double[] s, int at) {
        double magnitude = Math.abs(s[at + MEAN]);
        double scale = Math.max(
                Math.sqrt(Math.max(s[at + VARIANCE], 0)),
                Math.max(s[at + RESOLUTION] / SQRT_12, RELATIVE_FLOOR * magnitude));
        if (s[at + RESOLUTION] == 0) {
            scale = Math.max(scale, CONSTANT_SCALE * magnitude);
        }
        scale = Math.max(scale, 0.1 * magnitude / (s[at + SEEN] * s[at + SEEN]));
        return scale > 0 && scale < Double.POSITIVE_INFINITY ? scale : 1;
    }

    /** Takes the running moments as offset and scale. */
    static void anchor(double[] s, int channel) {
        int at = channel * FIELDS;
        if (s[at + SEEN] == 0) {
            return;
        }
        s[at + OFFSET] = s[at + MEAN];
        s[at + SCALE] = wanted(s, at);
        s[at + LOG_SCALE] = Elementary.log(s[at + SCALE]);
    }
}
