package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.schemas.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends the demo's own log, keyed by the part that wrote each line, and the files that the user names, as Avro lines. For one thread. */
final class LogFeed implements AutoCloseable {

    private static final Pattern OWN = Pattern.compile("(\\S+Z) (\\w+) +(\\S+) - (.*)", Pattern.DOTALL);
    private static final Pattern OWN_FIRST = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:");
    private static final Pattern OTHER_FIRST = Pattern.compile("(?!Caused by:)\\S");
    private static final String OWN_SOURCE = "broker and flink";

    private final KafkaProducer<String, byte[]> producer;
    private final Wire wire;
    private final Tally tally;
    private final List<LogTail> tails = new ArrayList<>();
    private volatile Exception failure;

    /** @param own log of this process */
    LogFeed(String bootstrap, EmbeddedRegistry registry, Tally tally, Path own, List<Path> follow) throws IOException {
        this.wire = new Wire(registry);
        this.tally = tally;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "enable.idempotence", "true", "linger.ms", "5"),
                new StringSerializer(),
                new ByteArraySerializer());
        tails.add(new LogTail(own, false, OWN_FIRST, this::own));
        for (Path file : follow) {
            String name = String.valueOf(file.getFileName());
            tails.add(new LogTail(file, true, OTHER_FIRST, event -> send(name, name, Instant.now(), null, event)));
        }
    }

    /** Follows all until {@code stopped} says so. */
    void feed(BooleanSupplier stopped) throws IOException, InterruptedException {
        while (!stopped.getAsBoolean()) {
            for (LogTail tail : tails) {
                tail.poll();
            }
            if (failure != null) {
                throw new IOException("Kafka did not take a line: " + failure, failure);
            }
            Thread.sleep(100);
        }
        tails.forEach(LogTail::flush);
        producer.flush();
    }

    private void own(String event) {
        Matcher m = OWN.matcher(event);
        if (m.matches()) {
            try {
                String logger = m.group(3);
                String text = logger.substring(logger.lastIndexOf('.') + 1) + ": " + m.group(4);
                send(part(logger), OWN_SOURCE, Instant.parse(m.group(1)), m.group(2), text);
            } catch (DateTimeParseException e) {
                send("other", OWN_SOURCE, Instant.now(), null, event);
            }
        } else {
            send("other", OWN_SOURCE, Instant.now(), null, event);
        }
    }

    /** Few parts with many lines each: a part must have been heard for a while before it can surprise. */
    private static String part(String logger) {
        return logger.contains("kafka") && !logger.contains("flink")
                ? "kafka"
                : logger.contains("flink") ? "flink" : "other";
    }

    private void send(String key, String source, Instant time, String level, String event) {
        LogLine line = LogLine.newBuilder()
                .setSeries(key)
                .setTime(time)
                .setLine(event)
                .setSource(source)
                .setLevel(level)
                .build();
        try {
            byte[] value = wire.encode(LogDemo.LINES, line);
            // counted before it is sent, so that no verdict can come before its line
            tally.sent.incrementAndGet();
            var unused = producer.send(
                    new ProducerRecord<>(LogDemo.LINES, key, value),
                    (metadata, exception) -> failure = exception == null ? failure : exception);
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(2));
    }
}
