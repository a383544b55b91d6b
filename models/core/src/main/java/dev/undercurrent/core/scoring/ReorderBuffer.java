package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;

/** Arrivals of one key that wait for earlier ones, in order; of bounded length. */
final class ReorderBuffer {

    /** Longest buffer that a configuration may ask for, and so the longest that can be read back. */
    static final int LARGEST = 65_536;

    private final List<Arrival> waiting = new ArrayList<>();

    int size() {
        return waiting.size();
    }

    Arrival first() {
        return waiting.get(0);
    }

    Arrival removeFirst() {
        return waiting.remove(0);
    }

    void add(Arrival arrival) {
        int at = waiting.size();
        while (at > 0 && arrival.before(waiting.get(at - 1))) {
            at--;
        }
        waiting.add(at, arrival);
    }

    /** Bytes, big-endian: int count, then per arrival long time, int partition, long offset, double[channels]. */
    static void write(ReorderBuffer b, ByteSink out) {
        out.writeInt(b == null ? 0 : b.size());
        if (b != null) {
            for (Arrival a : b.waiting) {
                out.writeLong(a.reading().time());
                out.writeInt(a.partition());
                out.writeLong(a.offset());
                out.writeDoubles(a.reading().values());
            }
        }
    }

    static ReorderBuffer read(ByteSource in, int channels) {
        int n = in.readCount("waiting arrivals", 0, LARGEST);
        if (n == 0) {
            return null;
        }
        var b = new ReorderBuffer();
        for (int i = 0; i < n; i++) {
            long time = in.readLong();
            int partition = in.readInt();
            long offset = in.readLong();
            b.waiting.add(new Arrival(new Reading(time, in.readDoubles(channels)), partition, offset));
        }
        return b;
    }

    static ReorderBuffer copy(ReorderBuffer from) {
        if (from == null) {
            return null;
        }
        var b = new ReorderBuffer();
        b.waiting.addAll(from.waiting);
        return b;
    }
}
