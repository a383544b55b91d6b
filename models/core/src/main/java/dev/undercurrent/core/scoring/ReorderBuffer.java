package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;

/** Arrivals of one key that wait for earlier ones, in order; of bounded length. */
final class ReorderBuffer {

    /** Longest buffer that a configuration may ask for. */
    static final int LARGEST = 65_536;

    /** Those from {@link #head} on; places before it are given back when they are as many. */
    private final List<Arrival> waiting = new ArrayList<>();

    private int head;

    int size() {
        return waiting.size() - head;
    }

    Arrival first() {
        return waiting.get(head);
    }

    Arrival removeFirst() {
        Arrival first = waiting.set(head++, null);
        if (2 * head >= waiting.size()) {
            waiting.subList(0, head).clear();
            head = 0;
        }
        return first;
    }

    /** Puts an arrival behind all that are not after it. */
    void add(Arrival arrival) {
        int low = head;
        int high = waiting.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (arrival.before(waiting.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        waiting.add(low, arrival);
    }

    /** Bytes, big-endian: int count, then per arrival long time, int partition, long offset, double[channels]. */
    static void write(ReorderBuffer b, ByteSink out) {
        out.writeInt(b == null ? 0 : b.size());
        if (b != null) {
            for (Arrival a : b.waiting.subList(b.head, b.waiting.size())) {
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
        b.waiting.addAll(from.waiting.subList(from.head, from.waiting.size()));
        return b;
    }
}
