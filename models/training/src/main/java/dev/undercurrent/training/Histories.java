package dev.undercurrent.training;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.training.prior.SyntheticPrior;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Histories to learn from, and which stretch of each may be seen.
 *
 * @see #synthetic
 * @see #training
 * @see #validation
 */
public final class Histories {

    /** Events that features see before and within the windows of one visit, at most; so that long histories cost no more. */
    static final int LONGEST_STRETCH = 8192;

    /** Events of a synthetic history. */
    private static final int SYNTHETIC_LENGTH = 2600;

    /** Events at the start of a synthetic history that may be left out, so that starts differ. */
    private static final int SYNTHETIC_LEAD = 600;

    private final SyntheticPrior prior;
    private final List<History> histories;
    private final double[] chances;
    private final double from;
    private final double to;

    private Histories(SyntheticPrior prior, List<History> histories, double from, double to) {
        this.prior = prior;
        this.histories = List.copyOf(histories);
        this.chances = histories.stream().mapToDouble(h -> h.values().length).toArray();
        this.from = from;
        this.to = to;
    }

    /** An endless supply from the synthetic prior. */
    public static Histories synthetic(long seed) {
        return new Histories(new SyntheticPrior(seed, SYNTHETIC_LENGTH), List.of(), 0.0, 1.0);
    }

    /**
     * The early part of given histories.
     *
     * @param share of each history's events that may be learnt from, in (0, 1]
     */
    public static Histories training(List<History> histories, double share) {
        return given(histories, 0.0, share);
    }

    /**
     * The rest of given histories: windows and what they forecast lie after the first {@code share} of the events; features
     * see what came before, as they do in serving.
     */
    public static Histories validation(List<History> histories, double share) {
        return given(histories, share, 1.0);
    }

    private static Histories given(List<History> histories, double from, double to) {
        if (histories.isEmpty() || !(from >= 0.0 && from < to && to <= 1.0)) {
            throw new IllegalArgumentException(histories.size() + " histories, of which " + from + " to " + to
                    + " is used; allowed: at least one, and shares in (0, 1)");
        }
        return new Histories(null, histories, from, to);
    }

    /**
     * Part of a history.
     *
     * @param first event that features see
     * @param open first event at which a window may start, ≥ first
     * @param end after the last event that may be forecast
     */
    record Stretch(History history, int first, int open, int end) {}

    /**
     * A stretch with room for a window.
     *
     * @param visit number of the visit
     * @param span events that a window needs with what it forecasts
     */
    Stretch stretch(long visit, int span, SplittableRandom random) {
        if (prior != null) {
            History history = History.of(prior.series(visit));
            int lead = random.nextBoolean() ? random.nextInt(SYNTHETIC_LEAD) : 0;
            int first = firstPresent(history.values(), lead);
            return new Stretch(history, first, first, history.values().length);
        }
        for (int tries = 0; tries < 1000; tries++) {
            History history = histories.get(Draw.index(random, chances, chances.length));
            int n = history.values().length;
            int open = (int) (from * n);
            int end = (int) (to * n);
            int latest = end - span;
            if (latest < open) {
                continue;
            }
            int first = Math.max(0, open - LONGEST_STRETCH / 2);
            if (end - first > LONGEST_STRETCH) {
                first += random.nextInt(end - first - LONGEST_STRETCH + 1);
            }
            first = firstPresent(history.values(), first);
            open = Math.max(open, first);
            end = Math.min(end, first + LONGEST_STRETCH);
            if (end - span >= open) {
                return new Stretch(history, first, open, end);
            }
        }
        throw new IllegalArgumentException("no history has " + span + " events from " + from + " to " + to
                + " of its length with values in them; give longer ones, or a shorter window");
    }

    private static int firstPresent(double[] values, int from) {
        int t = from;
        while (t < values.length && Double.isNaN(values[t])) {
            t++;
        }
        return t;
    }
}
