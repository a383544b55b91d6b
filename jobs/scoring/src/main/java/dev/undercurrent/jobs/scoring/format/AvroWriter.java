package dev.undercurrent.jobs.scoring.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Avro's binary encoding into a buffer that is reused: one allocation per record, the result. */
final class AvroWriter implements RecordWriter {

    private static final VarHandle LITTLE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] buffer = new byte[512];
    private int size;

    private void room(int bytes) {
        if (buffer.length - size < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + bytes));
        }
    }

    @Override
    public void begin(byte[] prefix) {
        size = 0;
        raw(prefix);
    }

    private void raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** Zig-zag, seven bits a byte, the lowest first. */
    private void number(long value) {
        room(10);
        long n = value << 1 ^ value >> 63;
        while ((n & ~0x7fL) != 0) {
            buffer[size++] = (byte) (n | 0x80);
            n >>>= 7;
        }
        buffer[size++] = (byte) n;
    }

    private void number(double value) {
        room(8);
        LITTLE_LONG.set(buffer, size, Double.doubleToLongBits(value));
        size += 8;
    }

    @Override
    public void text(String name, byte[] utf8) {
        number((long) utf8.length);
        raw(utf8);
    }

    @Override
    public void number(String name, long value) {
        number(value);
    }

    @Override
    public void number(String name, double value) {
        number(value);
    }

    @Override
    public void flag(String name, boolean value) {
        room(1);
        buffer[size++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void symbol(String name, int index, String symbol) {
        number((long) index);
    }

    @Override
    public void numbers(String name, double[] values) {
        block(values.length);
        for (double v : values) {
            number(v);
        }
        endBlock(values.length);
    }

    @Override
    public void numbers(String name, double[][][] values) {
        int count = 0;
        for (double[][] matrix : values) {
            for (double[] row : matrix) {
                count += row.length;
            }
        }
        block(count);
        for (double[][] matrix : values) {
            for (double[] row : matrix) {
                for (double v : row) {
                    number(v);
                }
            }
        }
        endBlock(count);
    }

    @Override
    public void values(String name, double[] values) {
        block(values.length);
        for (double v : values) {
            if (Double.isNaN(v)) {
                number(0L);
            } else {
                number(1L);
                number(v);
            }
        }
        endBlock(values.length);
    }

    @Override
    public void records(String name, int count, IntConsumer each) {
        block(count);
        for (int i = 0; i < count; i++) {
            each.accept(i);
        }
        endBlock(count);
    }

    private void block(int count) {
        number((long) count);
    }

    private void endBlock(int count) {
        // an empty array is the closing zero alone
        if (count > 0) {
            number(0L);
        }
    }

    @Override
    public void absent(String name) {
        number(0L);
    }

    @Override
    public void present() {
        number(1L);
    }

    @Override
    public byte[] end() {
        return Arrays.copyOf(buffer, size);
    }
}
