package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Elementary;
import java.util.random.RandomGenerator;

/** The laws of {@link LocationScale} experts, as they stand in a state. */
final class LocationScaleLaws implements Components {

    private final int k;
    private final int channels;
    private final int row;
    private final Noise noise;
    private float[] state;

    /** The bound that was asked for last, and the standardised distance where the excess reaches it. */
    private double asked = Double.NaN;

    private double reach;

    LocationScaleLaws(int k, int channels, Noise noise) {
        this.k = k;
        this.channels = channels;
        this.row = 1 + LocationScale.FIELDS * channels;
        this.noise = noise;
    }

    Components of(float[] s) {
        state = s;
        return this;
    }

    private int at(int i, int c) {
        return i * row + 1 + LocationScale.FIELDS * c;
    }

    private double logDensityAt(int at, double x) {
        double z = (x - state[at + 1]) / state[at + 2];
        return noise.logDensity(z) - Elementary.log(state[at + 2]);
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
                    sum += logDensityAt(at(i, c), values[c]);
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
                noise.densities(values[c], state, at(0, c) + 1, row, present == 0, out, k);
                present++;
            }
        }
        return present > 0;
    }

    @Override
    public double logDensity(int i, int c, double x) {
        return logDensityAt(at(i, c), x);
    }

    @Override
    public double peakLogDensity(int i, Observation x) {
        double[] values = ((Reading) x).values();
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[c])) {
                sum += noise.peak() - Elementary.log(state[at(i, c) + 2]);
            }
        }
        return sum;
    }

    @Override
    public double excess(int i, Observation x) {
        double[] values = ((Reading) x).values();
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            if (!Double.isNaN(values[c])) {
                int at = at(i, c);
                sum += noise.peak() - noise.logDensity((values[c] - state[at + 1]) / state[at + 2]);
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
        double z = (((Reading) x).values()[0] - state[i * row + 2]) / state[i * row + 3];
        return !(Math.abs(z) >= reach);
    }

    @Override
    public double mean(int i, int c) {
        return state[at(i, c) + 1];
    }

    @Override
    public double variance(int i, int c) {
        double scale = state[at(i, c) + 2];
        return scale * scale * noise.variance();
    }

    @Override
    public double cdf(int i, int c, double x) {
        double z = (x - state[at(i, c) + 1]) / state[at(i, c) + 2];
        return noise.cdf(z);
    }

    @Override
    public Observation sample(int i, long time, RandomGenerator random) {
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = state[at(i, c) + 1] + noise.draw(random) * state[at(i, c) + 2];
        }
        return new Reading(time, values);
    }
}
