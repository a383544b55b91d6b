package dev.undercurrent.core.attention;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;

/**
 * The k nearest windows of every window of the current segment, and how many of these votes cross each boundary in time. Both are
 * kept up with each new window: it is entered in the lists of the others as they are in its own.
 *
 * <p>Windows are told by lag, the newest being 0; the newest stands at the lowest index. Nearest windows that have been forgotten
 * since still count as what they were: votes for the time before. Of equally near windows a hash decides, so that in a series
 * that does not move votes fall everywhere alike.
 */
final class Neighbours {

    private final int k;
    private final int exclusion;
    private final int capacity;

    /** Windows that ever came. */
    long count;

    /** Windows of the segment that are held: lags 0 to size − 1. */
    int size;

    /** Windows of the segment that are not held any more. */
    long forgotten;

    private int head;

    /** [k][] squared distances, ascending in the first index; +∞ = none. */
    private final float[][] near;

    /** [k][] when that window came, relative to the window whose list it is. */
    private final short[][] when;

    // votes that cross the boundary before a window, as differences along time: that of lag l stands at head + l + 1
    private int[] forward;
    private int[] backward;

    /** Votes that go back across every boundary from the first window held on, but for those in {@link #backward}. */
    private int base;

    Neighbours(int k, int exclusion, int capacity) {
        this.k = k;
        this.exclusion = exclusion;
        this.capacity = capacity;
        this.head = 32;
        this.near = new float[k][head];
        this.when = new short[k][head];
        this.forward = new int[head + 1];
        this.backward = new int[head + 1];
    }

    int perWindow() {
        return k;
    }

    int capacity() {
        return capacity;
    }

    /** Differences of the counts of votes that go forward across boundaries; see {@link #boundary}. */
    int[] forward() {
        return forward;
    }

    /** Differences of the counts of votes that go back across boundaries. */
    int[] backward() {
        return backward;
    }

    int base() {
        return base;
    }

    /** Where the boundary before the window of this lag stands. */
    int boundary(int lag) {
        return head + lag + 1;
    }

    /** Squared distance of the r-th nearest window of the one of this lag; +∞ where there is none. */
    float distance(int lag, int r) {
        return near[r][head + lag];
    }

    /** Tells that a window came, of the segment or not. */
    void came() {
        count++;
    }

    /** Starts a segment that holds nothing yet. */
    void clear() {
        size = 0;
        forgotten = 0;
        Arrays.fill(forward, 0);
        Arrays.fill(backward, 0);
        base = 0;
        head = near[0].length;
    }

    /**
     * Takes in the next window of the segment.
     *
     * @param distances [≥ size + 1] squared distances to the windows before, by lag
     */
    void add(double[] distances) {
        if (size == capacity) {
            forget();
        }
        if (head == 0) {
            makeRoom();
        }
        head--;
        size++;
        for (int r = 0; r < k; r++) {
            near[r][head] = Float.POSITIVE_INFINITY;
            when[r][head] = 0;
        }
        forward[head] = 0;
        backward[head] = 0;
        int lag = size - 1;
        for (; lag >= exclusion + 3; lag -= 4) {
            // of most windows neither is near the other: four of them are passed with one branch
            boolean near = near(distances, lag);
            near |= near(distances, lag - 1);
            near |= near(distances, lag - 2);
            near |= near(distances, lag - 3);
            if (near) {
                for (int i = 0; i < 4; i++) {
                    link(distances, lag - i);
                }
            }
        }
        for (; lag >= exclusion; lag--) {
            link(distances, lag);
        }
    }

    private boolean near(double[] distances, int lag) {
        float[] last = this.near[k - 1];
        float worst = last[head];
        double d = distances[lag];
        boolean near = d <= worst;
        near |= d <= last[head + lag];
        return near;
    }

    private void link(double[] distances, int lag) {
        if (near(distances, lag)) {
            insert(0, lag, (float) distances[lag]);
            insert(lag, 0, (float) distances[lag]);
        }
    }

