package dev.undercurrent.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.scoring.LogJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.LineEncoder;
import dev.undercurrent.jobs.scoring.format.LineFeedEncoder;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole way of a line on a real broker. */
class LogJobITCase {

    private static final int LINES = 3_000;
    private static final int FAILURES = 4;
    private static final long T = Observations.WRITTEN_MS - 3_600_000;

    private static final String PIPELINE = """
            kind: logs
            source: {kafka: {until: latest}, format: text}
            series: {expire: 1h}
            logs:
              key: 'req-\\d+'
              multi-line: {mode: indent}
              sequence: {end: 'request done', silence: 30s}
            alarm: {budget: 100, per: 1d, warm-up: 16, refractory: 10, hold: 4, freeze: 16}
            flink:
              properties:
                restart-strategy.type: fixed-delay
                restart-strategy.fixed-delay.attempts: "20"
                restart-strategy.fixed-delay.delay: 50 ms
            """;

    /** A record and what becomes of it: the class of its dead letter, null where it is good. */
    private record Sent(byte[] value, String cause) {}

    /** Requests of a made-up service: each in one partition, some with stack traces, some that end, some that fall silent. */
    static List<String> lines(int partition, int n) {
        System.out.println("LogJobITCase: seed " + (61 + partition));
        SplittableRandom random = new SplittableRandom(61 + partition);
        List<String> lines = new ArrayList<>();
        long time = T;
        for (int i = 0; i < n; i++) {
            time += random.nextInt(400);
            String head = java.time.Instant.ofEpochMilli(time) + " INFO req-" + (partition * 1000 + random.nextInt(12));
            switch (random.nextInt(9)) {
                case 0 -> lines.add(head + " request done in " + random.nextInt(900) + " ms");
                case 1 -> {
                    lines.add(head + " failed at step " + random.nextInt(20));
                    lines.add("\tat a.b.C(D.java:" + random.nextInt(99) + ")");
                    lines.add("Caused by: java.lang.IllegalStateException: no");
                }
                case 2 -> lines.add(head + " moved to req-" + (partition * 1000 + 500));
                default ->
                    lines.add(head + " "
                            + List.of("read", "write", "open", "close").get(random.nextInt(4)) + " file f"
                            + random.nextInt(5));
            }
        }
        return lines;
    }

