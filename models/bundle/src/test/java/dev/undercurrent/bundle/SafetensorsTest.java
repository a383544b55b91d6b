package dev.undercurrent.bundle;

import static dev.undercurrent.bundle.Refusals.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.network.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SafetensorsTest {

    /** A file of that header and so many bytes of zeros. */
    private static byte[] file(String header, int data) {
        byte[] json = header.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + json.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private static Tensors read(String header, int data) {
        return Safetensors.read(file(header, data), Limits.standard());
    }

    private static String tensor(String dtype, String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
    }

    private static void bad(String header, int data, String... parts) {
        refused(() -> read(header, data), parts);
    }

    /**
     * {@code reference.safetensors} was written by the format's own library, safetensors 0.8.0 for Python:
     *
     * <pre>
     *   save_file({"b.weight": numpy.array([[1.5, -2], [3e-45, 3.4028234663852886e38]], numpy.float32),
     *              "a": numpy.array([0.1, -5e-324], numpy.float64), "c": numpy.array(7, numpy.float32)}, name, metadata={"made by": "hand"})
     * </pre>
     */
    @Test
    @DisplayName("Files of the format's own library are read")
    void reference() throws IOException {
        Tensors tensors;
        try (InputStream in = SafetensorsTest.class.getResourceAsStream("reference.safetensors")) {
            tensors = Safetensors.read(in.readAllBytes(), Limits.standard());
        }
        assertThat(tensors.values("a", 2)).containsExactly(.1, -Double.MIN_VALUE);
        assertThat(tensors.weights().get("b.weight", 2, 2))
                .containsExactly(1.5f, -2, 2 * Float.MIN_VALUE, Float.MAX_VALUE);
        assertThat(tensors.weights().get("c")).containsExactly(7);
        assertThat(tensors.size()).isEqualTo(7);
    }

    /** Its own library reads these bytes: {@code safetensors.numpy.load(bytes.fromhex(…))}, 0.8.0, gives what is written here. */
    @Test
    @DisplayName("What is written are these very bytes, data aligned to eight")
    void written() {
        var tensors = new Tensors(
                new TreeMap<>(Map.of("f", Tensor.of(new float[] {1, -2}, 1, 2))),
                new TreeMap<>(Map.of("z", DoubleTensor.of(new double[] {.5}, 1))));
        byte[] bytes = Safetensors.write(tensors);
        String header = "{\"z\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"f\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        byte[] expected = file(padded, 16);
        ByteBuffer.wrap(expected, 8 + padded.length(), 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(.5)
                .putFloat(1)
                .putFloat(-2);
        assertThat(bytes).isEqualTo(expected);
        assertThat(Safetensors.hash(tensors)).isEqualTo(ContentHash.of(bytes));
        assertThat(Safetensors.write(Safetensors.read(bytes, Limits.standard())))
                .isEqualTo(bytes);
    }

    @Test
    @DisplayName("Tensors longer than the writer's buffer are whole")
    void large() {
        float[] values = new float[10_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        var tensors = new Tensors(
                new TreeMap<>(Map.of("a", Tensor.of(new float[] {-1}, 1), "b", Tensor.of(values, values.length))),
                new TreeMap<>());
        byte[] bytes = Safetensors.write(tensors);
        Tensors read = Safetensors.read(bytes, Limits.standard());
        assertThat(read.weights().get("b", values.length)).isEqualTo(values);
        assertThat(Safetensors.hash(tensors)).isEqualTo(ContentHash.of(bytes));
    }

    @Test
    @DisplayName("Headers of impossible length are refused before anything is allocated")
    void headerLength() {
        refused(
                () -> Safetensors.read(new byte[7], Limits.standard()),
                "weights.safetensors",
                "size is 7",
                "at least 8");
        byte[] bytes = file("{}", 0);
        for (byte high : new byte[] {(byte) 0x80, 0x7f, 1}) {
            bytes[7] = high;
            refused(() -> Safetensors.read(bytes, Limits.standard()), "header length is");
        }
        bytes[7] = 0;
        bytes[0] = 3;
        refused(() -> Safetensors.read(bytes, Limits.standard()), "header length is 3", "in a file of 10 bytes");
        byte[] large = file("{" + " ".repeat(1 << 20) + "}", 0);
        refused(() -> Safetensors.read(large, Limits.standard()), "header length is 1048578", "limit of 1048576");
    }

    @Test
    @DisplayName("Headers that are not one JSON object are refused")
    void headerText() {
        bad("[]", 0, "first byte of the header is 91");
        bad("{} {}", 0, "weights.safetensors");
        bad("{\"a\":1}", 0, "a is 1", "an object");
        bad("{\"a\"", 0, "weights.safetensors");
        bad("{\"a\":" + "[".repeat(1000), 0, "levels deep");
        bad("{\"__metadata__\":{\"x\":1}}", 0, "__metadata__.x is 1", "a text");
        String one = tensor("F32", "[1]", "[0,4]").replace("{\"a\"", "").replaceAll("}$", "");
        bad("{\"a\"" + one + ",\"a\"" + one + "}", 4, "Duplicate field 'a'");
        byte[] latin = file("{\"a\":\"ä\"}", 0);
        latin[14] = (byte) 0xff;
        refused(() -> Safetensors.read(latin, Limits.standard()), "not UTF-8");
    }

    @Test
    @DisplayName("Types, shapes and offsets that do not agree are refused")
    void entries() {
        assertThat(read(tensor("F32", "[1]", "[0,4]"), 4).floats()).containsOnlyKeys("a");
        bad(tensor("BF16", "[2]", "[0,4]"), 4, "a.dtype is BF16", "F32, F64");
        bad(tensor("F32", "[0]", "[0,0]"), 0, "a.shape is 0", "1 to");
        bad(tensor("F32", "[-1]", "[0,4]"), 4, "a.shape is -1");
        bad(tensor("F32", "[1.0]", "[0,4]"), 4, "a.shape is 1.0", "a whole number");
        bad(tensor("F32", "[18446744073709551617]", "[0,4]"), 4, "a.shape is 18446744073709551617");
        bad(tensor("F32", "[65536,65536,65536,65536,65536]", "[0,4]"), 4, "fits the 4 bytes");
        bad(tensor("F32", "[2147483647,2147483647,4]", "[0,4]"), 4, "fits the 4 bytes");
        bad(tensor("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4, "at most 8 axes");
        bad(tensor("F32", "[1]", "[0,8]"), 8, "a.data_offsets is [0, 8]", "4 bytes");
        bad(tensor("F32", "[1]", "[-4,0]"), 4, "a.data_offsets is -4");
        bad(tensor("F32", "[1]", "[4,0]"), 4, "begin ≤ end");
        bad(tensor("F32", "[1]", "[0,4,4]"), 4, "begin and end");
        bad(tensor("F32", "[1]", "[4,8]"), 4, "a.data_offsets is 8", "0 to 4");
        bad(tensor("F32", "[1]", "[4,8]"), 8, "begin of tensor a is 4 (gap)");
        bad(tensor("F32", "[1]", "[0,4]"), 5, "size of the data is 5 bytes", "4 bytes");
        bad(tensor("F32", "[1]", "[0,4]").replace("\"shape\"", "\"size\""), 4, "a.shape is missing");
        bad(tensor("F32", "[1]", "[0,4],\"x\":0"), 4, "unknown field a.x");
        bad(tensor("F32", "[1]", "[0,4]").replace("\"a\"", "\"\\u0007\""), 4, "name of a tensor is ?");
        bad(tensor("F32", "[1]", "[0,4]").replace("\"a\"", "\"\""), 4, "name of a tensor is ;");
    }

    @Test
    @DisplayName("Tensors that share bytes, or leave some between them, are refused")
    void tiling() {
        String two = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}";
        assertThat(read(two.formatted(8, 12), 12).floats()).hasSize(2);
        bad(two.formatted(4, 8), 8, "begin of tensor b is 4 (overlap)", "8");
        bad(two.formatted(12, 16), 16, "begin of tensor b is 12 (gap)", "8");
    }

    @Test
    @DisplayName("Values that are no finite numbers are refused, in both precisions, read or written")
    void finite() {
        for (int bits : new int[] {0x7fc00000, 0x7f800000, 0xff800000}) {
            byte[] bytes = file(tensor("F32", "[1]", "[0,4]"), 4);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 4, bits);
            refused(() -> Safetensors.read(bytes, Limits.standard()), "a value of tensor a is", "finite numbers");
        }
        byte[] wide = file(tensor("F64", "[1]", "[0,8]"), 8);
        Arrays.fill(wide, wide.length - 8, wide.length, (byte) 0xff);
        refused(() -> Safetensors.read(wide, Limits.standard()), "a value of tensor a is NaN");
        refused(
                () -> Tensors.of(Map.of("a", DoubleTensor.of(new double[] {1 / 0.}, 1))),
                "a value of tensor a is Infinity");
    }
}
