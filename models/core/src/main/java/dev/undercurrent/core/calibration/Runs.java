package dev.undercurrent.core.calibration;

import dev.undercurrent.core.math.Elementary;

/**
 * How rare it is that a channel still has the very value that it had: what a sensor that froze shows, while each event by
 * itself is as expected as can be. Every key has its own geometric law of runs of equal values, P(one more) = q by the
 * estimator of Krichevsky and Trofimov (1981); the rarity is −log₁₀ q for each event beyond one and a half times the longest
 * run known, and beyond {@value #FREE}. So a reading that never repeats is rare after a dozen rows.
 *
 * <p>What says nothing: a run of the value that the longest one was of, where that one was longer than {@value #FREE}, since
 * the series rests there, as a machine does at night; any run while none has ended; and from {@value #ACCEPTED} events
 * on, which is what the series is like now. What never was in n events is held to be no rarer than one in n<sup>1.5</sup>.
 *
 * <p>State: double[channels · 5]: last value, its run so far, the longest run that ended, which fades by half in 3,500
 * events, its value, and q.
 */
public final class Runs {

    /** Equal values in a row that say nothing. */
    private static final int FREE = 8;

    /** Runs so many times as long as the longest one known say nothing. */
    private static final double LONGER = 1.5;

    /** Equal values in a row from which on they are no fault any more. */
    private static final int ACCEPTED = 500;

    /** Events that q and the longest run remember. */
    private static final double MEMORY = 5000;

    /** Power of the number of events that no rarity is beyond. */
    private static final double SUPPORT = 1.5;

    private static final int FIELDS = 5;
    private static final int LAST = 0;
    private static final int RUN = 1;
    private static final int LONGEST = 2;
    private static final int REST = 3;
    private static final int REPEATS = 4;
    private static final double LOG10_E = 0.4342944819032518;

    private final int channels;
    private final double shared;

    public Runs(int channels) {
        this.channels = channels;
        this.shared = Elementary.log(channels) * LOG10_E;
    }

    /** Length of a state. */
    public int length() {
        return channels * FIELDS;
    }

    /** The state before the first event. */
    public double[] start() {
        double[] s = new double[length()];
        for (int at = 0; at < s.length; at += FIELDS) {
            s[at + LAST] = Double.NaN;
            s[at + REST] = Double.NaN;
            s[at + REPEATS] = 0.5;
        }
        return s;
    }

    /**
     * Takes in one event and says how rare the runs of its channels are.
     *
     * @param values [channels], NaN = missing, which neither ends nor lengthens a run
     * @param events before this one
     * @return powers of ten in [0, {@link Rarity#MAX}], of the rarest channel
     */
    public double update(double[] s, double[] values, long events) {
        double rate = 1 / (Math.min((double) events, MEMORY) + 2);
        double most = 0;
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[c])) {
                most = Math.max(most, update(s, c * FIELDS, values[c], rate));
            }
        }
        if (most <= shared) {
            return 0;
        }
        double supported = SUPPORT * Elementary.log(events + 1.0) * LOG10_E;
        return Math.min(most - shared, Math.min(supported, Rarity.MAX));
    }

    private static double update(double[] s, int at, double value, double rate) {
        boolean equal = value == s[at + LAST];
        s[at + LONGEST] -= s[at + LONGEST] / MEMORY;
        if (equal) {
            s[at + RUN]++;
        } else {
            if (s[at + RUN] > s[at + LONGEST]) {
                s[at + LONGEST] = s[at + RUN];
                s[at + REST] = s[at + LAST];
            }
            s[at + LAST] = value;
            s[at + RUN] = 1;
        }
        double beyond = s[at + RUN] - Math.max(FREE, LONGER * s[at + LONGEST]);
        if (beyond > 0 && speaks(s, at)) {
            return -beyond * Elementary.log(s[at + REPEATS]) * LOG10_E;
        }
        s[at + REPEATS] += ((equal ? 1 : 0) - s[at + REPEATS]) * rate;
        return 0;
    }

    private static boolean speaks(double[] s, int at) {
        boolean rests = s[at + LONGEST] > FREE && s[at + LAST] == s[at + REST];
        return !rests && s[at + LONGEST] > 0 && s[at + RUN] < ACCEPTED;
    }
}