    private static List<RawRecord> produce(PipelineConfig config, int partitions) throws Exception {
        String topic = config.source().kafka().topic();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            for (String line : lines(p, LINES / partitions)) {
                records.add(new ProducerRecord<>(topic, p, Observations.WRITTEN_MS, null, line.getBytes(UTF_8)));
            }
        }
        List<RecordMetadata> places = Stage.produce(records);
        List<RawRecord> placed = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            placed.add(RawRecord.ofKafka(
                    null,
                    records.get(i).value(),
                    topic,
                    places.get(i).partition(),
                    places.get(i).offset(),
                    Observations.WRITTEN_MS));
        }
        return placed;
    }

    static void run(PipelineConfig config, LineEncoder encoder) throws Exception {
        try (EmbeddedCluster cluster = Stage.cluster(config, new Configuration())) {
            StreamExecutionEnvironment env = cluster.environment();
            LogJob.onKafka(env, config, encoder);
            Stage.await(cluster.start(env, config.name()));
        }
    }

    @ParameterizedTest(name = "parallelism {0}, {1}, lateness {2}, {3}")
    @DisplayName("Killed at seeded points and restarted, the job writes exactly what the two plain folds write")
    @CsvSource({"1, heap, 0s, adaptive", "2, heap, 0s, trained", "2, rocksdb, 1s, adaptive"})
    void jobEqualsFold(int parallelism, String backend, String lateness, String model) throws Exception {
        List<String> sets = new ArrayList<>(List.of(
                "flink.parallelism=" + parallelism, "flink.state-backend=" + backend, "series.lateness=" + lateness));
        if (model.equals("trained")) {
            Path bundle = Stage.directory("log-bundle").resolve("counted.zip");
            LogBundles.write(Stage.config("learnt", PIPELINE), lines(9, 1000), bundle);
            sets.add("logs.model.bundle=" + bundle);
            sets.add("logs.model.adaptation=0.25");
        }
        PipelineConfig config =
                Stage.config("logs-" + parallelism + "-" + backend, PIPELINE, sets.toArray(new String[0]));
        // one source is one partition: lines of several partitions have no order among each other
        Stage.topics(config, 1);
        List<RawRecord> records = produce(config, 1);

        run(config, FailingLineEncoder.around(new LineFeedEncoder(config), 43, FAILURES, 450));

        assertThat(Failures.count()).isEqualTo(FAILURES);
        LineFold fold = new LineFold(config).accept(records).finish();
        if (model.equals("trained")) {
            assertThat(fold.written(Feed.REGIMES).values()).anyMatch(changes -> changes.size() > 1);
            assertThat(Fold.read(Stage.committed(config, Feed.REGIMES)))
                    .isEqualTo(new TreeMap<>(fold.written(Feed.REGIMES)));
        }
        for (Feed feed : List.of(Feed.LINE_SCORES, Feed.SEQUENCE_SCORES)) {
            assertThat(fold.written(feed)).as(feed + " of the fold").hasSize(13);
            assertThat(Fold.read(Stage.committed(config, feed)))
                    .as("%s", feed)
                    .isEqualTo(new TreeMap<>(fold.written(feed)));
        }
        assertThat(Fold.read(Stage.committed(config, Feed.INCIDENTS)))
                .isEqualTo(new TreeMap<>(fold.written(Feed.INCIDENTS)));
        long scored = fold.written(Feed.LINE_SCORES).values().stream()
                .mapToLong(List::size)
                .sum();
        assertThat(scored).isGreaterThan(LINES);
        assertThat(fold.written(Feed.SEQUENCE_SCORES).values().stream()
                        .mapToLong(List::size)
                        .sum())
                .isGreaterThan(100);
        assertThat(Stage.committed(config, Feed.DEAD_LETTERS)).isEmpty();
    }

    @Test
    @DisplayName("Numbers in lines are scored as series of their own, by template and position")
    void numbers() throws Exception {
        PipelineConfig config = Stage.config("log-numbers", PIPELINE, "logs.parameters.series=true");
        Stage.topics(config, 1);
        List<RawRecord> records = produce(config, 1);
        LineFold fold = new LineFold(config).accept(records).finish();
        Map<String, Long> expected =
                fold.numbers().stream().collect(Collectors.groupingBy(Event::series, Collectors.counting()));
        assertThat(expected).isNotEmpty();

        run(config, new LineFeedEncoder(config));

        Map<String, Long> found = Stage.committed(config, Feed.SCORES).stream()
                .collect(Collectors.groupingBy(r -> new String(r.key(), UTF_8), Collectors.counting()));
        assertThat(found).isEqualTo(expected);
        assertThat(found.keySet()).allMatch(series -> series.matches("log-numbers\\.logs\\.v1/[0-9a-f]{16}/\\d+"));
    }

    @Test
    @DisplayName(
            "Poison among good lines: each is a dead letter with its cause or scored with a mark, none stops the job")
    void poison() throws Exception {
        PipelineConfig config = Stage.config(
                "log-poison",
                "{kind: logs, source: {kafka: {until: latest}, format: text}, logs: {time: {missing: reject}}}");
        Stage.topics(config, 1);
        String good = "2026-01-01T00:00:00Z hello world ";
        List<Sent> sent = new ArrayList<>();
        sent.add(new Sent((good + 1).getBytes(UTF_8), null));
        sent.add(new Sent(new byte[] {1, 2, 3, 4, 0, 9, 8}, "binary"));
        byte[] noise = new byte[3000];
        new SplittableRandom(5).nextBytes(noise);
        sent.add(new Sent(noise, "binary"));
        sent.add(new Sent((good + "x".repeat(1_000_000)).getBytes(UTF_8), null));
        sent.add(new Sent("hello without any time".getBytes(UTF_8), "bad-time"));
        sent.add(new Sent("9999-12-31T00:00:00Z from the future".getBytes(UTF_8), "future-time"));
        sent.add(new Sent((good + "Gr\u00fc\u00dfe").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), null));
        sent.add(new Sent("   ".getBytes(UTF_8), "blank"));
        sent.add(new Sent((good + 2).getBytes(UTF_8), null));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        sent.forEach(each -> records.add(new ProducerRecord<>(
                config.source().kafka().topic(), 0, Observations.WRITTEN_MS, "k".getBytes(UTF_8), each.value)));
        List<RecordMetadata> places = Stage.produce(records);

        run(config, new LineFeedEncoder(config));

        Map<Long, String> expected = new HashMap<>();
        int i = 0;
        int scored = 0;
        for (Sent each : sent) {
            long offset = places.get(i++).offset();
            if (each.cause == null) {
                scored++;
            } else if (!each.cause.equals("blank")) {
                expected.put(offset, each.cause);
            }
        }
        Map<Long, String> letters = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : Stage.committed(config, Feed.DEAD_LETTERS)) {
            letters.put(Long.parseLong(header(letter, "source.offset")), header(letter, "error.class"));
            int at = (int) (Long.parseLong(header(letter, "source.offset"))
                    - places.get(0).offset());
            assertThat(letter.value()).isEqualTo(records.get(at).value());
        }
        assertThat(letters).isEqualTo(expected);
        List<String> lines = Stage.committed(config, Feed.LINE_SCORES).stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::offset))
                .map(r -> Observations.text(java.util.HexFormat.of().formatHex(r.value())))
                .toList();
        assertThat(lines).hasSize(scored);
        assertThat(lines.get(1)).contains("hello world xxx");
        assertThat(lines.get(2)).contains("Gr\uFFFD\uFFFDe");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
