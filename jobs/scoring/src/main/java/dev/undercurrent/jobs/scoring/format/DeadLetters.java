package dev.undercurrent.jobs.scoring.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records that could not be used: their original bytes, and in the headers why and where from. */
final class DeadLetters {

    /** Largest value kept, bytes: below the default limits of producers and brokers. */
    static final int MAX_VALUE = 900_000;

    private static final int MAX_KEY = 32_000;
    private static final int MAX_MESSAGE = 500;

    private DeadLetters() {}

    static OutRecord of(RawRecord record, InvalidRecord why) {
        List<String> headers = new ArrayList<>(headers(
                why.cause().errorClass(),
                why.cause().stage(),
                why.getMessage(),
                record.topic(),
                record.partition(),
                record.offset()));
        byte[] key = truncated(record.key(), MAX_KEY);
        byte[] value = truncated(record.value(), MAX_VALUE);
        if (key != record.key() || value != record.value()) {
            headers.addAll(List.of("truncated", "true", "original.length", length(record.value())));
        }
        return new OutRecord(Feed.DEAD_LETTERS, key, value, headers.toArray(String[]::new));
    }

    /** Headers of an event that was refused after decoding; its original bytes are gone by then. */
    static String[] refused(Event event, String topic, String errorClass, String message) {
        return headers(errorClass, "score", message, topic, event.partition(), event.offset())
                .toArray(String[]::new);
    }

    /** A line that was refused after decoding: its text, since its original bytes are gone by then. */
    static OutRecord refused(LineEncoder.Refused line, String topic, String stage, String errorClass, String message) {
        List<String> headers = headers(errorClass, stage, message, topic, line.partition(), line.offset());
        return new OutRecord(
                Feed.DEAD_LETTERS,
                line.key().getBytes(StandardCharsets.UTF_8),
                line.text().getBytes(StandardCharsets.UTF_8),
                headers.toArray(String[]::new));
    }

    private static List<String> headers(
            String errorClass, String stage, String message, String topic, int partition, long offset) {
        return List.of(
                "error.class",
                errorClass,
                "error.message",
                message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message,
                "stage",
                stage,
                "source.topic",
                topic,
                "source.partition",
                Integer.toString(partition),
                "source.offset",
                Long.toString(offset));
    }

    private static byte[] truncated(byte[] bytes, int max) {
        return bytes == null || bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }

    private static String length(byte[] bytes) {
        return Integer.toString(bytes == null ? 0 : bytes.length);
    }
}
