package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.StateCodec;

/**
 * What a network is told of each event of one channel: 24 causal numbers without a unit, from running statistics and, where
 * a season is declared, from the values one and two seasons and one longer cycle ago. Networks are trained and served on
 * this same class.
 *
 * <p>Events are counted from the first value, t = 0, 1, …; before it all outputs are 0 but the flag "missing". A missing
 * value is replaced by the last one; statistics stay. S = {@code season} in events, C = {@code cycle} in events (a week of
 * hours: 24 and 168). Values are clamped to ±1e30.
 *
 * <p>Statistics, w = learning in [0, 1], n = values, each counted as its w, N = clip(4 S, 300, 1500), 400 without a season.
 * Where w = 0 those with w in their rate, and the range, are frozen; the others move with every value, whose count n is:
 *
 * <pre>
 *   range  largest − smallest value
 *   m, v   running mean and variance at rate w max(1/n, 1/N); after 30 values x − m is clipped to ±(6 √v + .02 range)
 *   s      max(√v, .01 range, 1e-6 |m|): the scale; 1e-9 where only zeros were seen
 *   d      running mean of |x_t − x_{t−1}| at rate w max(1/(n − 1), 1/N), clipped at 8 d + .02 range; at least .002 s
 *   δ      the same at rate max(1/(n − 1), .08); at least .002 s
 *   fast   level at rate .3, slow = level at rate max(1/n, .05)
 *   e1, e2 running means of |x_t − x_{t−S}|, |x_t − x_{t−C}| at rate w max(1/n, 1/N)
 *   prof   per slot t mod S a level at rate w max(1/n of the slot, .25); until one is learnt, the last value there
 * </pre>
 *
 * <p>Inputs; z(v) = (v − m)/s; q(u) = u within ±3, beyond it ±(3 + log(1 + |u| − 3)); "now" = t, "next" = t + 1. A lag that
 * lies before the first value falls back to the next simpler one, at last to x_t.
 *
 * <pre>
 *    0 q(z(x))                  8 lag t+1−S exists             16 q(z(prof of now as it was before x))
 *    1 q((x − x_{t−1})/d)       9 q(z(x_{t+1−S}))              17 log((e1 + .002 s)/d), 0 without lag
 *    2 missing                 10 q(z(x_{t−S}))                18 log((e2 + .002 s)/d), 0 without lag
 *    3 log(d/s)                11 q(z(x_{t+1−2S}))             19 log(1 + S)/6
 *    4 q(z(fast))              12 lag t+1−C exists             20 x = x_{t−1}
 *    5 q(z(slow))              13 q(z(x_{t+1−C}))              21 q((x_{t+1−S} − x_{t−S})/d)
 *    6 log(δ/d)                14 q(z(x_{t−C}))                22 q((x_{t+1−C} − x_{t−C})/d)
 *    7 min(.98, log(1 + t)/8)  15 q(z(prof of next))           23 lag t+1−2S exists
 * </pre>
 *
 * <p>Candidates for the next value, as z clipped to ±60:
 *
 * <pre>
 *   0 x   1 x_{t+1−S}   2 x + x_{t+1−S} − x_{t−S}   3 prof of next   4 x + prof of next − prof of now before x
 *   5 x_{t+1−C}   6 x + x_{t+1−C} − x_{t−C}   7 fast   8 2x − x_{t−1}   9 slow
 * </pre>
 *
 * <p>Candidates at horizon h, as z clipped to ±60, with k = S ⌈h/S⌉, l = C ⌈h/C⌉, M_t = mean of the last S values (of all, if
 * fewer; without a season: slow); what was k or l events ago is as now where that lies before the first value:
 *
 * <pre>
 *   0 x   1 a = x_{t+h−k}   2 a + x − x_{t−k}   3 a + M_t − M_{t−k}   4 a + fast_t − fast_{t−k}   5 x_{t+h−k−S}
 *   6 c = x_{t+h−l}   7 c + fast_t − fast_{t−l}   8 c + M_t − M_{t−l}   9 prof of t+h   10 fast   11 slow
 * </pre>
 *
 * <p>Inputs at horizon h: q of the 12 candidates, then
 *
 * <pre>
 *   12 log(h)/4   13 h/48   14, 15, 16 lags of candidates 1, 5, 6 exist   17 log(d/s)   18 log((e1 + .002 s)/s), 0 without
 *   lag   19 log((e2 + .002 s)/s), 0 without lag   20 q(z(M_t))   21 min(.98, log(1 + t)/8)   22 k/S − 1   23 .1 h/S
 * </pre>
 *
 * <p>fast_{t−k} is taken from at most {@value #TAPS} values before it: where n of these are present it differs from the
 * running level by at most .7^n of the distance between that level and the oldest of them (4e-8 of it where all are).
 *
 * <p>Instances hold scratch and serve one thread.
 */
