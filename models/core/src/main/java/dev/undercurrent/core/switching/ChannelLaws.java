package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Elementary;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Laws of experts whose channels are independent given the past, each the same noise about a mean.
 *
 * <p>They are those of the state that was shown last, whose means and scales are copied: an event asks for them several times.
 */
final class ChannelLaws implements Components {

    private final int k;
    private final int channels;
    private final Noise noise;

    /** [channels][K] */
    private final double[] means;

    /** [channels][K], > 0 */
    private final double[] scales;

    /** The bound that was asked for last, and the standardised distance where the excess of one channel reaches it. */
    private double asked = Double.NaN;

    private double reach;

    ChannelLaws(int k, int channels, Noise noise) {
        this.k = k;
        this.channels = channels;
        this.noise = noise;
        this.means = new double[channels * k];
        this.scales = new double[channels * k];
        Arrays.fill(scales, 1);
    }

    /** Mean and scale of expert i in a channel, by the state at hand. */
    void show(int i, int c, double mean, double scale) {
        means[c * k + i] = mean;
        scales[c * k + i] = scale;
    }

    private double scale(int i, int c) {
        return scales[c * k + i];
    }

    private double standardised(int i, int c, double x) {
        return (x - mean(i, c)) / scale(i, c);
    }

    @Override
    public int count() {
        return k;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public void logDensities(Observation x, double[] out) {
        double[] values = ((Reading) x).values();
        for (int i = 0; i < k; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                if (!Double.isNaN(values[c])) {
                    sum += logDensity(i, c, values[c]);
                }
            }
            out[i] = sum;
        }
    }

    @Override
    public boolean densities(Observation x, double[] out) {
        double[] values = ((Reading) x).values();
        int present = 0;
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[c])) {
                noise.densities(values[c], means, scales, c * k, present == 0, out, k);
                present++;
            }
        }
        return present > 0;
    }

    @Override
    public double logDensity(int i, int c, double x) {
        return noise.logDensity(standardised(i, c, x)) - Elementary.log(scale(i, c));
    }

    @Override
    public double peakLogDensity(int i, Observation x) {
        double[] values = ((Reading) x).values();
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[c])) {
                sum += noise.peak() - Elementary.log(scale(i, c));
            }
        }
        return sum;
    }

    @Override
    public void peakDensities(Observation x, double[] out) {
        double[] values = ((Reading) x).values();
        for (int i = 0; i < k; i++) {
            double product = 1;
            for (int c = 0; c < channels; c++) {
                if (!Double.isNaN(values[c])) {
                    product *= noise.peakDensity() / scale(i, c);
                }
            }
            out[i] = product;
        }
    }

    @Override
    public double excess(int i, Observation x) {
        double[] values = ((Reading) x).values();
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[c])) {
                sum += noise.peak() - noise.logDensity(standardised(i, c, values[c]));
            }
        }
        return sum;
    }

    @Override
    public boolean within(double bound, int i, Observation x) {
        if (channels > 1) {
            return excess(i, x) < bound;
        }
        if (bound != asked) {
            asked = bound;
            reach = noise.reach(bound);
        }
        return !(Math.abs(standardised(i, 0, ((Reading) x).values()[0])) >= reach);
    }

    @Override
    public double mean(int i, int c) {
        return means[c * k + i];
    }

    @Override
    public double variance(int i, int c) {
        double scale = scale(i, c);
        return scale * scale * noise.variance();
    }

    @Override
    public double cdf(int i, int c, double x) {
        return noise.cdf(standardised(i, c, x));
    }

    @Override
    public Observation sample(int i, long time, RandomGenerator random) {
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = mean(i, c) + noise.draw(random) * scale(i, c);
        }
        return new Reading(time, values);
    }
}
