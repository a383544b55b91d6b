package dev.undercurrent.it;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import dev.undercurrent.jobs.dashboard.Action;
import dev.undercurrent.jobs.dashboard.Dashboard;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import dev.undercurrent.schemas.ExpectedTemplate;
import dev.undercurrent.schemas.Forecast;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Late;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.LineStatus;
import dev.undercurrent.schemas.Reason;
import dev.undercurrent.schemas.Score;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The live page over made-up feeds on a real broker: as many series and verdicts a second as wanted, some with names that
 * mean harm, and a button that causes an anomaly.
 *
 * <p>As a program: {@code Playground SERIES VERDICTS_PER_SECOND}; prints the page's address, then answers each line of
 * standard input with what the page has cost so far, until that input ends.
 */
final class Playground implements AutoCloseable {

    /** Names that would do harm where they are taken for markup, addresses or paths. */
    static final List<String> HOSTILE = List.of(
            "<img src=x onerror=\"window.pwned=1\">",
            "\"><script>window.pwned=1</script>",
            "javascript:window.pwned=1",
            "..",
            "a/../../etc/passwd",
            "%2e%2e/%00?#&=;",
            "\u202Egnirts\u0000\u200B",
            "{{constructor.constructor('window.pwned=1')()}}");

    static final String HOSTILE_LINE =
            "panic: </td><script>window.pwned=1</script>\u202E\u001B[31m <img src=x onerror=alert(1)>";

    private static final String PREFIX = "pg";
    private static final int TICK_MILLIS = 50;

    private final Workspace workspace = Workspace.temporary("undercurrent-playground-");
    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry = EmbeddedRegistry.start();
    private final Dashboard dashboard;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<PlaySeries> series = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread;
    private final int rate;
    private final int scores = registry.register(Feed.SCORES.topic(PREFIX) + "-value", Score.getClassSchema());
    private final int forecasts = registry.register(Feed.FORECASTS.topic(PREFIX) + "-value", Forecast.getClassSchema());
    private final int incidents = registry.register(Feed.INCIDENTS.topic(PREFIX) + "-value", Incident.getClassSchema());
    private final int lines = registry.register(Feed.LINE_SCORES.topic(PREFIX) + "-value", LineScore.getClassSchema());
    private final int lates = registry.register(Feed.LATE.topic(PREFIX) + "-value", Late.getClassSchema());
    private volatile boolean stopped;

    Playground(int count, int rate) throws IOException {
        this.rate = rate;
        kafka = EmbeddedKafka.start(workspace.path().resolve("kafka"), Map.of());
        for (Feed feed : Feed.values()) {
            kafka.createTopic(feed.topic(PREFIX), 1, Map.of());
        }
        Instant epoch = Instant.now();
        for (int i = 0; i < count; i++) {
            String id = i < HOSTILE.size() ? HOSTILE.get(i) : "site-%d/machine-%04d/temp".formatted(i % 7, i);
            series.add(new PlaySeries(id, i % 10 == 9 ? 3 : 1, i % 5 == 4, i, epoch));
        }
        PipelineConfig config = ConfigLoader.load(
                "name: playground",
                List.of(
                        "sink.kafka.prefix=" + PREFIX,
                        "source.kafka.bootstrap=" + kafka.bootstrapServers(),
                        "registry.url=" + registry.url(),
                        "dashboard.port=0",
                        "alarm.per=1h"),
                Map.of());
        dashboard = Dashboard.serve(
                config, List.of(new Action("anomaly", "Cause an anomaly", this::disturb)), "playground");
        dashboard.read(config);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "20", "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = new Thread(this::generate, "playground");
        thread.setDaemon(true);
        thread.start();
    }

    URI url() {
        return dashboard.url();
    }

    /** The last series that is made becomes odd, and the first of the hostile ones. */
    private void disturb() {
        series.get(series.size() - 1).disturb();
        series.get(0).disturb();
    }

