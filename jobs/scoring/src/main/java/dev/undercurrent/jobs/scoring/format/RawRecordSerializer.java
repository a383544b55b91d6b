package dev.undercurrent.jobs.scoring.format;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Layout 1, big-endian: key, value (length in 4 bytes, −1 = null, then bytes), topic, partition (4), offset (8),
 * timestamp (8), columns, cells (number in 4 bytes, −1 = null, then strings as in {@link StringValue}). Used only where
 * a source and its decoder are not chained.
 */
public final class RawRecordSerializer extends CompactSerializer<RawRecord> {

    private static final long serialVersionUID = 1L;

    static final RawRecordSerializer INSTANCE = new RawRecordSerializer();

    @Override
    public void serialize(RawRecord r, DataOutputView target) throws IOException {
        writeBytes(r.key(), target);
        writeBytes(r.value(), target);
        StringValue.writeString(r.topic(), target);
        target.writeInt(r.partition());
        target.writeLong(r.offset());
        target.writeLong(r.timestamp());
        writeStrings(r.columns(), target);
        writeStrings(r.cells(), target);
    }

    @Override
    public RawRecord deserialize(DataInputView source) throws IOException {
        return new RawRecord(
                readBytes(source),
                readBytes(source),
                StringValue.readString(source),
                source.readInt(),
                source.readLong(),
                source.readLong(),
                readStrings(source),
                readStrings(source));
    }

    static void writeStrings(String[] strings, DataOutputView target) throws IOException {
        target.writeInt(strings == null ? -1 : strings.length);
        if (strings != null) {
            for (String s : strings) {
                StringValue.writeString(s, target);
            }
        }
    }

    static String[] readStrings(DataInputView source) throws IOException {
        int length = source.readInt();
        if (length < 0) {
            return null;
        }
        String[] strings = new String[length];
        for (int i = 0; i < length; i++) {
            strings[i] = StringValue.readString(source);
        }
        return strings;
    }

    @Override
    public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawRecord> {

        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
