package dev.undercurrent.core.mixing;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Inversion;
import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import java.util.random.RandomGenerator;

/**
 * Σ_m w_m p_m of whole laws: what several models say together. A view, valid as long as the laws are; what the members said
 * of an event is kept until {@link #refresh}, since it is asked for several times.
 */
final class Blend implements Density {

    /** Logarithm of a tail below which none is told apart. */
    private static final double LEAST = -600;

    private final double[] weights;
    private final Density[] laws;
    private final int channels;
    private final double[] logs;
    private final Said surprisals;
    private final Said tails;

    /**
     * @param weights [M], kept, not copied
     * @param laws [M], kept, not copied
     */
    Blend(double[] weights, Density[] laws, int channels) {
        this.weights = weights;
        this.laws = laws;
        this.channels = channels;
        this.logs = new double[weights.length];
        this.surprisals = new Said(weights.length, channels);
        this.tails = new Said(weights.length, channels);
    }

    /** What each member said of the event asked for last. */
    private static final class Said {

        private final double[] by;
        private final double[] values;
        private boolean there;

        Said(int members, int channels) {
            by = new double[members];
            values = new double[channels];
        }

        /** True where it is this event; if not, this is the one from now on. */
        boolean of(Observation x) {
            double[] now = ((Reading) x).values();
            boolean same = there;
            for (int c = 0; c < values.length; c++) {
                same &= Double.doubleToRawLongBits(values[c]) == Double.doubleToRawLongBits(now[c]);
                values[c] = now[c];
            }
            there = true;
            return same;
        }
    }

    /** Tells that weights or laws have changed. */
    void refresh() {
        surprisals.there = false;
        tails.there = false;
    }

    /** Surprisals by the members, [M]; scratch. */
    double[] surprisals(Observation x) {
        if (!surprisals.of(x)) {
            for (int m = 0; m < laws.length; m++) {
                surprisals.by[m] = laws[m].surprisal(x);
            }
        }
        return surprisals.by;
    }

    /** Tails by the members, [M]; scratch. */
    double[] tails(Observation x) {
        if (!tails.of(x)) {
            for (int m = 0; m < laws.length; m++) {
                tails.by[m] = laws[m].tail(x);
            }
        }
        return tails.by;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public double surprisal(Observation x) {
        double[] each = surprisals(x);
        for (int m = 0; m < laws.length; m++) {
            logs[m] = -each[m];
        }
        return 0.0 - Mixture.logSumWeighted(weights, logs, logs.length);
    }

    @Override
    public double surprisal(int channel, double x) {
        for (int m = 0; m < laws.length; m++) {
            logs[m] = -laws[m].surprisal(channel, x);
        }
        return 0.0 - Mixture.logSumWeighted(weights, logs, logs.length);
    }

    /**
     * The weighted geometric mean of what the members say (logarithmic opinion pool), so that a member with heavy tails does
     * not hide what another finds extreme: an approximation, which calibration corrects.
     */
    @Override
    public double tail(Observation x) {
        if (x.missing()) {
            return 1;
        }
        double[] each = tails(x);
        double sum = 0;
        for (int m = 0; m < laws.length; m++) {
            sum += weights[m] * (each[m] > 0 ? Math.max(Elementary.log(each[m]), LEAST) : LEAST);
        }
        return Math.min(1, Elementary.exp(sum));
    }

    @Override
    public Observation sample(long time, RandomGenerator random) {
        return laws[Draw.index(random, weights, weights.length)].sample(time, random);
    }

    @Override
    public double mean(int channel) {
        double sum = 0;
        for (int m = 0; m < laws.length; m++) {
            sum += weights[m] * laws[m].mean(channel);
        }
        return sum;
    }

    @Override
    public double variance(int channel) {
        double mean = mean(channel);
        double sum = 0;
        for (int m = 0; m < laws.length; m++) {
            double d = laws[m].mean(channel) - mean;
            sum += weights[m] * (laws[m].variance(channel) + d * d);
        }
        return sum;
    }

    @Override
    public double cdf(int channel, double x) {
        double sum = 0;
        for (int m = 0; m < laws.length; m++) {
            sum += weights[m] * laws[m].cdf(channel, x);
        }
        return Math.min(1, sum);
    }

    @Override
    public double quantile(int channel, double p) {
        return Inversion.quantile(this, channel, p);
    }
}