public final class SeasonalFeatures {

    /** Inputs per event. */
    public static final int INPUTS = 24;

    /** Candidates for the next value. */
    public static final int CANDIDATES = 10;

    /** Inputs per horizon. */
    public static final int HORIZON_INPUTS = 24;

    /** Candidates per horizon. */
    public static final int HORIZON_CANDIDATES = 12;

    /** Largest horizon. */
    public static final int HORIZON = 48;

    /** Longest season or cycle, events. */
    public static final int LONGEST = 4096;

    /** Values from which a past fast level is computed again. */
    static final int TAPS = 48;

    /** Rate of the fast level. */
    static final double FAST = 0.3;

    /** Share of the scale below which steps and errors do not count. */
    static final double FLOOR = 2e-3;

    /** Largest value of {@link #age}. */
    private static final double OLDEST = 0.98;

    /** Events after which the age says no more. */
    private static final int AGED = 2600;

    private static final double LARGEST = 1e30;
    private static final double SMALLEST_SCALE = 1e-30;
    private static final double SCALE_OF_ZEROS = 1e-9;
    private static final double CLIP = 60;
    private static final int WRAP = 1 << 30;

    final int season;
    final int cycle;

    /** Values that the ring holds; 0 without a season. */
    final int depth;

    private final FeatureStatistics statistics;
    private final EventFeatures now;
    private final HorizonFeatures ahead;

    /**
     * @param season S, events; 0 = none
     * @param cycle C, a longer period, events; 0 = none
     * @throws IllegalArgumentException if season is not 0 or 2 to {@value #LONGEST}, or cycle not 0 or season + 1 to {@value
     *     #LONGEST}
     */
    public SeasonalFeatures(int season, int cycle) {
        if (season < 0 || season == 1 || season > LONGEST) {
            throw new IllegalArgumentException(
                    "season is " + season + " events; allowed: 0 (none), or 2 to " + LONGEST);
        }
        if (cycle < 0 || cycle > LONGEST || (cycle > 0 && (season == 0 || cycle <= season))) {
            throw new IllegalArgumentException("cycle is " + cycle + " events with a season of " + season
                    + "; allowed: 0 (none), or with a season more than that and at most " + LONGEST);
        }
        this.season = season;
        this.cycle = cycle;
        this.depth = season == 0 ? 0 : Math.max(reach(season), reach(cycle)) + Math.max(season, TAPS + 1);
        statistics = new FeatureStatistics(season);
        now = new EventFeatures(this);
        ahead = new HorizonFeatures(this);
    }

    /** The largest lag at which a horizon looks for a change over whole periods. */
    private static int reach(int period) {
        return period == 0 ? 0 : (HORIZON + period - 1) / period * period;
    }

    /** S in events; 0 = none. */
    public int season() {
        return season;
    }

    /** C in events; 0 = none. */
    public int cycle() {
        return cycle;
    }

    /** What is remembered of one channel of one key; bytes in {@link #codec}. */
    public static final class State {
        /** t + 1, the events since the first value; falls back by whole seasons before it overflows. */
        int events;

        /** Values seen, counted to {@link FeatureStatistics#SEEN}. */
        int seen;

        boolean missing;
        double last;
        double mean;
        double fast;
        double slow;
        double high;
        double low;
        /** √v. */
        float deviation;

        float step;
        float fastStep;
        /** x_t − x_{t−1}. */
        float change;

        /** Values learnt, by their weight; counted to N + 1. */
        float count;

        /** The first value, from which profile and ring are measured: no further away than 100 s. */
        double origin;

        float error1;
        float errors1;
        float error2;
        float errors2;
        /** Profile of the slot of now, as it was before x. */
        float before;
        /** [S]. */
        float[] profile;
        /** [S] values learnt, counted to 3. */
        byte[] slots;
        /** [depth] x at t mod depth. */
        float[] ring;
        /** [depth] whether that was missing. */
        boolean[] gaps;

        private State() {}
    }

    /** The state before the first event. */
    public State start() {
        State s = new State();
        if (season > 0) {
            s.profile = new float[season];
            s.slots = new byte[season];
            s.ring = new float[depth];
            s.gaps = new boolean[depth];
        }
        return s;
    }

    /** Takes in the next event and learns from it. */
    public void observe(State s, double x) {
        observe(s, x, 1);
    }

