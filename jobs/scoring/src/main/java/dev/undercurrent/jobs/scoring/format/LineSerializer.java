package dev.undercurrent.jobs.scoring.format;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Layout 1, big-endian: source, keys (number in 4 bytes, then strings), time (8), text, first (1), ends (1), lines (4),
 * partition (4), offset (8); strings as in {@link StringValue}.
 */
public final class LineSerializer extends CompactSerializer<Line> {

    private static final long serialVersionUID = 1L;

    static final LineSerializer INSTANCE = new LineSerializer();

    @Override
    public void serialize(Line line, DataOutputView target) throws IOException {
        StringValue.writeString(line.source(), target);
        RawRecordSerializer.writeStrings(line.keys().toArray(String[]::new), target);
        target.writeLong(line.time());
        StringValue.writeString(line.text(), target);
        target.writeBoolean(line.first());
        target.writeBoolean(line.ends());
        target.writeInt(line.lines());
        target.writeInt(line.partition());
        target.writeLong(line.offset());
    }

    @Override
    public Line deserialize(DataInputView source) throws IOException {
        return new Line(
                StringValue.readString(source),
                List.of(RawRecordSerializer.readStrings(source)),
                source.readLong(),
                StringValue.readString(source),
                source.readBoolean(),
                source.readBoolean(),
                source.readInt(),
                source.readInt(),
                source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Line> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Line> {

        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
