package dev.undercurrent.core.attention;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;

/**
 * The last rows of a key, apart from the model that remembered them: what another one can start from. Written as {@link
 * WindowMemory} writes its own, so that they can be read from there too, whatever else is in the state.
 */
public final class RecentRows {

    /** Rows at most. */
    public static final int MOST = 1024;

    /** The newest at the lowest index. */
    private final long[] times;

    /** [rows][channels], likewise. */
    private final double[][] values;

    private RecentRows(Past past) {
        int n = Math.min(past.rows(), MOST);
        times = new long[n];
        values = new double[n][past.channels()];
        for (int lag = 0; lag < n; lag++) {
            times[lag] = past.times[past.head + lag];
            for (int c = 0; c < past.channels(); c++) {
                values[lag][c] = past.values[c][past.head + lag];
            }
        }
    }

    /** Those that a memory holds. */
    public static RecentRows of(WindowMemory.State memory) {
        return new RecentRows(memory.segments.past);
    }

    /** Rows kept by a memory of these settings. */
    public static int kept(MemorySettings settings) {
        return settings.windows() + Fading.DEPTH + Products.EXACT;
    }

    /** Number of rows. */
    public int size() {
        return times.length;
    }

    /** A row, the oldest first; one without values has the time of the one before it. */
    public Reading get(int i) {
        int lag = times.length - 1 - i;
        return new Reading(times[lag], values[lag].clone());
    }

    /** Marks the place, and writes these rows there as a memory that keeps {@link #MOST} of them would. */
    public void write(ByteSink out) {
        int channels = values.length == 0 ? 0 : values[0].length;
        Past past = new Past(channels, Segmentation.WIDTH, MOST);
        for (int i = 0; i < times.length; i++) {
            Reading row = get(i);
            past.push(row.time(), row.values());
        }
        out.mark();
        past.write(out);
    }

    /**
     * Reads what {@link #write} or a memory wrote from its mark on.
     *
     * @param kept rows that the writer keeps
     */
    public static RecentRows read(ByteSource in, int channels, int kept) {
        return new RecentRows(Past.read(in, channels, Segmentation.WIDTH, kept));
    }
}
