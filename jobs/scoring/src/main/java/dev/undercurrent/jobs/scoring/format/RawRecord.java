package dev.undercurrent.jobs.scoring.format;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A record as it was read, with where it was read. From Kafka it has key and value; from a file it has the cells of a
 * row, already split, and no bytes.
 *
 * @param key bytes of the key, or null
 * @param value bytes of the value, or null
 * @param topic the topic; for files the relative path
 * @param partition the partition; for files the number of the file
 * @param offset the offset; for files the number of the row, from 0
 * @param timestamp of the record, milliseconds UTC, or {@link #NO_TIMESTAMP}
 * @param columns names of the cells, one array per file; null from Kafka
 * @param cells of the row; null from Kafka
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough: records are compared by nobody
public record RawRecord(
        byte[] key,
        byte[] value,
        String topic,
        int partition,
        long offset,
        long timestamp,
        String[] columns,
        String[] cells) {

    /** The timestamp of a record that has none. */
    public static final long NO_TIMESTAMP = Long.MIN_VALUE;

    /** How Flink moves records. */
    public static final TypeInformation<RawRecord> TYPE =
            new CompactType<>(RawRecord.class, RawRecordSerializer.INSTANCE);

    /** A record of Kafka. */
    public static RawRecord ofKafka(
            byte[] key, byte[] value, String topic, int partition, long offset, long timestamp) {
        return new RawRecord(key, value, topic, partition, offset, timestamp, null, null);
    }

    /** A row of a file. */
    public static RawRecord ofRow(String path, int file, long row, String[] columns, String[] cells) {
        return new RawRecord(null, null, path, file, row, NO_TIMESTAMP, columns, cells);
    }

    /** A line of a file. */
    public static RawRecord ofLine(String path, int file, long line, byte[] bytes) {
        return new RawRecord(null, bytes, path, file, line, NO_TIMESTAMP, null, null);
    }

    /** True for a row of a file. */
    public boolean isRow() {
        return cells != null;
    }

    /** Where it stands, for messages: a row of a file is counted from 1, without the header. */
    public String place() {
        return isRow() ? topic + " row " + (offset + 1) : topic + " offset " + offset;
    }
}
