package dev.undercurrent.core.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing big-endian byte buffer that state is written to; reusable by {@link #clear}. */
public final class ByteSink {

    private ByteBuffer buffer;
    private int marked = -1;

    public ByteSink(int capacity) {
        buffer = ByteBuffer.allocate(capacity);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity)).position(buffer.position());
        }
        return buffer;
    }

    public void writeByte(int value) {
        room(1).put((byte) value);
    }

    public void writeShort(int value) {
        room(2).putShort((short) value);
    }

    public void writeBytes(byte[] bytes, int length) {
        room(length).put(bytes, 0, length);
    }

    public void writeInt(int value) {
        room(4).putInt(value);
    }

    public void writeLong(long value) {
        room(8).putLong(value);
    }

    public void writeFloat(float value) {
        room(4).putFloat(value);
    }

    public void writeDouble(double value) {
        room(8).putDouble(value);
    }

    /** The elements only; the reader knows the length. */
    public void writeFloats(float[] values) {
        ByteBuffer b = room(4 * values.length);
        for (float v : values) {
            b.putFloat(v);
        }
    }

    /** The elements only; the reader knows the length. */
    public void writeDoubles(double[] values) {
        ByteBuffer b = room(8 * values.length);
        for (double v : values) {
            b.putDouble(v);
        }
    }

    /** The elements only; the reader knows the length. */
    public void writeInts(int[] values) {
        ByteBuffer b = room(4 * values.length);
        for (int v : values) {
            b.putInt(v);
        }
    }

    /** Four bytes of length, then UTF-8. */
    public void writeString(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length);
        room(bytes.length).put(bytes);
    }

    /** The bytes array that backs this sink; the first {@link #size()} bytes are written. */
    public byte[] array() {
        return buffer.array();
    }

    /** Number of bytes written since the last {@link #clear}. */
    public int size() {
        return buffer.position();
    }

    public void clear() {
        buffer.clear();
        marked = -1;
    }

    /** Remembers this place: something begins here that is to be found without reading what is before it. */
    public void mark() {
        marked = buffer.position();
    }

    /** The place marked last; −1 where none was since the last {@link #clear}. */
    public int marked() {
        return marked;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
