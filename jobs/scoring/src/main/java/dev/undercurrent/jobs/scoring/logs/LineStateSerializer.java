package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.jobs.scoring.BytesSerializer;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Flink's view of {@link LineStateCodec}: four bytes of length, then the codec's bytes. What is read stays bytes until the
 * operator, which knows the model, thaws it; so a savepoint can be read under any configuration.
 */
public final class LineStateSerializer extends BytesSerializer<LineState> {

    private static final long serialVersionUID = 1L;

    private final PipelineConfig config;
    private final transient LineStateCodec codec;
    private transient ByteSink sink;

    /** For bytes alone. */
    private LineStateSerializer() {
        this(null, null);
    }

    /** @param codec has no scratch, so that all duplicates share it: its model may be large */
    LineStateSerializer(PipelineConfig config, LineStateCodec codec) {
        this.config = config;
        this.codec = codec;
    }

    private LineStateCodec codec() {
        return Objects.requireNonNull(codec, "a state is in use where only bytes can be");
    }

    /** An instance of its own, since it has scratch and snapshots are written by other threads. */
    @Override
    public TypeSerializer<LineState> duplicate() {
        return new LineStateSerializer(config, codec);
    }

    @Override
    public LineState copy(LineState from) {
        return from.frozen != null ? new LineState(from.frozen) : codec().copy(from);
    }

    @Override
    public void serialize(LineState state, DataOutputView target) throws IOException {
        if (state.frozen != null) {
            write(state.frozen, state.frozen.length, target);
            return;
        }
        if (sink == null) {
            sink = new ByteSink(512);
        }
        sink.clear();
        codec().write(state, sink);
        write(sink.array(), sink.size(), target);
    }

    @Override
    protected LineState read(byte[] bytes) {
        return new LineState(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LineStateSerializer that && Objects.equals(config, that.config);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(config);
    }

    @Override
    public TypeSerializerSnapshot<LineState> snapshotConfiguration() {
        return new Snapshot(this);
    }

    /**
     * Names this serializer in savepoints; what the bytes are is said by the bytes. Within the process that took it, it gives
     * back the serializer that it is of: savepoints in the canonical format write the states in use by what it restores.
     */
    public static final class Snapshot implements TypeSerializerSnapshot<LineState> {

        private static final int VERSION = 1;

        private final LineStateSerializer of;

        /** For Flink, when it reads a savepoint. */
        public Snapshot() {
            this(new LineStateSerializer());
        }

        Snapshot(LineStateSerializer of) {
            this.of = of;
        }

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) {
            // nothing to say
        }

        @Override
        public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
            if (version != VERSION) {
                throw new IOException("version of the serializer's snapshot is " + version + "; readable: " + VERSION);
            }
        }

        @Override
        public TypeSerializer<LineState> restoreSerializer() {
            return of.duplicate();
        }

        @Override
        public TypeSerializerSchemaCompatibility<LineState> resolveSchemaCompatibility(
                TypeSerializerSnapshot<LineState> old) {
            return old instanceof Snapshot
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
