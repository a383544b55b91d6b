package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import java.util.random.RandomGenerator;

/** Laws of experts whose channels are independent given the past, each the same noise about a mean. */
abstract class ChannelLaws implements Components {

    final int k;
    final int channels;
    final Noise noise;

    ChannelLaws(int k, int channels, Noise noise) {
        this.k = k;
        this.channels = channels;
        this.noise = noise;
    }

    /** Scale of the noise, > 0. */
    abstract double scale(int i, int c);

    /** Its logarithm. */
    abstract double logScale(int i, int c);

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
    public double logDensity(int i, int c, double x) {
        return noise.logDensity(standardised(i, c, x)) - logScale(i, c);
    }

    @Override
    public double peakLogDensity(int i, Observation x) {
        double[] values = ((Reading) x).values();
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[c])) {
                sum += noise.peak() - logScale(i, c);
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
