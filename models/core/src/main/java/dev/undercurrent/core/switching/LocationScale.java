package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Special;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.Arrays;

/**
 * Memoryless experts with independent channels: Gaussian or Student-t emissions of a classical HMM.
 *
 * <p>Learning is the EM for location and scale, by the scale-mixture form for Student-t (McLachlan &amp; Krishnan 2008,
 * §2.6): an observation at standardised distance z counts with weight u = (ν + 1) / (ν + z²).
 *
 * <p>State: float[K * (1 + 3 D)], per expert its mass, then per channel Σu, location, scale.
 */
public final class LocationScale implements Experts<float[]> {

    /** Observations that the pooled prior counts for. */
    static final float PRIOR_MASS = 5;

    /** Numbers per expert and channel. */
    static final int FIELDS = 3;

    /** Responsibility below which nothing is learnt: two hundred such events would weigh less than one. */
    private static final double NEGLIGIBLE = 5e-3;

    /** Squared standardised distance from which on an observation says nothing about an expert, and might overflow. */
    private static final double BEYOND = 1e12;

    private final int k;
    private final int channels;
    private final Noise noise;
    private final double floor;
    private final int row;
    private final float[] prior;
    private final ChannelLaws laws;

    private LocationScale(int k, int channels, Noise noise, double floor, float[] prior) {
        this.k = k;
        this.channels = channels;
        this.noise = noise;
        this.floor = floor;
        this.row = 1 + FIELDS * channels;
        this.prior = prior;
        this.laws = new ChannelLaws(k, channels, noise);
    }

    /**
     * Experts for standardised input: locations at the quantiles of a standard normal, so that they cover what is to be
     * expected of a key of which nothing is known but its offset and scale.
     *
     * @param k number of experts, ≥ 1
     * @param channels ≥ 1
     * @param degreesOfFreedom ν > 2 of Student-t emissions, or +∞ for Gaussian
     * @param floor smallest scale an expert may have, > 0, in standardised units
     */
    public static LocationScale standard(int k, int channels, double degreesOfFreedom, double floor) {
        double[][] mean = new double[k][channels];
        double[][] scale = new double[k][channels];
        for (int i = 0; i < k; i++) {
            Arrays.fill(mean[i], k == 1 ? 0 : 1.2 * Special.normalQuantile((i + 0.5) / k));
            Arrays.fill(scale[i], k == 1 ? 1 : Math.max(1.8 / k, floor));
        }
        return of(mean, scale, degreesOfFreedom, floor);
    }

    /**
     * Experts with given locations and scales.
     *
     * @param mean [K][channels]
     * @param scale [K][channels], each ≥ floor
     * @param degreesOfFreedom ν > 2, or +∞ for Gaussian
     * @param floor smallest scale an expert may have, > 0
     */
    public static LocationScale of(double[][] mean, double[][] scale, double degreesOfFreedom, double floor) {
        return of(mean, scale, degreesOfFreedom, floor, PRIOR_MASS);
    }

