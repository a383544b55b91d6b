package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Elementary;

/** The laws of {@link LocationScale} experts, as they stand in a state. */
final class LocationScaleLaws extends ChannelLaws {

    private final int row;
    private float[] state;

    /** The bound that was asked for last, and the standardised distance where the excess reaches it. */
    private double asked = Double.NaN;

    private double reach;

    LocationScaleLaws(int k, int channels, Noise noise) {
        super(k, channels, noise);
        this.row = 1 + LocationScale.FIELDS * channels;
    }

    Components of(float[] s) {
        state = s;
        return this;
    }

    private int at(int i, int c) {
        return i * row + 1 + LocationScale.FIELDS * c;
    }

    @Override
    double scale(int i, int c) {
        return state[at(i, c) + 2];
    }

    @Override
    double logScale(int i, int c) {
        return Elementary.log(scale(i, c));
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
}
