package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;

/**
 * How far the window that ends now is from the nearest ones of the key's own past: attention by distance, of which only the
 * scores of the nearest keys are kept. Windows fade: D_t(l) = |u_t − u_{t−l}|² + λ D_{t−1}(l) for every lag l, so that an
 * event costs one pass over the lags for each λ whatever the length of the window. Told are, for each span of a moving mean
 * and each λ, log(mean √((1 − λ) D) over the {@value #NEAREST} nearest + {@value #FLOOR}).
 *
 * <p>Values are taken relative to location and scale of the first {@value #SETTLING} events; nothing is told before. A
 * missing value stands for the last one of its channel. Distances of several channels add up.
 */
public final class WindowNovelty {

    /** Events that location and scale are taken from. */
    static final int SETTLING = 225;

    /** Lengths of the moving means, in events. */
    private static final int[] SPANS = {1, 6, 24};

    /** λ: memory of a window. */
    private static final float[] FADING = {0, 0.6f, 0.8f, 0.9f, 0.97f};

    /** Lags too short to be another window, by λ. */
    private static final int[] NEAR = {1, 4, 8, 32, 100};

    /** Values that a young key has room for; it grows with the key. */
    private static final int ROOM = 256;

    private static final int NEAREST = 3;
    private static final double FLOOR = 1e-3;

    /** Scales beyond which a value counts as this far. */
    private static final float FARTHEST = 50;

    /** Values so far away, and not back, after which the scale is too small. */
    private static final int TOO_FAR = 16;

    private final int windows;
    private final int channels;
    private final double[][] told = new double[SPANS.length][FADING.length];
    private final float[] gaps;

