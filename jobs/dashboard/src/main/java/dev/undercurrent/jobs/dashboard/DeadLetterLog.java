package dev.undercurrent.jobs.dashboard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The causes of dead letters with their counts, and the last letters themselves, cut short. Thread-safe. */
final class DeadLetterLog {

    static final int SAMPLES = 50;
    static final int PREVIEW = 240;
    private static final int MAX_CAUSES = 64;
    private static final String OTHER = "other causes";

    /** One letter; {@code time} is Kafka's, microseconds UTC; the preview is text with what cannot be shown escaped. */
    record Sample(long time, String stage, String cause, String message, String source, String preview, int bytes) {}

    private final Map<String, Long> causes = new LinkedHashMap<>();
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    synchronized void add(ConsumerRecord<byte[], byte[]> letter) {
        String cause = header(letter, "error.class");
        causes.merge(causes.size() < MAX_CAUSES || causes.containsKey(cause) ? cause : OTHER, 1L, Long::sum);
        if (samples.size() == SAMPLES) {
            samples.removeLast();
        }
        byte[] value = letter.value() == null ? new byte[0] : letter.value();
        samples.addFirst(new Sample(
                letter.timestamp() * 1_000,
                header(letter, "stage"),
                cause,
                header(letter, "error.message"),
                header(letter, "source.topic") + "-" + header(letter, "source.partition") + "@"
                        + header(letter, "source.offset"),
                preview(value),
                value.length));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null || header.value() == null ? "?" : new String(header.value(), StandardCharsets.UTF_8);
    }

    static String preview(byte[] value) {
        String text = new String(value, 0, Math.min(value.length, PREVIEW), StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == 0xfffd || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                out.append('·');
            } else {
                out.appendCodePoint(c);
            }
        });
        return value.length > PREVIEW ? out + "…" : out.toString();
    }

    synchronized Map<String, Long> causes() {
        return new LinkedHashMap<>(causes);
    }

    /** The newest first. */
    synchronized List<Sample> samples() {
        return new ArrayList<>(samples);
    }
}
