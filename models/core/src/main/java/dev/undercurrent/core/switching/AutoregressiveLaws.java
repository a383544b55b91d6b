package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;

/** The one-step laws of {@link Autoregressive} experts, as they follow from a state's parameters and lags. */
final class AutoregressiveLaws extends ChannelLaws {

    private final int p;
    private final int row;
    private final double[] means;
    private Autoregressive.State state;

    AutoregressiveLaws(int k, int channels, int p, Noise noise) {
        super(k, channels, noise);
        this.p = p;
        this.row = p + 3;
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

    @Override
    double scale(int i, int c) {
        return state.parameters[(i * channels + c) * row + p + 1];
    }

    @Override
    double logScale(int i, int c) {
        return state.parameters[(i * channels + c) * row + p + 2];
    }

    @Override
    public double mean(int i, int c) {
        return means[i * channels + c];
    }
}
