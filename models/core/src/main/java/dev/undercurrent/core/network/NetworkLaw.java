package dev.undercurrent.core.network;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Density;
import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;
import java.util.random.RandomGenerator;

/** Independent channels, each under a mixture of K = {@value NetworkSpec#MIXTURE} Student-t laws of finite variance. */
public final class NetworkLaw implements Density {

    private static final int K = NetworkSpec.MIXTURE;
    private static final int SHIFT = 8;
    private static final double LARGE = 1e4;

    private final Channel[] channels;

    /** @param channels at least 1; each to be {@link #set} before this is asked */
    NetworkLaw(int channels) {
        this.channels = new Channel[channels];
        for (int c = 0; c < channels; c++) {
            this.channels[c] = new Channel();
        }
    }

    /**
     * Sets the law of one channel.
     *
     * @param law [4 K] as {@link StepHead} writes it
     * @param offset m, in the unit of the series
     * @param scale s &gt; 0, in the unit of the series
     */
    void set(int channel, float[] law, double offset, double scale) {
        channels[channel].set(law, offset, scale);
    }

    /**
     * Log density at 0 of Student's t with ν ≥ 2 degrees of freedom: Special.studentLogConstant within 1e-12, with a single
     * logarithm. With x = ν/2, Γ(x + ½)/Γ(x) is moved on to y = x + 8 by its recurrence, where log Γ(y + ½) − log Γ(y) = ½ log y
     * − 1/(8y) + 1/(192y³) − 1/(640y⁵) + 17/(14336y⁷) − 31/(18432y⁹) + … (Abramowitz &amp; Stegun 1964, 6.1.40).
     */
    static double peak(double degrees) {
        double x = 0.5 * degrees;
        double y = x;
        double above = 1;
        double below = 1;
        if (x < LARGE) {
            for (int i = 0; i < SHIFT; i++) {
                above *= y;
                below *= y + 0.5;
                y++;
            }
        }
        double u = 1 / y;
        double square = u * u;
        double series = u
                * (-0.125
                        + square
                                * (1.0 / 192
                                        + square * (-1.0 / 640 + square * (17.0 / 14336 - square * (31.0 / 18432)))));
        return Elementary.log(above / below * Math.sqrt(y / (2 * Math.PI * x))) + series;
    }

    @Override
    public int channels() {
        return channels.length;
    }

    @Override
    public double surprisal(Observation x) {
        double[] values = ((Reading) x).values();
        double sum = 0;
        for (int c = 0; c < channels.length; c++) {
            sum += surprisal(c, values[c]);
        }
        return sum;
    }

    @Override
    public double surprisal(int channel, double x) {
        return Double.isNaN(x) ? 0 : channels[channel].surprisal(x);
    }

    /**
     * Of one present channel the two-sided tail 2 min(F(x), 1 − F(x)): uniform under this law, relative error below 1e-4, far
     * out too; where a channel's law has several modes its order is that of distance from the median, not of surprisal. Of
     * more channels each is mapped to the normal deviate of equal tail, and the sum of their squares is referred to its χ²:
     * uniform too.
     */
    @Override
    public double tail(Observation x) {
        double[] values = ((Reading) x).values();
        double excess = 0;
        double tail = 1;
        int present = 0;
        for (int c = 0; c < channels.length; c++) {
            if (!Double.isNaN(values[c])) {
                if (present > 0) {
                    excess += gaussianExcess(tail);
                }
                tail = channels[c].tail(values[c]);
                present++;
            }
        }
        return present < 2 ? tail : Special.chiSquareTail(present, excess + gaussianExcess(tail));
    }

    private static double gaussianExcess(double tail) {
        double z = Special.normalQuantile(0.5 * tail);
        return 0.5 * z * z;
    }

    @Override
    public Reading sample(long time, RandomGenerator random) {
        double[] values = new double[channels.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = channels[c].draw(random);
        }
        return new Reading(time, values);
    }

    @Override
    public double mean(int channel) {
        return channels[channel].mixture.mean(0);
    }

    @Override
    public double variance(int channel) {
        return channels[channel].mixture.variance(0);
    }

    @Override
    public double cdf(int channel, double x) {
        return channels[channel].mixture.cdf(0, x);
    }

