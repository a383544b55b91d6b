package dev.undercurrent.core.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteSink} wrote; every read past the end is an {@link IllegalStateException}. */
public final class ByteSource {

    private final ByteBuffer buffer;

    public ByteSource(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    public ByteSource(byte[] bytes, int offset, int length) {
        buffer = ByteBuffer.wrap(bytes, offset, length);
    }

    private ByteBuffer need(long bytes) {
        if (buffer.remaining() < bytes) {
            throw new IllegalStateException("state ends early: " + bytes + " bytes needed at position "
                    + buffer.position() + ", " + buffer.remaining() + " left");
        }
        return buffer;
    }

    public int readByte() {
        return need(1).get() & 0xff;
    }

    /** Unsigned, 0 to 65,535. */
    public int readShort() {
        return need(2).getShort() & 0xffff;
    }

    /** The next {@code length} bytes as a source of their own; this one continues after them. */
    public ByteSource slice(int length) {
        need(length);
        var part = new ByteSource(buffer.array(), buffer.arrayOffset() + buffer.position(), length);
        buffer.position(buffer.position() + length);
        return part;
    }

    /** Bytes from so many ahead on as a source of their own; this one stays where it is. */
    public ByteSource fork(int ahead, int length) {
        need(ahead + length);
        return new ByteSource(buffer.array(), buffer.arrayOffset() + buffer.position() + ahead, length);
    }

    public int readInt() {
        return need(4).getInt();
    }

    /**
     * A length or count.
     *
     * @throws IllegalStateException if it is outside [min, max]
     */
    public int readCount(String what, int min, int max) {
        int n = readInt();
        if (n < min || n > max) {
            throw new IllegalStateException(what + " is " + n + " in the state; allowed: " + min + " to " + max);
        }
        return n;
    }

    public long readLong() {
        return need(8).getLong();
    }

    public float readFloat() {
        return need(4).getFloat();
    }

    public double readDouble() {
        return need(8).getDouble();
    }

    public float[] readFloats(int n) {
        need(4L * n);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = buffer.getFloat();
        }
        return values;
    }

    public double[] readDoubles(int n) {
        need(8L * n);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = buffer.getDouble();
        }
        return values;
    }

    public int[] readInts(int n) {
        need(4L * n);
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = buffer.getInt();
        }
        return values;
    }

    public String readString(int maxBytes) {
        int n = readCount("string length", 0, maxBytes);
        need(n);
        byte[] bytes = new byte[n];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Bytes not yet read. */
    public int remaining() {
        return buffer.remaining();
    }
}
