package dev.undercurrent.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undercurrent.core.network.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The safetensors format (github.com/huggingface/safetensors), of which the types F32 and F64 are read and written.
 * Little-endian:
 *
 * <pre>
 *   u64        n, bytes of the header
 *   byte[n]    header: JSON in UTF-8, {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, …},
 *              padded with spaces so that the data begin at a multiple of 8
 *   byte[]     data: tensors row-major, end to end
 * </pre>
 *
 * <p>Written are the tensors of double precision first, so that all values are aligned, each kind in the order of names.
 */
public final class Safetensors {

    static final String METADATA = "__metadata__";

    private static final String FILE = BundleFiles.WEIGHTS;
    private static final int MOST_AXES = 8;
    private static final int PART = 1 << 13;

    private record Entry(String name, boolean wide, int[] shape, long begin, long end) {}

    private Safetensors() {}

    /** The bytes of a file; equal tensors give equal bytes. */
    public static byte[] write(Tensors tensors) {
        byte[] header = header(tensors);
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(header.length + bytes(tensors)));
        out.put(header);
        emit(tensors, out::put);
        return out.array();
    }

    /** SHA-256 of {@link #write}, hexadecimal, without its memory. */
    static String hash(Tensors tensors) {
        MessageDigest digest = ContentHash.sha256();
        digest.update(header(tensors));
        emit(tensors, digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static long bytes(Tensors tensors) {
        long bytes = 0;
        for (DoubleTensor tensor : tensors.doubles().values()) {
            bytes += 8L * tensor.values().length;
        }
        for (Tensor tensor : tensors.floats().values()) {
            bytes += 4L * tensor.values().length;
        }
        return bytes;
    }

    private static byte[] header(Tensors tensors) {
        ObjectNode header = Json.object();
        long end = 0;
        for (var entry : tensors.doubles().entrySet()) {
            DoubleTensor tensor = entry.getValue();
            end = describe(header, entry.getKey(), "F64", tensor.shape(), end, 8L * tensor.values().length);
        }
        for (var entry : tensors.floats().entrySet()) {
            Tensor tensor = entry.getValue();
            end = describe(header, entry.getKey(), "F32", tensor.shape(), end, 4L * tensor.values().length);
        }
        byte[] json = Json.compact(header);
        int padded = (json.length + 7) & ~7;
        ByteBuffer out = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(padded).put(json);
        while (out.hasRemaining()) {
            out.put((byte) ' ');
        }
        return out.array();
    }

    /** Hands over all values, part by part; a part is valid during the call. */
    private static void emit(Tensors tensors, Consumer<ByteBuffer> to) {
        ByteBuffer part = ByteBuffer.allocate(PART).order(ByteOrder.LITTLE_ENDIAN);
        for (DoubleTensor tensor : tensors.doubles().values()) {
            for (double value : tensor.values()) {
                part.putDouble(value);
                flush(part, 8, to);
            }
        }
        for (Tensor tensor : tensors.floats().values()) {
            for (float value : tensor.values()) {
                part.putFloat(value);
                flush(part, 8, to);
            }
        }
        flush(part, PART, to);
    }

    /** Hands over a part that has less than the given room. */
    private static void flush(ByteBuffer part, int room, Consumer<ByteBuffer> to) {
        if (part.remaining() < room) {
            to.accept(part.flip());
            part.clear();
        }
    }

    private static long describe(ObjectNode header, String name, String dtype, int[] shape, long begin, long bytes) {
        ObjectNode entry = header.putObject(name);
        entry.put("dtype", dtype);
        var sizes = entry.putArray("shape");
        Arrays.stream(shape).forEach(sizes::add);
        entry.putArray("data_offsets").add(begin).add(begin + bytes);
        return begin + bytes;
    }

    /** @throws BundleException if the bytes are not a file of finite F32 and F64 tensors without gaps or overlaps */
    public static Tensors read(byte[] bytes, Limits limits) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 8) {
            throw BundleException.of(FILE, "size", bytes.length, "at least 8 bytes");
        }
        long most = Math.min(limits.header(), bytes.length - 8L);
        long length = in.getLong();
        if (length < 2 || length > most) {
            throw BundleException.of(
                    FILE,
                    "header length",
                    Long.toUnsignedString(length),
                    "2 to " + most + ", at a header limit of " + limits.header() + " in a file of " + bytes.length
                            + " bytes");
        }
        if (bytes[8] != '{') {
            throw BundleException.of(FILE, "first byte of the header", bytes[8] & 0xff, "'{'");
        }
        ObjectNode header = Json.read(FILE, bytes, 8, (int) length);
        ByteBuffer data = in.position(8 + (int) length).slice().order(ByteOrder.LITTLE_ENDIAN);
        List<Entry> entries = entries(header, data.remaining());
        checkTiling(entries, data.remaining());
        SortedMap<String, Tensor> floats = new TreeMap<>();
        SortedMap<String, DoubleTensor> doubles = new TreeMap<>();
        for (Entry entry : entries) {
            data.position((int) entry.begin);
            int size = (int) ((entry.end - entry.begin) / (entry.wide ? 8 : 4));
            if (entry.wide) {
                double[] values = new double[size];
                data.asDoubleBuffer().get(values);
                doubles.put(entry.name, new DoubleTensor(entry.shape, values));
            } else {
                float[] values = new float[size];
                data.asFloatBuffer().get(values);
                floats.put(entry.name, new Tensor(entry.shape, values));
            }
        }
        return new Tensors(floats, doubles);
    }

    private static List<Entry> entries(ObjectNode header, int data) {
        List<Entry> entries = new ArrayList<>();
        for (Iterator<String> names = header.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            Fields tensor = new Fields(FILE, "", header).object(name);
            if (name.equals(METADATA)) {
                tensor.names().forEachRemaining(tensor::text);
            } else {
                entries.add(entry(name, tensor, data));
            }
        }
        return entries;
    }

    private static Entry entry(String name, Fields tensor, int data) {
        String dtype = tensor.text("dtype");
        if (!dtype.equals("F32") && !dtype.equals("F64")) {
            throw tensor.wrong("dtype", dtype, "F32, F64");
        }
        int width = dtype.equals("F32") ? 4 : 8;
        List<Long> shape = tensor.integers("shape", 1, Integer.MAX_VALUE);
        List<Long> offsets = tensor.integers("data_offsets", 0, data);
        tensor.end();
        if (shape.size() > MOST_AXES) {
            throw tensor.wrong("shape", shape, "at most " + MOST_AXES + " axes");
        }
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw tensor.wrong("data_offsets", offsets, "begin and end with begin ≤ end");
        }
        long bytes = width;
        for (long n : shape) {
            // both are below 2^31, so the product fits a long
            bytes *= n;
            if (bytes > data) {
                throw tensor.wrong("shape", shape, "what fits the " + data + " bytes of data");
            }
        }
        if (offsets.get(1) - offsets.get(0) != bytes) {
            throw tensor.wrong("data_offsets", offsets, bytes + " bytes, as " + dtype + " " + shape + " needs");
        }
        int[] sizes = shape.stream().mapToInt(Long::intValue).toArray();
        return new Entry(name, width == 8, sizes, offsets.get(0), offsets.get(1));
    }

    private static void checkTiling(List<Entry> entries, int data) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::begin));
        long end = 0;
        for (Entry entry : sorted) {
            if (entry.begin != end) {
                throw BundleException.of(
                        FILE,
                        "begin of tensor " + BundleException.shown(entry.name),
                        entry.begin + (entry.begin < end ? " (overlap)" : " (gap)"),
                        end + ", the end of the tensor before");
            }
            end = entry.end;
        }
        if (end != data) {
            throw BundleException.of(
                    FILE, "size of the data", data + " bytes", end + " bytes, the end of the last tensor");
        }
    }
}
