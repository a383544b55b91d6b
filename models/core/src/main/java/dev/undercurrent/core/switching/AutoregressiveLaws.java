package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import java.util.random.RandomGenerator;

/** The one-step laws of {@link Autoregressive} experts, as they follow from a state's parameters and lags. */
final class AutoregressiveLaws implements Components {

    private final int k;
    private final int channels;
    private final int p;
    private final int row;
    private final Noise noise;
    private final double[] means;
    private Autoregressive.State state;

    AutoregressiveLaws(int k, int channels, int p, Noise noise) {
        this.k = k;
        this.channels = channels;
        this.p = p;
        this.row = p + 3;
        this.noise = noise;
        this.means = new double[k * channels];
    }

    Components of(Autoregressive.State s) {
        state = s;
        for (int i = 0; i < k; i++) {
            for (int c = 0; c < channels; c++) {
                means[i * channels + c] = mean(s, i, c);
            }
        }
        return this;
    }

    /** c + Σ φ_l x_{t−l}. */
    double mean(Autoregressive.State s, int i, int c) {
        int at = (i * channels + c) * row;
        double sum = s.parameters[at];
        for (int l = 0; l < p; l++) {
            sum += s.parameters[at + 1 + l] * s.lags[c * p + l];
        }
        return sum;
    }

    private double scale(int i, int c) {
        return state.parameters[(i * channels + c) * row + p + 1];
    }

    private double logScale(int i, int c) {
        return state.parameters[(i * channels + c) * row + p + 2];
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
        double z = (x - means[i * channels + c]) / scale(i, c);
        return noise.logDensity(z) - logScale(i, c);
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
    public double mean(int i, int c) {
        return means[i * channels + c];
    }

    @Override
    public double variance(int i, int c) {
        double scale = scale(i, c);
        return scale * scale * noise.variance();
    }

    @Override
    public double cdf(int i, int c, double x) {
        double z = (x - means[i * channels + c]) / scale(i, c);
        return noise.cdf(z);
    }

    @Override
    public Observation sample(int i, long time, RandomGenerator random) {
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = means[i * channels + c] + noise.draw(random) * scale(i, c);
        }
        return new Reading(time, values);
    }
}
