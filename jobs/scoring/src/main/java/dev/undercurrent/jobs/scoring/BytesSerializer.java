package dev.undercurrent.jobs.scoring;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What serializers of states have in common: a state is four bytes of length, then the bytes of its codec. */
public abstract class BytesSerializer<T> extends TypeSerializer<T> {

    /** The state of bytes. */
    protected abstract T read(byte[] bytes);

    protected static void write(byte[] bytes, int length, DataOutputView target) throws IOException {
        target.writeInt(length);
        target.write(bytes, 0, length);
    }

    private static byte[] bytes(DataInputView source) throws IOException {
        byte[] bytes = new byte[source.readInt()];
        source.readFully(bytes);
        return bytes;
    }

    @Override
    public final boolean isImmutableType() {
        return false;
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        return read(bytes(source));
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        // not target.write(source, length), which some targets only do where they have the room already
        byte[] bytes = bytes(source);
        write(bytes, bytes.length, target);
    }
}
