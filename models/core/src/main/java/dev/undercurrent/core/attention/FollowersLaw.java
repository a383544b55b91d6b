package dev.undercurrent.core.attention;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Density;
import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;
import java.util.random.RandomGenerator;

/**
 * A mixture of Student-t laws of ν = 4, one around what followed each of the nearest rows; channels are independent given the
 * component. In the unit of the series.
 */
final class FollowersLaw implements Density, Components {

    private static final double NU = 4;
    private static final double PEAK = Special.studentLogConstant(NU);

    /** [K], summing to 1. */
    final double[] weights;

    /** [K][channels]. */
    final double[][] location;

    /** [K][channels]. */
    final double[][] scale;

    private final double[][] peak;
    private final int channels;
    private final Mixture mixture;

    FollowersLaw(int components, int channels) {
        this.channels = channels;
        this.weights = new double[components];
        this.location = new double[components][channels];
        this.scale = new double[components][channels];
        this.peak = new double[components][channels];
        this.mixture = new Mixture(weights, this);
    }

    /** After weights, locations and scales were written. */
    void refresh() {
        for (int k = 0; k < weights.length; k++) {
            for (int c = 0; c < channels; c++) {
                boolean same = k > 0 && scale[k][c] == scale[k - 1][c];
                peak[k][c] = same ? peak[k - 1][c] : PEAK - Elementary.log(scale[k][c]);
            }
        }
        mixture.refresh(this);
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int count() {
        return weights.length;
    }

    @Override
    public double surprisal(Observation x) {
        return mixture.surprisal(x);
    }

    @Override
    public double surprisal(int channel, double x) {
        return mixture.surprisal(channel, x);
    }

    /**
     * Of one present channel the two-sided tail 2 min(F(x), 1 − F(x)); of more, each is mapped to the normal deviate of equal
     * tail, and the sum of their squares is referred to its χ².
     */
    @Override
    public double tail(Observation x) {
        double[] values = ((Reading) x).values();
        double excess = 0;
        double tail = 1;
        int present = 0;
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[c])) {
                excess += present > 0 ? gaussianExcess(tail) : 0;
                tail = tail(c, values[c]);
                present++;
            }
        }
        return present < 2 ? tail : Special.chiSquareTail(present, excess + gaussianExcess(tail));
    }

    private static double gaussianExcess(double tail) {
        double z = Special.normalQuantile(0.5 * tail);
        return 0.5 * z * z;
    }

    private double tail(int c, double x) {
        double below = 0;
        double above = 0;
        for (int k = 0; k < weights.length; k++) {
            double beyond = Special.studentTail(Math.abs((x - location[k][c]) / scale[k][c]), NU);
            boolean left = x < location[k][c];
            below += weights[k] * (left ? beyond : 1 - beyond);
            above += weights[k] * (left ? 1 - beyond : beyond);
        }
        return Math.min(1, 2 * Math.min(below, above));
    }

    @Override
    public void logDensities(Observation x, double[] out) {
        double[] values = ((Reading) x).values();
        for (int k = 0; k < weights.length; k++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += Double.isNaN(values[c]) ? 0 : logDensity(k, c, values[c]);
            }
            out[k] = sum;
        }
    }

    @Override
    public double logDensity(int k, int channel, double x) {
        double z = Math.abs((x - location[k][channel]) / scale[k][channel]);
        double log = z < 1e150 ? Elementary.log1p(z * z / NU) : 2 * Elementary.log(z) - Elementary.log(NU);
        return peak[k][channel] - 0.5 * (NU + 1) * log;
    }

    @Override
    public double peakLogDensity(int k, Observation x) {
        double[] values = ((Reading) x).values();
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += Double.isNaN(values[c]) ? 0 : peak[k][c];
        }
        return sum;
    }

    @Override
    public double mean(int channel) {
        return mixture.mean(channel);
    }

    @Override
    public double mean(int k, int channel) {
        return location[k][channel];
    }

    @Override
    public double variance(int channel) {
        return mixture.variance(channel);
    }

    @Override
    public double variance(int k, int channel) {
        return scale[k][channel] * scale[k][channel] * NU / (NU - 2);
    }

    @Override
    public double cdf(int channel, double x) {
        return mixture.cdf(channel, x);
    }

    @Override
    public double cdf(int k, int channel, double x) {
        return Special.studentCdf((x - location[k][channel]) / scale[k][channel], NU);
    }

    @Override
    public double quantile(int channel, double p) {
        return mixture.quantile(channel, p);
    }

    @Override
    public Observation sample(long time, RandomGenerator random) {
        return mixture.sample(time, random);
    }

    @Override
    public Observation sample(int k, long time, RandomGenerator random) {
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = location[k][c] + scale[k][c] * Draw.student(random, NU);
        }
        return new Reading(time, values);
    }
}
