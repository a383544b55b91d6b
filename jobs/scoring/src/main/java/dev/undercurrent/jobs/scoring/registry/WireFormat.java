package dev.undercurrent.jobs.scoring.registry;

/** The Confluent wire format: byte 0, the schema's id in four bytes, big-endian, then the Avro body. */
public final class WireFormat {

    /** First byte of every record. */
    public static final byte MAGIC = 0;

    /** Bytes before the Avro body. */
    public static final int HEADER = 5;

    private WireFormat() {}

    /** True where the bytes can be of this format. */
    public static boolean matches(byte[] value) {
        return value.length >= HEADER && value[0] == MAGIC;
    }

    /** The schema's id; only where {@link #matches}. */
    public static int id(byte[] value) {
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | (value[4] & 0xff);
    }

    /** The first {@link #HEADER} bytes of a record of this schema. */
    public static byte[] header(int id) {
        return new byte[] {MAGIC, (byte) (id >>> 24), (byte) (id >>> 16), (byte) (id >>> 8), (byte) id};
    }
}
