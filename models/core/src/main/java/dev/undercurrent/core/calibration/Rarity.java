package dev.undercurrent.core.calibration;

import dev.undercurrent.core.math.Elementary;

/**
 * How rare the present is in a key's own history: c in powers of ten, 3 = one event in a thousand.
 *
 * <p>Several statistics are each held against their own past ({@link Past}): of every model its surprisal, as it is and as
 * exponentially weighted means over 8 and 24 events; of every novelty its log distances. Of what belongs together the rarest
 * counts; the mean over models and novelties, smoothed over {@value #SMOOTHING} events, is what is published, since what
 * several say for several events is worth more than what one says once. How rare such means are was measured on healthy
 * generated series: episodes of a mean of 1.5 begin about once in a thousand events, and from there on each further 1.1
 * makes them ten times rarer. One event alone counts by its p-value, if it is a hundred times rarer than that. A long
 * history, in which rarer things come about, lowers all c a little.
 *
 * <p>The first {@value #SETTLING} events say more about the settling of models than about the series: what is remembered of
 * them soon counts for little. Before there is any history c is that of the calibrated p-value.
 *
 * <p>State: float[]: events, smoothed mean, then per model two means and three pasts, then per novelty a past per statistic.
 */
public final class Rarity {

    /** Rarity from which on nothing can be told apart. */
    public static final double MAX = 12;

    /** Events before which a model says nothing worth remembering. */
    private static final int EARLIEST = 32;

    /** Events after which models have settled, and what their surprisals were before fades fast. */
    private static final int SETTLING = 225;

    /** Effective numbers of events of the longer horizons. */
    private static final int[] HORIZONS = {8, 24};

    private static final int SMOOTHING = 6;

    /** Powers of ten per unit of the smoothed mean of rarities, up to the knee and beyond it. */
    private static final double RISE = 2;

    private static final double KNEE = 3;
    private static final double RISE_BEYOND = 0.95;

    /** Powers of ten that an event which stands alone is held back by. */
    private static final double ALONE = 2;

    /** p-value from which on such an event says nothing by itself. */
    private static final double RARE = 0.01;

    /** Powers of ten that c loses for each power of ten of events beyond {@link #LONG}. */
    private static final double LENGTH_PENALTY = 0.4;

    private static final double LONG = 750;
    private static final double LOG10_E = 0.4342944819032518;
    private static final int LAW = HORIZONS.length + (1 + HORIZONS.length) * Past.LENGTH;

    private final int laws;
    private final int novelties;
    private final int statistics;

    /**
     * @param laws models that tell a surprisal, ≥ 1
     * @param novelties groups of statistics beside them, ≥ 0
     * @param statistics of each novelty
     */
    public Rarity(int laws, int novelties, int statistics) {
        this.laws = laws;
        this.novelties = novelties;
        this.statistics = statistics;
    }

    /** Length of a state. */
    public int length() {
        return 2 + laws * LAW + novelties * statistics * Past.LENGTH;
    }

    /** The state before the first event. */
    public float[] start() {
        return new float[length()];
    }

    /**
     * Takes in one event and says how rare the present is.
     *
     * @param p calibrated p-value, in (0, 1]
     * @param surprisals [laws] nats
     * @param distances [novelties][statistics] logarithms; null while there are none
     * @return c in [0, {@link #MAX}]
     */
    public double update(float[] s, double p, double[] surprisals, double[][] distances) {
        double events = s[0];
        s[0] = (float) Math.min(events + 1, 1 << 24);
        double sum = 0;
        int heard = 0;
        double penalty = events > LONG ? LENGTH_PENALTY * LOG10_E * Elementary.log(events / LONG) : 0;
        for (int m = 0; m < laws; m++) {
            int at = 2 + m * LAW;
            if (events == SETTLING) {
                for (int h = 0; h <= HORIZONS.length; h++) {
                    Past.fade(s, at + HORIZONS.length + h * Past.LENGTH);
                }
            }
            double c = events < EARLIEST ? Double.NaN : law(s, at, surprisals[m]);
            if (!Double.isNaN(c)) {
                sum += Math.max(0, c - penalty);
                heard++;
            }
        }
        if (heard == 0) {
            sum = rarity(p);
            heard = 1;
        }
        if (distances != null) {
            for (int g = 0; g < novelties; g++) {
                double c = novelty(s, 2 + laws * LAW + g * statistics * Past.LENGTH, distances[g]);
                if (!Double.isNaN(c)) {
                    sum += Math.max(0, c - penalty);
                    heard++;
                }
            }
        }
        double mean = Math.min(sum / heard, MAX);
        s[1] += (float) ((mean - s[1]) * 2 / (SMOOTHING + 1));
        double together = RISE * s[1] < KNEE ? RISE * s[1] : KNEE + RISE_BEYOND * (s[1] - KNEE / RISE);
        double alone = p < RARE ? rarity(p) - ALONE : 0;
        return Math.min(Math.max(together, alone), MAX);
    }

    private static double rarity(double p) {
        return 0.0 - Elementary.log(Math.max(p, 1e-300)) * LOG10_E;
    }

    /** NaN while nothing can be said. */
    private static double law(float[] s, int at, double surprisal) {
        int past = at + HORIZONS.length;
        double c = hold(s, past, surprisal);
        // one event alone is the matter of the first horizon: in a mean it counts as far as it can be told apart
        double bounded = Math.min(Past.bounded(s, past, surprisal), 1e6);
        boolean first = s[past] <= 1;
        for (int h = 0; h < HORIZONS.length; h++) {
            double mean = first ? bounded : s[at + h] + (bounded - s[at + h]) * 2 / (HORIZONS[h] + 1);
            s[at + h] = (float) mean;
            c = Math.max(c, hold(s, past + (h + 1) * Past.LENGTH, mean));
        }
        return c;
    }

    private double novelty(float[] s, int at, double[] distances) {
        double c = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < statistics; i++) {
            c = Math.max(c, hold(s, at + i * Past.LENGTH, distances[i]));
        }
        return c;
    }

    private static double hold(float[] s, int at, double value) {
        double x = Math.min(value, 1e30);
        double c = Past.settled(s, at) ? Past.rarity(s, at, x) : Double.NaN;
        Past.learn(s, at, x);
        return c;
    }
}
