package dev.undercurrent.training;

import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Weights as a safetensors file: 8 bytes length of the header, little-endian; the header, JSON by name with type, shape and
 * offsets; then the values, little-endian floats.
 */
public final class SafeTensors {

    private static final int ALIGNMENT = 8;

    private SafeTensors() {}

    /** Writes a file; an old one stays until the new one is whole. */
    public static void write(Weights weights, Path file) throws IOException {
        StringBuilder header = new StringBuilder("{");
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : weights.tensors().entrySet()) {
            long end = offset + (long) entry.getValue().values().length * Float.BYTES;
            String shape = Arrays.stream(entry.getValue().shape())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(","));
            header.append(offset == 0 ? "" : ",")
                    .append('"')
                    .append(entry.getKey())
                    .append("\":{\"dtype\":\"F32\",\"shape\":[")
                    .append(shape)
                    .append("],\"data_offsets\":[")
                    .append(offset)
                    .append(',')
                    .append(end)
                    .append("]}");
            offset = end;
        }
        header.append('}');
        while (header.length() % ALIGNMENT != 0) {
            header.append(' ');
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + json.length + offset))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(json.length).put(json);
        for (Tensor tensor : weights.tensors().values()) {
            for (float value : tensor.values()) {
                out.putFloat(value);
            }
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, out.array());
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