    /**
     * @param windows longest lag, 256 to 100,000
     * @param channels ≥ 1
     */
    public WindowNovelty(int windows, int channels) {
        if (windows < ROOM || windows > 100_000) {
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
        return FADING.length;
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

        Track[] tracks;

        State(int channels) {
            location = new double[channels];
            scale = new double[channels];
            far = new int[channels];
        }
    }

    /** The past of one moving mean, newest first from {@code head}, and its distances by lag. */
    private static final class Track {
        float[][] past;
        float[][] distances;
        int head;
        int size;

        /** @param capacity values that there is room for */
        Track(int channels, int capacity) {
            past = new float[channels][2 * capacity];
            distances = new float[FADING.length - 1][capacity];
            head = capacity;
        }

        int capacity() {
            return distances[0].length;
        }

        /** Makes room for a value at the head; what is older than {@code most} values is forgotten. */
        void advance(int most) {
            if (size == capacity() && size < most) {
                grow(Math.min(2 * size, most));
            } else if (head == 0) {
                int kept = capacity() - 1;
                for (float[] values : past) {
                    System.arraycopy(values, 0, values, kept + 2, kept);
                }
                head = kept + 2;
            }
            head--;
            size = Math.min(size + 1, capacity());
        }

        private void grow(int capacity) {
            for (int c = 0; c < past.length; c++) {
                float[] wider = new float[2 * capacity];
                System.arraycopy(past[c], head, wider, capacity, size);
                past[c] = wider;
            }
            for (int i = 0; i < distances.length; i++) {
                distances[i] = Arrays.copyOf(distances[i], capacity);
            }
            head = capacity;
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
        s.tracks = new Track[SPANS.length];
        for (int g = 0; g < SPANS.length; g++) {
            s.tracks[g] = new Track(channels, ROOM);
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
            Track track = s.tracks[g];
            track.advance(windows + 1);
            for (int c = 0; c < channels; c++) {
                track.past[c][track.head] = g == 0 ? value(s, c, values[from + c]) : mean(s.tracks[0], c, SPANS[g]);
            }
            tell(track, told[g]);
        }
    }

    private float value(State s, int c, double x) {
        if (Double.isNaN(x)) {
            Track track = s.tracks[0];
            return track.size > 1 ? track.past[c][track.head + 1] : 0;
        }
        float u = (float) ((x - s.location[c]) / s.scale[c]);
        return Math.min(Math.max(u, -FARTHEST), FARTHEST);
    }

    private static float mean(Track track, int c, int span) {
        int n = Math.min(span, track.size);
        float sum = 0;
        for (int l = 0; l < n; l++) {
            sum += track.past[c][track.head + l];
        }
        return sum / n;
    }

    /** Halves the values of a channel: its scale was that of an untypical beginning. */
    private void widen(State s, int c) {
        s.scale[c] *= 2;
        s.far[c] = 0;
        for (Track track : s.tracks) {
            float[] past = track.past[c];
            for (int i = 0; i < past.length; i++) {
                past[i] *= 0.5f;
            }
        }
    }

    private void tell(Track track, double[] out) {
        int n = track.size;
        int head = track.head;
        for (int c = 0; c < channels; c++) {
            gaps(track.past[c], head, n, c == 0, gaps);
        }
        out[0] = novelty(nearest(gaps, NEAR[0] + 1, n), 0);
        for (int i = 1; i < FADING.length; i++) {
            float[] d = track.distances[i - 1];
            fade(d, FADING[i], gaps, n);
            out[i] = novelty(nearest(d, NEAR[i] + 1, n), FADING[i]);
        }
    }

    private static void gaps(float[] past, int head, int n, boolean fresh, float[] out) {
        float now = past[head];
        if (fresh) {
            for (int l = 0; l < n; l++) {
                float e = past[head + l] - now;
                out[l] = e * e;
            }
        } else {
            for (int l = 0; l < n; l++) {
                float e = past[head + l] - now;
                out[l] += e * e;
            }
        }
    }

    private static void fade(float[] d, float fading, float[] gaps, int n) {
        for (int l = 0; l < n; l++) {
            d[l] = gaps[l] + fading * d[l];
        }
    }

    private final float[] three = new float[NEAREST];

    /** The smallest distances of lags from..n − 1, ascending; scratch. */
    private float[] nearest(float[] d, int from, int n) {
        float a = Float.MAX_VALUE;
        float b = a;
        float c = a;
        for (int l = from; l < n; l++) {
            float v = d[l];
            if (v < c) {
                if (v < b) {
                    c = b;
                    if (v < a) {
                        b = a;
                        a = v;
                    } else {
                        b = v;
                    }
                } else {
                    c = v;
                }
            }
        }
        three[0] = a;
        three[1] = b;
        three[2] = c;
        return three;
    }

    private static double novelty(float[] nearest, float fading) {
        if (nearest[NEAREST - 1] == Float.MAX_VALUE) {
            return Elementary.log(FLOOR);
        }
        double sum = 0;
        for (float d : nearest) {
            sum += Math.sqrt(d * (1.0 - fading));
        }
        return Elementary.log(sum / NEAREST + FLOOR);
    }

    /**
     * Bytes: int seen, then per channel double location, double scale, int far; before {@value #SETTLING} events double[] of
     * the values so far; after them per span int size, then the past of each channel and the distances of each λ, newest
     * first, as float[size].
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
        for (Track track : s.tracks) {
            out.writeInt(track.size);
            for (float[] past : track.past) {
                for (int l = 0; l < track.size; l++) {
                    out.writeFloat(past[track.head + l]);
                }
            }
            for (float[] d : track.distances) {
                for (int l = 0; l < track.size; l++) {
                    out.writeFloat(d[l]);
                }
            }
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
        s.tracks = new Track[SPANS.length];
        for (int g = 0; g < SPANS.length; g++) {
            int size = in.readCount("windows", 0, windows + 1);
            Track track = new Track(channels, Math.min(windows + 1, Math.max(ROOM, size)));
            s.tracks[g] = track;
            track.size = size;
            for (float[] past : track.past) {
                for (int l = 0; l < track.size; l++) {
                    past[track.head + l] = in.readFloat();
                }
            }
            for (float[] d : track.distances) {
                for (int l = 0; l < track.size; l++) {
                    d[l] = in.readFloat();
                }
            }
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