    private void insert(int owner, int other, float d) {
        int at = head + owner;
        short offset = (short) (owner - other);
        int r = k;
        while (r > 0 && before(d, offset, owner, near[r - 1][at], when[r - 1][at])) {
            r--;
        }
        if (r == k) {
            return;
        }
        if (near[k - 1][at] < Float.POSITIVE_INFINITY) {
            vote(owner, owner - when[k - 1][at], -1);
        }
        for (int i = k - 1; i > r; i--) {
            near[i][at] = near[i - 1][at];
            when[i][at] = when[i - 1][at];
        }
        near[r][at] = d;
        when[r][at] = offset;
        vote(owner, other, 1);
    }

    private boolean before(float d, short offset, int owner, float than, short thanOffset) {
        return d < than || (d == than && hash(owner, offset) < hash(owner, thanOffset));
    }

    private int hash(int owner, short offset) {
        int h = ((int) count - owner) * 0x9E3779B9 ^ offset * 0x85EBCA6B;
        h ^= h >>> 15;
        h *= 0x2C1B3C6D;
        return h ^ h >>> 13;
    }

    private void vote(int owner, int other, int votes) {
        if (other < owner) {
            forward[head + owner] += votes;
            forward[head + other] -= votes;
        } else {
            if (other < size) {
                backward[head + other] += votes;
            } else {
                base += votes;
            }
            backward[head + owner] -= votes;
        }
    }

    /** Lets go of the oldest window: its own votes end, those for it are votes for the time before. */
    private void forget() {
        int oldest = size - 1;
        int at = head + oldest;
        for (int r = 0; r < k; r++) {
            if (near[r][at] < Float.POSITIVE_INFINITY && when[r][at] > 0) {
                vote(oldest, oldest - when[r][at], -1);
            }
        }
        base += backward[at];
        backward[at] = 0;
        size--;
        forgotten++;
    }

    private void makeRoom() {
        int length = Math.max(size + 32, Math.min(2 * size, capacity + capacity / 4 + 32));
        int to = length - size;
        for (int r = 0; r < k; r++) {
            float[] d = near[r].length == length ? near[r] : new float[length];
            System.arraycopy(near[r], head, d, to, size);
            near[r] = d;
            short[] s = when[r].length == length ? when[r] : new short[length];
            System.arraycopy(when[r], head, s, to, size);
            when[r] = s;
        }
        forward = moved(forward, to, length);
        backward = moved(backward, to, length);
        head = to;
    }

    private int[] moved(int[] from, int to, int length) {
        int[] into = from.length == length + 1 ? from : new int[length + 1];
        System.arraycopy(from, head, into, to, size + 1);
        return into;
    }

    /**
     * Bytes: long windows that ever came, int held, long forgotten; for each rank the squared distances (float) and times (short), the
     * newest first. Counts of votes follow from them.
     */
    void write(ByteSink out) {
        out.writeLong(count);
        out.writeInt(size);
        out.writeLong(forgotten);
        for (int r = 0; r < k; r++) {
            for (int i = head; i < head + size; i++) {
                out.writeFloat(near[r][i]);
                out.writeShort(when[r][i]);
            }
        }
    }

    static Neighbours read(ByteSource in, int k, int exclusion, int capacity) {
        Neighbours s = new Neighbours(k, exclusion, capacity);
        s.count = in.readLong();
        s.size = in.readCount("windows of a segment", 0, capacity);
        s.forgotten = in.readLong();
        int length = s.size + 32;
        s.head = 32;
        s.forward = new int[length + 1];
        s.backward = new int[length + 1];
        for (int r = 0; r < k; r++) {
            s.near[r] = new float[length];
            s.when[r] = new short[length];
            for (int i = 32; i < length; i++) {
                s.near[r][i] = in.readFloat();
                s.when[r][i] = (short) in.readShort();
                if (s.near[r][i] < Float.POSITIVE_INFINITY) {
                    s.vote(i - 32, i - 32 - s.when[r][i], 1);
                }
            }
        }
        return s;
    }

    Neighbours copy() {
        Neighbours s = new Neighbours(k, exclusion, capacity);
        s.count = count;
        s.size = size;
        s.forgotten = forgotten;
        s.head = head;
        for (int r = 0; r < k; r++) {
            s.near[r] = near[r].clone();
            s.when[r] = when[r].clone();
        }
        s.forward = forward.clone();
        s.backward = backward.clone();
        s.base = base;
        return s;
    }
}
