package dev.undercurrent.jobs.scoring.format;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Layout 1, big-endian: feed code (1 byte), key, value, headers as in {@link RawRecordSerializer}. */
public final class OutRecordSerializer extends CompactSerializer<OutRecord> {

    private static final long serialVersionUID = 1L;

    static final OutRecordSerializer INSTANCE = new OutRecordSerializer();

    @Override
    public void serialize(OutRecord r, DataOutputView target) throws IOException {
        target.writeByte(r.feed().code());
        writeBytes(r.key(), target);
        writeBytes(r.value(), target);
        RawRecordSerializer.writeStrings(r.headers(), target);
    }

    @Override
    public OutRecord deserialize(DataInputView source) throws IOException {
        Feed feed = Feed.ofCode(source.readByte());
        return new OutRecord(feed, readBytes(source), readBytes(source), RawRecordSerializer.readStrings(source));
    }

    @Override
    public TypeSerializerSnapshot<OutRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OutRecord> {

        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
