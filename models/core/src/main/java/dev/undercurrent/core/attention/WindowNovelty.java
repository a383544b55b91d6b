package dev.undercurrent.core.attention;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;

/**
 * How far the window that ends now is from the nearest ones of the key's own past: attention by distance, of which only the
 * scores of the nearest keys are kept. Windows fade: D_t(l) = |u_t − u_{t−l}|² + λ D_{t−1}(l) for every lag l, so that an
 * event costs one pass over the lags for each λ whatever the length of the window. Told are, for each span of a moving mean
 * and each λ, log(mean √((1 − λ) D) over the three nearest + 0.001).
 *
 * <p>Values are taken relative to location and scale of the first {@value #SETTLING} events; nothing is told before. A
 * missing value stands for the last one of its channel. Distances of several channels add up.
 */
public final class WindowNovelty {

    /** Events that location and scale are taken from. */
    static final int SETTLING = 225;

    /** Lengths of the moving means, in events. */
    private static final int[] SPANS = {1, 6, 24};

    /** Scales beyond which a value counts as this far. */
    private static final float FARTHEST = 50;

    /** Values so far away, and not back, after which the scale is too small. */
    private static final int TOO_FAR = 16;

    private final int windows;
    private final int channels;
    private final double[][] told = new double[SPANS.length][FadingWindows.statistics()];
    private final float[] gaps;
    private final ThreeSmallest nearest = new ThreeSmallest();

    /**
     * @param windows longest lag, 256 to 100,000
     * @param channels ≥ 1
     */
    public WindowNovelty(int windows, int channels) {
        if (windows < FadingWindows.ROOM || windows > 100_000) {
            throw new IllegalArgumentException("windows: " + windows + "; allowed: 256 to 100000");
        }
        this.windows = windows;
        this.channels = channels;
        this.gaps = new float[windows + 1];
    }

    /** Number of groups of {@link #update}'s answer. */
    public int groups() {
        return SPANS.length;
    }

    /** Number of statistics in each group. */
    public int statistics() {
        return FadingWindows.statistics();
    }

    /** What is carried for one key. */
    public static final class State {
        /** [SETTLING · channels] the first values; null once location and scale are known. */
        double[] first;

        int seen;
        final double[] location;
        final double[] scale;
        /** Values in excess that scale is too small for. */
        final int[] far;

        FadingWindows[] tracks;

        State(int channels) {
            location = new double[channels];
            scale = new double[channels];
            far = new int[channels];
        }
    }

    /** The state before the first event. */
    public State start() {
        State s = new State(channels);
        s.first = new double[SETTLING * channels];
        return s;
    }

    /**
     * Takes in an event.
     *
     * @param values [channels], NaN = missing
     * @return [groups][statistics], scratch; null while location and scale are unknown
     */
    public double[][] update(State s, double[] values) {
        if (s.first == null) {
            push(s, values, 0);
            return told;
        }
        System.arraycopy(values, 0, s.first, s.seen * channels, channels);
        s.seen++;
        if (s.seen == SETTLING) {
            settle(s);
        }
        return null;
    }

    private void settle(State s) {
        double[] first = s.first;
        s.first = null;
        for (int c = 0; c < channels; c++) {
            double[] sorted = new double[SETTLING];
            int n = 0;
            for (int t = 0; t < SETTLING; t++) {
                if (!Double.isNaN(first[t * channels + c])) {
                    sorted[n++] = first[t * channels + c];
                }
            }
            Arrays.sort(sorted, 0, n);
            locate(s, c, sorted, n);
        }
        s.tracks = new FadingWindows[SPANS.length];
        for (int g = 0; g < SPANS.length; g++) {
            s.tracks[g] = new FadingWindows(channels);
        }
        for (int t = 0; t < SETTLING; t++) {
            push(s, first, t * channels);
        }
    }

    /** Median, and the larger of deviation and half the distance between the 2 % quantiles. */
    private static void locate(State s, int c, double[] sorted, int n) {
        if (n == 0) {
            s.scale[c] = 1;
            return;
        }
        double median = 0.5 * sorted[(n - 1) / 2] + 0.5 * sorted[n / 2];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (sorted[i] - median) / n;
        }
        double square = 0;
        for (int i = 0; i < n; i++) {
            double d = sorted[i] - median - mean;
            square += d * (d / n);
        }
        double range = 0.5 * sorted[(int) (0.98 * (n - 1))] - 0.5 * sorted[(int) (0.02 * (n - 1))];
        double scale = Math.max(Math.max(range, Math.sqrt(square)), 1e-3 * Math.abs(median) + 1e-9);
        s.location[c] = median;
        s.scale[c] = Math.min(scale, 1e300);
    }

    private void push(State s, double[] values, int from) {
        for (int c = 0; c < channels; c++) {
            double x = values[from + c];
            if (!Double.isNaN(x) && Math.abs((x - s.location[c]) / s.scale[c]) > FARTHEST) {
                if (++s.far[c] > TOO_FAR) {
                    widen(s, c);
                }
            } else if (s.far[c] > 0) {
                s.far[c]--;
            }
        }
        for (int g = 0; g < SPANS.length; g++) {
            FadingWindows track = s.tracks[g];
            track.advance(windows + 1);
            for (int c = 0; c < channels; c++) {
                track.set(c, g == 0 ? value(s, c, values[from + c]) : s.tracks[0].mean(c, SPANS[g]));
            }
            track.tell(told[g], gaps, nearest);
        }
    }

    private float value(State s, int c, double x) {
        if (Double.isNaN(x)) {
            return s.tracks[0].last(c);
        }
        float u = (float) ((x - s.location[c]) / s.scale[c]);
        return Math.min(Math.max(u, -FARTHEST), FARTHEST);
    }

    /** Halves the values of a channel: its scale was that of an untypical beginning. */
    private void widen(State s, int c) {
        s.scale[c] *= 2;
        s.far[c] = 0;
        for (FadingWindows track : s.tracks) {
            track.halve(c);
        }
    }

    /**
     * Bytes: int seen, then per channel double location, double scale, int far; before {@value #SETTLING} events double[] of
     * the values so far; after them {@link FadingWindows} per span.
     */
    public void write(State s, ByteSink out) {
        out.writeInt(s.seen);
        for (int c = 0; c < channels; c++) {
            out.writeDouble(s.location[c]);
            out.writeDouble(s.scale[c]);
            out.writeInt(s.far[c]);
        }
        if (s.first != null) {
            for (int i = 0; i < s.seen * channels; i++) {
                out.writeDouble(s.first[i]);
            }
            return;
        }
        for (FadingWindows track : s.tracks) {
            track.write(out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public State read(ByteSource in) {
        State s = start();
        s.seen = in.readCount("events of a window novelty", 0, SETTLING);
        for (int c = 0; c < channels; c++) {
            s.location[c] = in.readDouble();
            s.scale[c] = in.readDouble();
            s.far[c] = in.readInt();
        }
        if (s.seen < SETTLING) {
            for (int i = 0; i < s.seen * channels; i++) {
                s.first[i] = in.readDouble();
            }
            return s;
        }
        s.first = null;
        s.tracks = new FadingWindows[SPANS.length];
        for (int g = 0; g < SPANS.length; g++) {
            s.tracks[g] = FadingWindows.read(in, channels, windows + 1);
        }
        return s;
    }

    /** An independent copy. */
    public State copy(State from) {
        ByteSink sink = new ByteSink(1024);
        write(from, sink);
        return read(new ByteSource(sink.toBytes()));
    }
}
