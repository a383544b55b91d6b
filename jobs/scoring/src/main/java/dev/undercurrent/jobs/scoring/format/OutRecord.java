package dev.undercurrent.jobs.scoring.format;

import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * A record ready to be written.
 *
 * @param feed where it goes
 * @param key bytes of the key, or null
 * @param value bytes of the value, or null
 * @param headers name, value, name, value, …; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough: records are compared by nobody
public record OutRecord(Feed feed, byte[] key, byte[] value, String[] headers) {

    /** How Flink moves records. */
    public static final TypeInformation<OutRecord> TYPE =
            new CompactType<>(OutRecord.class, OutRecordSerializer.INSTANCE);

    public OutRecord(Feed feed, byte[] key, byte[] value) {
        this(feed, key, value, null);
    }
}
