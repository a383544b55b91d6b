package dev.undercurrent.core.tokens;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;

/** Counts of pairs of context and token, in a hash table that grows up to a bound. */
final class PairCounts {

    private static final int SMALLEST = 32;

    private long[] keys;
    private int[] counts;
    private int size;

    PairCounts(int capacity) {
        keys = new long[capacity];
        counts = new int[capacity];
    }

    private static long key(long context, int token) {
        long key = MaskedLine.mix((context + 0x9e3779b97f4a7c15L) * 31 + token);
        return key == 0 ? 1 : key;
    }

    private int slot(long key) {
        int i = (int) key & (keys.length - 1);
        while (keys[i] != 0 && keys[i] != key) {
            i = (i + 1) & (keys.length - 1);
        }
        return i;
    }

    int get(long context, int token) {
        return counts[slot(key(context, token))];
    }

    /** Adds one; with more than {@code room} pairs, all counts are halved first. */
    void add(long context, int token, int room) {
        long key = key(context, token);
        int i = slot(key);
        if (keys[i] == 0) {
            while (size >= room) {
                rebuild(keys.length, 1);
            }
            if (4 * (size + 1) > 3 * keys.length) {
                rebuild(2 * keys.length, 0);
            }
            i = slot(key);
            keys[i] = key;
            size++;
        }
        counts[i]++;
    }

    private void rebuild(int capacity, int shift) {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[capacity];
        counts = new int[capacity];
        size = 0;
        for (int k = 0; k < oldKeys.length; k++) {
            int count = oldCounts[k] >> shift;
            if (count > 0) {
                int i = slot(oldKeys[k]);
                keys[i] = oldKeys[k];
                counts[i] = count;
                size++;
            }
        }
    }

    /** Bytes, big-endian: int number of pairs, of each long key and int count. */
    void write(ByteSink out) {
        out.writeInt(size);
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                out.writeLong(keys[i]);
                out.writeInt(counts[i]);
            }
        }
    }

    static PairCounts read(ByteSource in, int most) {
        int n = in.readCount("pairs", 0, most);
        int capacity = SMALLEST;
        while (4 * n > 3 * capacity) {
            capacity *= 2;
        }
        var read = new PairCounts(capacity);
        for (int k = 0; k < n; k++) {
            long key = in.readLong();
            int i = read.slot(key);
            read.keys[i] = key;
            read.counts[i] = in.readInt();
            read.size++;
        }
        return read;
    }

    PairCounts copy() {
        var copy = new PairCounts(keys.length);
        System.arraycopy(keys, 0, copy.keys, 0, keys.length);
        System.arraycopy(counts, 0, copy.counts, 0, counts.length);
        copy.size = size;
        return copy;
    }
}
