package dev.undercurrent.jobs.scoring.format;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Layout 1, big-endian: key, source, time (8), template (8), text, fresh (1), content, ends (1), lines (4), partition (4),
 * offset (8), place (4); strings as in {@link StringValue}.
 */
public final class MinedLineSerializer extends CompactSerializer<MinedLine> {

    private static final long serialVersionUID = 1L;

    static final MinedLineSerializer INSTANCE = new MinedLineSerializer();

    @Override
    public void serialize(MinedLine line, DataOutputView target) throws IOException {
        StringValue.writeString(line.key(), target);
        StringValue.writeString(line.source(), target);
        target.writeLong(line.time());
        target.writeLong(line.template());
        StringValue.writeString(line.text(), target);
        target.writeBoolean(line.fresh());
        StringValue.writeString(line.content(), target);
        target.writeBoolean(line.ends());
        target.writeInt(line.lines());
        target.writeInt(line.partition());
        target.writeLong(line.offset());
        target.writeInt(line.place());
    }

    @Override
    public MinedLine deserialize(DataInputView source) throws IOException {
        return new MinedLine(
                StringValue.readString(source),
                StringValue.readString(source),
                source.readLong(),
                source.readLong(),
                StringValue.readString(source),
                source.readBoolean(),
                StringValue.readString(source),
                source.readBoolean(),
                source.readInt(),
                source.readInt(),
                source.readLong(),
                source.readInt());
    }

    @Override
    public TypeSerializerSnapshot<MinedLine> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MinedLine> {

        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
