package dev.undercurrent.jobs.scoring.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a row came from. As bytes, big-endian: file (4), row (8), series (UTF-8).
 *
 * @param file number of the file
 * @param row number of the row, from 0
 * @param series id, empty where unknown
 */
record RowKey(int file, long row, String series) {

    byte[] bytes() {
        byte[] utf8 = series.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(12 + utf8.length)
                .putInt(file)
                .putLong(row)
                .put(utf8)
                .array();
    }

    static RowKey of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new RowKey(
                buffer.getInt(), buffer.getLong(), new String(bytes, 12, bytes.length - 12, StandardCharsets.UTF_8));
    }
}
