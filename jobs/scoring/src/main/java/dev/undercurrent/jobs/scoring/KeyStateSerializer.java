package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Flink's view of the codec of {@link KeyStates}: four bytes of length, then the codec's bytes.
 *
 * <p>After a restore under other settings, the heap still holds states as they were read, of their old lineage; they are
 * written and copied as these settings carry them on.
 */
public final class KeyStateSerializer extends BytesSerializer<KeyState> {

    private final ScorerSettings settings;
    private transient KeyStates states;
    private transient ByteSink sink;

    public KeyStateSerializer(ScorerSettings settings) {
        this.settings = settings;
    }

    private KeyStates states() {
        if (states == null) {
            states = new KeyStates(settings);
        }
        return states;
    }

    /** An instance of its own, since codecs have scratch and snapshots are written by other threads. */
    @Override
    public TypeSerializer<KeyState> duplicate() {
        return new KeyStateSerializer(settings);
    }

    @Override
    public KeyState copy(KeyState from) {
        return states().copy(states().carryOn(from));
    }

    @Override
    public void serialize(KeyState state, DataOutputView target) throws IOException {
        if (sink == null) {
            sink = new ByteSink(1024);
        }
        sink.clear();
        states().write(states().carryOn(state), sink);
        write(sink.array(), sink.size(), target);
    }

    @Override
    protected KeyState read(byte[] bytes) {
        return states().read(new ByteSource(bytes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyStateSerializer that && bytes(settings).equals(bytes(that.settings));
    }

    @Override
    public int hashCode() {
        return bytes(settings).hashCode();
    }

    private static java.nio.ByteBuffer bytes(ScorerSettings settings) {
        var out = new ByteSink(256);
        settings.write(out);
        return java.nio.ByteBuffer.wrap(out.toBytes());
    }

    @Override
    public TypeSerializerSnapshot<KeyState> snapshotConfiguration() {
        return new Snapshot(settings);
    }

    /**
     * What a savepoint says of its states: the settings they were written under. Any settings can follow: states of the same
     * lineage are carried on, others start again.
     */
    public static final class Snapshot implements TypeSerializerSnapshot<KeyState> {

        /** Version 1: int length, then the bytes of {@link ScorerSettings}. */
        private static final int VERSION = 1;

        private ScorerSettings settings;

        /** For Flink, which fills it from a savepoint. */
        public Snapshot() {}

        Snapshot(ScorerSettings settings) {
            this.settings = settings;
        }

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            var bytes = new ByteSink(256);
            settings.write(bytes);
            out.writeInt(bytes.size());
            out.write(bytes.array(), 0, bytes.size());
        }

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
            if (version != VERSION) {
                throw new IOException("version of the serializer's snapshot is " + version + "; readable: " + VERSION);
            }
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            settings = ScorerSettings.read(new ByteSource(bytes));
        }

        @Override
        public TypeSerializer<KeyState> restoreSerializer() {
            return new KeyStateSerializer(settings);
        }

        @Override
        public TypeSerializerSchemaCompatibility<KeyState> resolveSchemaCompatibility(
                TypeSerializerSnapshot<KeyState> old) {
            return old instanceof Snapshot
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