    private void generate() {
        try {
            int next = 0;
            long begin = System.nanoTime();
            long due = 0;
            for (long tick = 1; !stopped; tick++) {
                if (tick % 10 == 0) {
                    line(tick);
                }
                due += (long) rate * TICK_MILLIS / 1000;
                while (sent.get() < due) {
                    score(series.get(next));
                    next = (next + 1) % series.size();
                }
                if (tick % 40 == 0) {
                    troubles();
                }
                long wait = begin + tick * TICK_MILLIS * 1_000_000L - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void score(PlaySeries one) throws IOException {
        Instant now = Instant.now();
        send(Feed.SCORES, scores, one.next(now));
        sent.incrementAndGet();
        Incident step = one.takeIncident();
        if (step != null) {
            send(Feed.INCIDENTS, incidents, step);
        }
        Forecast forecast = one.forecast(now, 1_000_000L * series.size() / rate);
        if (forecast != null) {
            send(Feed.FORECASTS, forecasts, forecast);
        }
    }

    /** A line of a log; every twentieth means harm and was never seen before. */
    private void line(long tick) throws IOException {
        boolean odd = tick % 200 == 0;
        Instant now = Instant.now();
        send(
                Feed.LINE_SCORES,
                lines,
                LineScore.newBuilder()
                        .setSeries("app/gateway")
                        .setTime(now)
                        .setSequence(tick)
                        .setEpoch(now.truncatedTo(ChronoUnit.DAYS))
                        .setSource("gateway")
                        .setTemplate(odd ? 4711 : 42)
                        .setText(odd ? "panic: <*>" : "request <*> took <*> ms")
                        .setLine(odd ? HOSTILE_LINE : "request " + tick + " took 12 ms")
                        .setLines(1)
                        .setStatus(LineStatus.OK)
                        .setFresh(odd)
                        .setSurprisal(odd ? 14.2 : 0.3)
                        .setProbability(odd ? 7e-7 : 0.74)
                        .setRank(odd ? 217 : 1)
                        .setPValue(odd ? 1e-5 : 0.6)
                        .setAnomalyScore(odd ? 0.42 : 0.02)
                        .setAlarm(false)
                        .setExpected(List.of(
                                new ExpectedTemplate(42L, 0.74, "request <*> took <*> ms"),
                                new ExpectedTemplate(0L, 0.2, "")))
                        .setExplanation("a line")
                        .setRegimeProbability(0)
                        .setSourcePartition(0)
                        .setSourceOffset(tick)
                        .setModel("playground@0123456789ab")
                        .build());
    }

    private void troubles() throws IOException {
        send(
                Feed.LATE,
                lates,
                Late.newBuilder()
                        .setSeries(HOSTILE.get(0))
                        .setTime(Instant.now().minusSeconds(60))
                        .setValues(List.of(1.0))
                        .setReason(Reason.LATE)
                        .setClock(Instant.now())
                        .setSourceTopic("pg.observations.v1")
                        .setSourcePartition(0)
                        .setSourceOffset(7)
                        .build());
        var letter = new ProducerRecord<byte[], byte[]>(
                Feed.DEAD_LETTERS.topic(PREFIX),
                null,
                "<script>window.pwned=1</script>\u0000\u202E".getBytes(StandardCharsets.UTF_8));
        letter.headers()
                .add("error.class", "MALFORMED".getBytes(StandardCharsets.UTF_8))
                .add("error.message", "<b onclick=window.pwned=1>no JSON</b>".getBytes(StandardCharsets.UTF_8))
                .add("stage", "decode".getBytes(StandardCharsets.UTF_8))
                .add("source.topic", "pg.observations.v1".getBytes(StandardCharsets.UTF_8))
                .add("source.partition", "0".getBytes(StandardCharsets.UTF_8))
                .add("source.offset", "42".getBytes(StandardCharsets.UTF_8));
        var unused = producer.send(letter);
    }

    private void send(Feed feed, int id, SpecificRecordBase record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(WireFormat.header(id));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new SpecificDatumWriter<SpecificRecordBase>(record.getSchema()).write(record, encoder);
        var unused = producer.send(new ProducerRecord<>(feed.topic(PREFIX), null, out.toByteArray()));
    }

    /** Processor seconds of the page's own threads, and the heap in use after a collection, as JSON. */
    String cost() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (info != null && info.getThreadName().startsWith("dashboard")) {
                nanos += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return "{\"cpuSeconds\": %.3f, \"heapBytes\": %d, \"sent\": %d}".formatted(nanos / 1e9, heap, sent.get());
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(java.time.Duration.ofSeconds(1));
        dashboard.close();
        registry.close();
        kafka.close();
        workspace.close();
    }

    public static void main(String[] args) throws Exception {
        try (Playground playground = new Playground(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(playground.url());
            while (in.readLine() != null) {
                System.out.println(playground.cost());
            }
        }
        System.exit(0);
    }
}