    /**
     * The same, counting for more or fewer observations.
     *
     * @param mass observations that these locations and scales count for, > 0
     */
    public static LocationScale of(
            double[][] mean, double[][] scale, double degreesOfFreedom, double floor, double mass) {
        int k = mean.length;
        if (k < 1 || !(degreesOfFreedom > 2) || !(floor > 0)) {
            throw new IllegalArgumentException("experts " + k + " (allowed: at least 1), degrees of freedom "
                    + degreesOfFreedom + " (allowed: more than 2), floor " + floor + " (allowed: more than 0)");
        }
        int channels = mean[0].length;
        int row = 1 + FIELDS * channels;
        float[] prior = new float[k * row];
        for (int i = 0; i < k; i++) {
            prior[i * row] = (float) mass;
            for (int c = 0; c < channels; c++) {
                if (!(scale[i][c] >= floor)) {
                    throw new IllegalArgumentException("scale of expert " + i + ", channel " + c + " is " + scale[i][c]
                            + "; allowed: at least " + floor);
                }
                int at = i * row + 1 + FIELDS * c;
                prior[at] = (float) mass;
                prior[at + 1] = (float) mean[i][c];
                prior[at + 2] = (float) scale[i][c];
            }
        }
        return new LocationScale(k, channels, new Noise(degreesOfFreedom), floor, prior);
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
    public float[] start() {
        return prior.clone();
    }

    @Override
    public Components components(float[] s) {
        for (int i = 0; i < k; i++) {
            int at = i * row + 1;
            for (int c = 0; c < channels; c++, at += FIELDS) {
                laws.show(i, c, s[at + 1], s[at + 2]);
            }
        }
        return laws;
    }

    @Override
    public void learn(float[] s, Observation x, double[] responsibilities, double memory) {
        double[] values = ((Reading) x).values();
        for (int i = 0; i < k; i++) {
            double g = responsibilities[i];
            if (!(g > NEGLIGIBLE)) {
                continue;
            }
            int at = i * row;
            double keep = 1 - g / memory;
            double mass = s[at] * keep + g;
            s[at] = (float) mass;
            at++;
            for (int c = 0; c < channels; c++, at += FIELDS) {
                double y = values[c];
                if (Double.isNaN(y)) {
                    continue;
                }
                double square = (double) s[at + 2] * s[at + 2];
                double d = y - s[at + 1];
                if (!(d * d < BEYOND * square)) {
                    continue;
                }
                double gu = g * noise.weight(d * d, square);
                double u = s[at] * keep + gu;
                double step = gu / u;
                // Σ γu (y − μ)² about the moving location, as a running mean over the mass
                double variance = (square * (mass - g) + gu * (1 - step) * d * d) / mass;
                set(s, at, u, s[at + 1] + step * d, variance);
            }
        }
    }

    private void set(float[] s, int at, double u, double location, double variance) {
        double scale = Math.sqrt(Math.max(variance, floor * floor));
        s[at] = (float) u;
        s[at + 1] = (float) location;
        s[at + 2] = (float) scale;
    }

    @Override
    public int statistics() {
        return 1 + 3 * channels;
    }

    @Override
    public void sufficient(float[] s, Observation x, double[] out) {
        double[] values = ((Reading) x).values();
        int m = statistics();
        for (int i = 0; i < k; i++) {
            out[i * m] = 1;
            for (int c = 0; c < channels; c++) {
                int at = i * row + 1 + FIELDS * c;
                // a missing value is replaced by what the expert expects of it: the expectation step of EM
                double scale = s[at + 2];
                boolean missing = Double.isNaN(values[c]);
                double y = missing ? s[at + 1] : values[c];
                double d = (y - s[at + 1]) / scale;
                double u = missing ? 1 : noise.weight(d * d);
                int o = i * m + 1 + 3 * c;
                out[o] = u;
                out[o + 1] = u * y;
                out[o + 2] = u * y * y + (missing ? scale * scale : 0);
            }
        }
    }

    @Override
    public void maximise(float[] s, int i, double[] mean, double mass) {
        double g = mean[0];
        if (!(g > 0)) {
            return;
        }
        int at = i * row;
        s[at] = (float) (g * mass);
        at++;
        for (int c = 0; c < channels; c++, at += FIELDS) {
            double u = mean[1 + 3 * c];
            if (u > 0) {
                double location = mean[2 + 3 * c] / u;
                set(s, at, u * mass, location, (mean[3 + 3 * c] - u * location * location) / g);
            }
        }
    }

    @Override
    public void sums(float[] s, int i, double[] out) {
        int at = i * row;
        double mass = s[at];
        out[0] = mass;
        at++;
        for (int c = 0; c < channels; c++, at += FIELDS) {
            double u = s[at];
            double location = s[at + 1];
            double scale = s[at + 2];
            out[1 + 3 * c] = u;
            out[2 + 3 * c] = u * location;
            out[3 + 3 * c] = mass * scale * scale + u * location * location;
        }
    }

    @Override
    public void observe(float[] state, Observation x, double[] predicted, double learning) {
        // memoryless
    }

    @Override
    public void reset(float[] s, int i) {
        System.arraycopy(prior, i * row, s, i * row, row);
    }

    @Override
    public void restart(float[] s, int i, double[] mean, double[] variance) {
        int at = i * row;
        s[at] = PRIOR_MASS;
        at++;
        for (int c = 0; c < channels; c++, at += FIELDS) {
            set(s, at, PRIOR_MASS, mean[c], variance[c] / noise.variance());
        }
    }

    @Override
    public void rescale(float[] s, int channel, double factor, double shift) {
        for (int i = 0; i < k; i++) {
            int at = i * row + 1 + FIELDS * channel;
            double scale = Math.abs(factor) * s[at + 2];
            set(s, at, s[at], factor * s[at + 1] + shift, scale * scale);
        }
    }

    @Override
    public boolean degenerate(float[] s, int i) {
        for (int at = i * row; at < (i + 1) * row; at++) {
            if (!Float.isFinite(s[at])) {
                return true;
            }
        }
        return !(s[i * row] > 0);
    }

    @Override
    public StateCodec<float[]> codec() {
        return new StateCodec<>() {
            @Override
            public void write(float[] state, ByteSink out) {
                out.writeFloats(state);
            }

            @Override
            public float[] read(ByteSource in) {
                return in.readFloats(k * row);
            }

            @Override
            public float[] copy(float[] state) {
                return state.clone();
            }
        };
    }
}
