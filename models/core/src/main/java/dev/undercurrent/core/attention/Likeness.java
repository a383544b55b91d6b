package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;

/**
 * What a closed regime is known by: exemplars of its windows' shapes, and how its own windows lie about them, in level, in spread,
 * and in distance from the nearest exemplar.
 */
final class Likeness {

    /** Exemplars of a regime. */
    static final int EXEMPLARS = 32;

    /** Windows a regime is measured by. */
    private static final int PROBES = 32;

    /** Floor of a squared distance: a hundred-thousandth of that of unrelated windows. */
    private static final double NEAR = 1e-5 * 2 * Segmentation.WIDTH;

    /** Independent windows that a segment counts for at most. */
    private static final double MOST = 16;

    /** Share of a regime's own spread that two visits to it may differ by. */
    private static final double VISIT = 0.3;

    /** Nats that one measure may weigh for or against. */
    private static final double CAP = 10;

    private static final int FIELDS = 2;

    /** Id of the regime. */
    final int id;

    /** [channels][EXEMPLARS · w] windows of mean 0 and variance 1, the oldest row of each first. */
    private final float[][] shapes;

    // [1 + 2 channels] measures: logarithm of the squared distance from the nearest exemplar; of each channel the
    // window's
    // mean, and the logarithm of its deviation
    private final double[] mean;
    private final double[] deviation;

    /** Independent windows that the measures are of. */
    private double mass;

    private Likeness(int id, int channels) {
        this.id = id;
        this.shapes = new float[channels][EXEMPLARS * Segmentation.WIDTH];
        this.mean = new double[1 + FIELDS * channels];
        this.deviation = new double[mean.length];
    }

    /** Of the windows that end {@code from} to {@code to} rows back, {@code to} not among them. */
    static Likeness of(int id, Past past, int from, int to) {
        Likeness k = new Likeness(id, past.channels());
        for (int e = 0; e < EXEMPLARS; e++) {
            k.take(e, past, from + (int) ((2L * e + 1) * (to - from) / (2 * EXEMPLARS)));
        }
        k.measure(past, from, to, k.mean, k.deviation);
        k.mass = mass(from, to);
        return k;
    }

    /** A later visit to the same regime: every other exemplar is replaced, measures are averaged. */
    Likeness with(Likeness later) {
        Likeness k = new Likeness(id, shapes.length);
        int w = Segmentation.WIDTH;
        for (int c = 0; c < shapes.length; c++) {
            for (int e = 0; e < EXEMPLARS; e++) {
                float[] source = (e & 1) == 0 ? shapes[c] : later.shapes[c];
                System.arraycopy(source, e * w, k.shapes[c], e * w, w);
            }
        }
        double share = later.mass / (mass + later.mass);
        for (int i = 0; i < mean.length; i++) {
            double d = later.mean[i] - mean[i];
            k.mean[i] = mean[i] + share * d;
            double variance = (1 - share) * deviation[i] * deviation[i]
                    + share * later.deviation[i] * later.deviation[i]
                    + share * (1 - share) * d * d;
            k.deviation[i] = Math.sqrt(variance);
        }
        k.mass = Math.min(2 * MOST, mass + later.mass);
        return k;
    }

    private static double mass(int from, int to) {
        return Math.min(MOST, Math.max(1, (to - from) / (double) Segmentation.WIDTH));
    }

    private void take(int e, Past past, int lag) {
        int w = Segmentation.WIDTH;
        int at = past.head + lag;
        for (int c = 0; c < shapes.length; c++) {
            for (int i = 0; i < w; i++) {
                double z = past.units[c][at + w - 1 - i] - past.mean[c][at];
                shapes[c][e * w + i] = (float) (z * past.inverse[c][at]);
            }
        }
    }

    /** Means and deviations of the measures over windows spread evenly from {@code from} to {@code to}. */
    private void measure(Past past, int from, int to, double[] m, double[] s) {
        int probes = Math.min(PROBES, to - from);
        java.util.Arrays.fill(m, 0);
        java.util.Arrays.fill(s, 0);
        double[] one = new double[m.length];
        for (int p = 0; p < probes; p++) {
            read(past, from + (int) ((long) p * (to - from) / probes), one);
            for (int i = 0; i < m.length; i++) {
                double d = one[i] - m[i];
                m[i] += d / (p + 1);
                s[i] += d * (one[i] - m[i]);
            }
        }
        for (int i = 0; i < m.length; i++) {
            s[i] = Math.sqrt(s[i] / probes);
        }
    }

