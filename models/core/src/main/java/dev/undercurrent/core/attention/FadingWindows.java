package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;

/**
 * The past of one stream, and how far the window that ends now is from the one that ended each lag ago: D(l) = |u_t −
 * u_{t−l}|² + λ D(l), for several λ. All arrays are by lag, newest first, so that an event is one pass over each.
 */
final class FadingWindows {

    private static final Kernel KERNEL = Kernels.best();

    /** λ: memory of a window. */
    private static final float[] FADING = {0, 0.6f, 0.8f, 0.9f, 0.97f};

    /** Lags too short to be another window, by λ. */
    private static final int[] NEAR = {1, 4, 8, 32, 100};

    private static final int NEAREST = 3;
    private static final double FLOOR = 1e-3;

    /** Values that a young stream has room for; it grows with the key. */
    static final int ROOM = 256;

    /** [channels][2 · capacity], newest at {@code head}. */
    private final float[][] past;

    /** [λ > 0][capacity] */
    private final float[][] distances;

    private int head;
    private int size;

    FadingWindows(int channels) {
        this(channels, ROOM);
    }

    private FadingWindows(int channels, int capacity) {
        past = new float[channels][2 * capacity];
        distances = new float[FADING.length - 1][capacity];
        head = capacity;
    }

    /** Number of λ. */
    static int statistics() {
        return FADING.length;
    }

    private int capacity() {
        return distances[0].length;
    }

    /** Makes room for a value of now, which {@link #set} gives; what is older than {@code most} values is forgotten. */
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

    void set(int channel, float value) {
        past[channel][head] = value;
    }

    /** The value before that of now; 0 where there is none. */
    float last(int channel) {
        return size > 1 ? past[channel][head + 1] : 0;
    }

    /** Mean of the last values, that of now among them. */
    float mean(int channel, int span) {
        int n = Math.min(span, size);
        float sum = 0;
        for (int l = 0; l < n; l++) {
            sum += past[channel][head + l];
        }
        return sum / n;
    }

    /** Halves the values of a channel. */
    void halve(int channel) {
        float[] values = past[channel];
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.5f;
        }
    }

    /**
     * Takes in the values of now, once all are set.
     *
     * @param out [λ] log(mean √((1 − λ) D) over the nearest + floor)
     * @param gaps scratch, at least as long as the past
     */
    void tell(double[] out, float[] gaps, ThreeSmallest nearest) {
        Arrays.fill(gaps, 0, size, 0);
        for (float[] values : past) {
            KERNEL.addSquares(values, head, values[head], gaps, size);
        }
        out[0] = novelty(nearest.find(gaps, NEAR[0] + 1, size), FADING[0]);
        for (int i = 1; i < FADING.length; i++) {
            float[] d = distances[i - 1];
            fade(d, FADING[i], gaps, size);
            out[i] = novelty(nearest.find(d, NEAR[i] + 1, size), FADING[i]);
        }
    }

    private static void fade(float[] d, float fading, float[] gaps, int n) {
        for (int l = 0; l < n; l++) {
            d[l] = gaps[l] + fading * d[l];
        }
    }

    private static double novelty(ThreeSmallest nearest, float fading) {
        if (nearest.third() == Float.MAX_VALUE) {
            return Elementary.log(FLOOR);
        }
        double share = 1.0 - fading;
        double sum = Math.sqrt(nearest.first() * share)
                + Math.sqrt(nearest.second() * share)
                + Math.sqrt(nearest.third() * share);
        return Elementary.log(sum / NEAREST + FLOOR);
    }

    /** Bytes: int size, then the past of each channel and the distances of each λ > 0, newest first, as float[size]. */
    void write(ByteSink out) {
        out.writeInt(size);
        for (float[] values : past) {
            for (int l = 0; l < size; l++) {
                out.writeFloat(values[head + l]);
            }
        }
        for (float[] d : distances) {
            for (int l = 0; l < size; l++) {
                out.writeFloat(d[l]);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    static FadingWindows read(ByteSource in, int channels, int most) {
        int size = in.readCount("windows", 0, most);
        FadingWindows windows = new FadingWindows(channels, Math.min(most, Math.max(ROOM, size)));
        windows.size = size;
        for (float[] values : windows.past) {
            System.arraycopy(in.readFloats(size), 0, values, windows.head, size);
        }
        for (float[] d : windows.distances) {
            System.arraycopy(in.readFloats(size), 0, d, 0, size);
        }
        return windows;
    }
}
