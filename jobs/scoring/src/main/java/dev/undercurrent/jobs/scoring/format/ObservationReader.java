package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the product's own Observation from its Avro bytes by hand: series, time, values. */
final class ObservationReader {

    private static final VarHandle LITTLE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Validation validation;
    private double[] scratch = new double[16];
    private byte[] bytes;
    private int at;

    ObservationReader(Validation validation) {
        this.validation = validation;
    }

    /** @param offset of the Avro body within the record's value */
    Event read(RawRecord record, int offset) throws InvalidRecord {
        bytes = record.value();
        at = offset;
        String series = text();
        long time = number();
        int channels = values();
        if (at != bytes.length) {
            throw malformed("has " + (bytes.length - at) + " bytes too many");
        }
        return validation.event(record, series, time, Arrays.copyOf(scratch, channels));
    }

    private String text() throws InvalidRecord {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            throw malformed("has a text of " + length + " bytes, " + (bytes.length - at) + " left");
        }
        String text = new String(bytes, at, (int) length, StandardCharsets.UTF_8);
        at += (int) length;
        return text;
    }

    /** An array is blocks of a count and that many items, up to a count of 0; a negative count has a size after it. */
    private int values() throws InvalidRecord {
        int n = 0;
        for (long count = number(); count != 0; count = number()) {
            if (count < 0) {
                count = -count;
                number();
            }
            if (count < 0 || count > bytes.length - at || n + count > Validation.MAX_CHANNELS) {
                throw malformed("has an array of " + (n + count) + " values; allowed: " + Validation.MAX_CHANNELS);
            }
            if (n + count > scratch.length) {
                scratch = Arrays.copyOf(scratch, Validation.MAX_CHANNELS);
            }
            for (int end = n + (int) count; n < end; n++) {
                scratch[n] = value();
            }
        }
        return n;
    }

    private double value() throws InvalidRecord {
        long branch = number();
        if (branch == 0) {
            return Double.NaN;
        }
        if (branch != 1) {
            throw malformed("has union branch " + branch + "; allowed: 0, 1");
        }
        if (bytes.length - at < 8) {
            throw malformed("ends early");
        }
        double value = Double.longBitsToDouble((long) LITTLE_LONG.get(bytes, at));
        at += 8;
        return value;
    }

    /** Zig-zag, seven bits a byte, the lowest first. */
    private long number() throws InvalidRecord {
        long n = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= bytes.length) {
                throw malformed("ends early");
            }
            byte b = bytes[at++];
            n |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return n >>> 1 ^ -(n & 1);
            }
        }
        throw malformed("has a number of over ten bytes");
    }

    private static InvalidRecord malformed(String what) {
        return new InvalidRecord(Cause.MALFORMED, "the Avro body " + what);
    }
}