    private void read(Past past, int lag, double[] one) {
        one[0] = Elementary.log(NEAR + nearest(past, lag));
        for (int c = 0; c < shapes.length; c++) {
            int at = past.head + lag;
            one[1 + FIELDS * c] = past.offset[c] + past.scale[c] * past.mean[c][at];
            double spread = past.inverse[c][at] > 0 ? past.scale[c] / past.inverse[c][at] : past.scale[c];
            one[2 + FIELDS * c] = Elementary.log(spread);
        }
    }

    private double nearest(Past past, int lag) {
        int w = Segmentation.WIDTH;
        int at = past.head + lag;
        double best = Double.NEGATIVE_INFINITY;
        for (int e = 0; e < EXEMPLARS; e++) {
            double correlation = 0;
            for (int c = 0; c < shapes.length; c++) {
                double sum = 0;
                for (int i = 0; i < w; i++) {
                    sum += shapes[c][e * w + i] * (past.units[c][at + w - 1 - i] - past.mean[c][at]);
                }
                correlation += sum * past.inverse[c][at];
            }
            best = Math.max(best, correlation);
        }
        return 2 * Math.max(0, w - best / shapes.length);
    }

    /**
     * How much better this regime explains the windows that end {@code from} to {@code to} rows back than another regime would,
     * in nats. Each measure's mean has, in the same regime, a Gaussian law about this regime's; in another one it lies
     * anywhere: the distance about e times as far, the level within the spread of the series, the deviation within a factor e.
     */
    double evidence(Past past, int from, int to) {
        double[] m = new double[mean.length];
        double[] s = new double[mean.length];
        measure(past, from, to, m, s);
        double n = mass(from, to);
        double factor = 1 / n + 1 / mass + VISIT * VISIT;
        double same = Math.max(deviation[0], 0.2);
        double sum = ratio(m[0] - mean[0], same * same * factor, m[0] - mean[0] - 1, 1 + same * same * factor);
        double each = 0;
        for (int c = 0; c < shapes.length; c++) {
            double within = Elementary.exp(mean[2 + FIELDS * c]);
            double level = Math.max(deviation[1 + FIELDS * c], 0.1 * within);
            double d = m[1 + FIELDS * c] - mean[1 + FIELDS * c];
            double own = level * level * factor;
            each += shared(ratio(d, own, d, own + past.scale[c] * past.scale[c]));
            double spread = Math.max(deviation[2 + FIELDS * c], 0.1);
            double e = m[2 + FIELDS * c] - mean[2 + FIELDS * c];
            each += shared(ratio(e, spread * spread * factor, e, spread * spread * factor + 1));
        }
        return sum + each / Math.sqrt(shapes.length);
    }

    /** The same where the other regime has this measure in common with this one as likely as not. */
    private static double shared(double ratio) {
        return ratio + Elementary.log(2) - Elementary.log1p(Elementary.exp(ratio));
    }

    /** log N(a; 0, v) − log N(b; 0, u), within bounds. */
    private static double ratio(double a, double v, double b, double u) {
        double r = 0.5 * (Elementary.log(u / v) + b * b / u - a * a / v);
        return Math.min(Math.max(r, -CAP), CAP);
    }

    /** Bytes: int id, double mass, per measure double mean and deviation, per channel 640 floats of exemplars. */
    void write(ByteSink out) {
        out.writeInt(id);
        out.writeDouble(mass);
        out.writeDoubles(mean);
        out.writeDoubles(deviation);
        for (float[] of : shapes) {
            out.writeFloats(of);
        }
    }

    static Likeness read(ByteSource in, int channels) {
        Likeness k = new Likeness(in.readInt(), channels);
        k.mass = in.readDouble();
        System.arraycopy(in.readDoubles(k.mean.length), 0, k.mean, 0, k.mean.length);
        System.arraycopy(in.readDoubles(k.mean.length), 0, k.deviation, 0, k.mean.length);
        for (int c = 0; c < channels; c++) {
            System.arraycopy(in.readFloats(k.shapes[c].length), 0, k.shapes[c], 0, k.shapes[c].length);
        }
        return k;
    }
}