    /** Within 1e-12 of |quantile| + standard deviation. */
    @Override
    public double quantile(int channel, double p) {
        return channels[channel].mixture.quantile(0, p);
    }

    /** The components of one channel, in the unit of the series. */
    private static final class Channel implements Components {

        private final double[] weights = new double[K];
        private final double[] location = new double[K];
        private final double[] scale = new double[K];
        private final double[] degrees = new double[K];
        /** Log density at the location, nats. */
        private final double[] peak = new double[K];

        private final Mixture mixture = new Mixture(weights, this);

        // of the value asked for last; a law is asked for the same one several times
        private double seen = Double.NaN;
        /** [K] |seen − location| / scale. */
        private final double[] distance = new double[K];
        /** [K] log(1 + distance² / degrees). */
        private final double[] logs = new double[K];

        private final double[] logDensities = new double[K];
        private double surprisal;
        private double tail;

        private void set(float[] law, double m, double s) {
            double logScale = Elementary.log(s);
            double sum = 0;
            for (int k = 0; k < K; k++) {
                location[k] = m + s * law[k];
                scale[k] = s * Elementary.exp(law[K + k]);
                degrees[k] = law[2 * K + k];
                peak[k] = peak(degrees[k]) - law[K + k] - logScale;
                weights[k] = Elementary.exp(law[3 * K + k]);
                sum += weights[k];
            }
            for (int k = 0; k < K; k++) {
                weights[k] /= sum;
            }
            mixture.refresh(this);
            seen = Double.NaN;
        }

        private void attend(double x) {
            if (x == seen) {
                return;
            }
            seen = x;
            surprisal = Double.NaN;
            tail = Double.NaN;
            for (int k = 0; k < K; k++) {
                distance[k] = Math.abs((x - location[k]) / scale[k]);
                logs[k] = log(distance[k], degrees[k]);
            }
        }

        private double surprisal(double x) {
            attend(x);
            if (Double.isNaN(surprisal)) {
                for (int k = 0; k < K; k++) {
                    logDensities[k] = peak[k] - 0.5 * (degrees[k] + 1) * logs[k];
                }
                surprisal = 0.0 - Mixture.logSumWeighted(weights, logDensities, K);
            }
            return surprisal;
        }

        private double tail(double x) {
            attend(x);
            if (Double.isNaN(tail)) {
                double below = 0;
                double above = 0;
                for (int k = 0; k < K; k++) {
                    double beyond = Special.studentTailRounded(distance[k], degrees[k], logs[k]);
                    boolean left = x < location[k];
                    below += weights[k] * (left ? beyond : 1 - beyond);
                    above += weights[k] * (left ? 1 - beyond : beyond);
                }
                tail = Math.min(1, 2 * Math.min(below, above));
            }
            return tail;
        }

        private double draw(RandomGenerator random) {
            int k = Draw.index(random, weights, K);
            return location[k] + scale[k] * Draw.student(random, degrees[k]);
        }

        @Override
        public int count() {
            return K;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public void logDensities(Observation x, double[] out) {
            double value = ((Reading) x).values()[0];
            for (int k = 0; k < K; k++) {
                out[k] = Double.isNaN(value) ? 0 : logDensity(k, 0, value);
            }
        }

        @Override
        public double logDensity(int k, int channel, double x) {
            double log = log(Math.abs((x - location[k]) / scale[k]), degrees[k]);
            return peak[k] - 0.5 * (degrees[k] + 1) * log;
        }

        /** log(1 + z²/ν), also where z² overflows. */
        private static double log(double z, double nu) {
            return z < 1e150 ? Elementary.log1p(z * z / nu) : 2 * Elementary.log(z) - Elementary.log(nu);
        }

        @Override
        public double peakLogDensity(int k, Observation x) {
            return x.missing() ? 0 : peak[k];
        }

        @Override
        public double mean(int k, int channel) {
            return location[k];
        }

        @Override
        public double variance(int k, int channel) {
            return scale[k] * scale[k] * degrees[k] / (degrees[k] - 2);
        }

        @Override
        public double cdf(int k, int channel, double x) {
            return Special.studentCdf((x - location[k]) / scale[k], degrees[k]);
        }

        @Override
        public Observation sample(int k, long time, RandomGenerator random) {
            return new Reading(time, new double[] {location[k] + scale[k] * Draw.student(random, degrees[k])});
        }
    }
}
