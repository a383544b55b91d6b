package dev.undercurrent.jobs.scoring.format;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Layout 1, big-endian: series, time (8 bytes), number of channels (2), values (8 each), partition (4), offset (8);
 * strings as in {@link StringValue}.
 */
public final class EventSerializer extends CompactSerializer<Event> {

    private static final long serialVersionUID = 1L;

    static final EventSerializer INSTANCE = new EventSerializer();

    @Override
    public void serialize(Event event, DataOutputView target) throws IOException {
        StringValue.writeString(event.series(), target);
        target.writeLong(event.time());
        double[] values = event.values();
        target.writeShort(values.length);
        for (double v : values) {
            target.writeDouble(v);
        }
        target.writeInt(event.partition());
        target.writeLong(event.offset());
    }

    @Override
    public Event deserialize(DataInputView source) throws IOException {
        String series = StringValue.readString(source);
        long time = source.readLong();
        double[] values = new double[source.readUnsignedShort()];
        for (int i = 0; i < values.length; i++) {
            values[i] = source.readDouble();
        }
        return new Event(series, time, values, source.readInt(), source.readLong());
    }

    @Override
    public TypeSerializerSnapshot<Event> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in savepoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Event> {

        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