    /**
     * Takes in the next event.
     *
     * @param value NaN = missing; never infinite
     * @param learning w in [0, 1], how much it moves the statistics
     */
    public void observe(State s, double value, double learning) {
        boolean missing = Double.isNaN(value);
        if (missing && s.events == 0) {
            return;
        }
        double x = missing ? s.last : Math.min(Math.max(value, -LARGEST), LARGEST);
        if (s.events == 0) {
            s.last = s.mean = s.fast = s.slow = s.high = s.low = s.origin = x;
        }
        if (s.events == WRAP) {
            s.events -= Math.max(1, season * depth);
        }
        int t = s.events++;
        s.missing = missing;
        s.change = (float) (x - s.last);
        s.last = x;
        if (season > 0) {
            s.ring[t % depth] = (float) (x - s.origin);
            s.gaps[t % depth] = missing;
            statistics.slot(s, t % season, x, missing ? 0 : learning);
        }
        if (!missing) {
            if (learning > 0) {
                learnErrors(s, t, learning);
            }
            statistics.learn(s, x, t > 0, learning);
        }
    }

    private void learnErrors(State s, int t, double learning) {
        if (season > 0 && t >= season) {
            s.errors1 = statistics.counted(s.errors1, learning);
            s.error1 = statistics.moved(s.error1, s.errors1, Math.abs(s.last - past(s, season)), learning);
        }
        if (cycle > 0 && t >= cycle) {
            s.errors2 = statistics.counted(s.errors2, learning);
            s.error2 = statistics.moved(s.error2, s.errors2, Math.abs(s.last - past(s, cycle)), learning);
        }
    }

    /** x_{t−back}, 0 ≤ back < depth, back ≤ t. */
    double past(State s, int back) {
        return s.origin + s.ring[(s.events - 1 - back) % depth];
    }

    /** m_t, in the unit of the series; 0 before the first value. */
    public double offset(State s) {
        return s.mean;
    }

    /** s_t &gt; 0, in the unit of the series; 1 before the first value. */
    public double scale(State s) {
        if (s.events == 0) {
            return 1;
        }
        double scale = Math.max(s.deviation, Math.max(0.01 * (s.high - s.low), 1e-6 * Math.abs(s.mean)));
        return scale == 0 ? SCALE_OF_ZEROS : Math.max(scale, SMALLEST_SCALE);
    }

    /** d_t &gt; 0, in the unit of the series; .002 before the first value. */
    public double step(State s) {
        return Math.max(s.step, FLOOR * scale(s));
    }

    /** Values seen, counted to {@link FeatureStatistics#SEEN}. */
    static int seen(State s) {
        return s.seen;
    }

    /**
     * The inputs of the last event.
     *
     * @param out [{@value #INPUTS}], written
     */
    public void inputs(State s, float[] out) {
        now.inputs(s, out);
    }

    /**
     * The candidates for the next value, in units of s from m.
     *
     * @param out [{@value #CANDIDATES}], written
     */
    public void candidates(State s, float[] out) {
        now.candidates(s, out);
    }

    /**
     * What is known of the value h events after the last one.
     *
     * @param h 1 to {@value #HORIZON}
     * @param candidates [{@value #HORIZON_CANDIDATES}], written
     * @param inputs [{@value #HORIZON_INPUTS}], written
     */
    public void horizon(State s, int h, float[] candidates, float[] inputs) {
        ahead.from(s);
        ahead.candidates(h, candidates);
        ahead.inputs(h, candidates, inputs);
    }

    /**
     * The same for h = 1 to n, with what they share computed once.
     *
     * @param n 1 to {@value #HORIZON}
     * @param candidates [≥ n][{@value #HORIZON_CANDIDATES}], row h − 1 written
     * @param inputs [≥ n][{@value #HORIZON_INPUTS}], row h − 1 written
     */
    public void horizons(State s, int n, float[][] candidates, float[][] inputs) {
        ahead.from(s);
        for (int h = 1; h <= n; h++) {
            ahead.candidates(h, candidates[h - 1]);
            ahead.inputs(h, candidates[h - 1], inputs[h - 1]);
        }
    }

    /** Missing events after which one more season of them leaves the features as they are. */
    int longestGap() {
        return Math.max(depth, AGED);
    }

    /** Bytes of a state, documented at {@link FeatureCodec}. */
    public StateCodec<State> codec() {
        return new FeatureCodec(this);
    }

    static float age(State s) {
        return (float) Math.min(OLDEST, Elementary.log1p(s.events - 1) / 8);
    }

    /** q(u): linear to 3, logarithmic beyond. */
    static float squash(double u) {
        double size = Math.abs(u);
        return (float) (size <= 3 ? u : Math.copySign(3 + Elementary.log1p(size - 3), u));
    }

    static float clip(double z) {
        return (float) Math.min(Math.max(z, -CLIP), CLIP);
    }
}
