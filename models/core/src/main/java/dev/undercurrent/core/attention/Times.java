package dev.undercurrent.core.attention;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;

/**
 * Bytes of a run of times: the first as long, then the differences of their differences, zigzag and seven bits a byte, the lowest
 * first: one byte a time where they are evenly spaced.
 */
final class Times {

    private Times() {}

    static void write(long[] times, int from, int n, ByteSink out) {
        long before = 0;
        long step = 0;
        for (int i = from; i < from + n; i++) {
            if (i == from) {
                out.writeLong(times[i]);
            } else {
                long now = times[i] - before;
                long d = now - step;
                long bits = d << 1 ^ d >> 63;
                while ((bits & ~0x7fL) != 0) {
                    out.writeByte((int) ((bits & 0x7f) | 0x80));
                    bits >>>= 7;
                }
                out.writeByte((int) bits);
                step = now;
            }
            before = times[i];
        }
    }

    static void read(ByteSource in, long[] times, int from, int n) {
        long before = 0;
        long step = 0;
        for (int i = from; i < from + n; i++) {
            if (i == from) {
                times[i] = in.readLong();
            } else {
                long bits = 0;
                int shift = 0;
                int next = in.readByte();
                while (next >= 0x80 && shift < 63) {
                    bits |= (long) (next & 0x7f) << shift;
                    shift += 7;
                    next = in.readByte();
                }
                bits |= (long) next << shift;
                step += bits >>> 1 ^ -(bits & 1);
                times[i] = before + step;
            }
            before = times[i];
        }
    }
}
