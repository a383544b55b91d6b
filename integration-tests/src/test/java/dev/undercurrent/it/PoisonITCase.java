package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import dev.undercurrent.schemas.Score;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every kind of poison among good records, in every format. */
class PoisonITCase {

    private static final long T = Observations.WRITTEN_MS * 1000;

    /**
     * A record and what becomes of it.
     *
     * @param cause error class of its dead letter; null where it is good
     * @param stage where on its way it stops
     */
    private record Sent(byte[] key, byte[] value, String cause, String stage) {}

    private final List<Sent> sent = new ArrayList<>();

    private void good(String key, byte[] value) {
        sent.add(new Sent(utf8(key), value, null, null));
    }

    private void bad(String cause, byte[] key, byte[] value) {
        boolean undecodable = cause.equals("malformed") || cause.equals("unknown-schema");
        sent.add(new Sent(key, value, cause, undecodable ? "decode" : "validate"));
    }

    private void bad(String cause, byte[] value) {
        bad(cause, utf8("k"), value);
    }

    private void bad(String cause, String value) {
        bad(cause, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName(
            "Avro: each poison record becomes one dead letter with its bytes and its cause; all good ones are scored")
    void avro() throws Exception {
        PipelineConfig config = Stage.config("poison-avro", "source: {kafka: {until: latest}}");
        byte[] valid = Observations.avro(config, "a", T, 1, 2);
        for (int i = 0; i < 50; i++) {
            good("a", Observations.avro(config, "a", T + i, i, Double.NaN));
        }
        good("old", Observations.avro(config, "old", -1, 1));
        good("k".repeat(512), Observations.avro(config, "k".repeat(512), T, 1));
        bad("malformed", new byte[0]);
        bad("malformed", (byte[]) null);
        bad("malformed", "garbage");
        byte[] garbage = new byte[300];
        new SplittableRandom(5).nextBytes(garbage);
        garbage[0] = 7;
        bad("malformed", garbage);
        bad("malformed", new byte[] {0, 0, 0});
        byte[] magic = valid.clone();
        magic[0] = 1;
        bad("malformed", magic);
        bad("malformed", Arrays.copyOf(valid, valid.length - 3));
        bad("malformed", Arrays.copyOf(valid, WireFormat.HEADER));
        bad("malformed", Arrays.copyOf(valid, valid.length + 1));
        byte[] unknown = valid.clone();
        System.arraycopy(WireFormat.header(4711), 0, unknown, 0, WireFormat.HEADER);
        bad("unknown-schema", unknown);
        bad("missing-key", Observations.avro(config, "", T, 1));
        bad("long-key", Observations.avro(config, "k".repeat(513), T, 1));
        bad("long-key", Observations.avro(config, "ä".repeat(257), T, 1));
        bad("bad-time", Observations.avro(config, "a", Long.MAX_VALUE, 1, 2));
        bad("bad-time", Observations.avro(config, "a", Long.MIN_VALUE, 1, 2));
        bad("future-time", Observations.avro(config, "a", T + 2 * 3_600_000_000L, 1, 2));
        bad("infinite-value", Observations.avro(config, "a", T, 1, Double.POSITIVE_INFINITY));
        bad("infinite-value", Observations.avro(config, "a", T, Double.NEGATIVE_INFINITY, 1));
        bad("wrong-channels", Observations.avro(config, "a", T));
        bad("malformed", Observations.avro(config, "b", T, new double[1025]));
        check(config);
    }

    @Test
    @DisplayName("A registered schema that lacks the fields is poison too, not a failure of the job")
    void foreignSchema() throws Exception {
        PipelineConfig config = Stage.config("poison-schema", "source: {kafka: {until: latest}}");
        int id = Stage.registry().register("foreign-value", Score.getClassSchema());
        byte[] foreign = Observations.avro(config, "a", T, 1);
        System.arraycopy(WireFormat.header(id), 0, foreign, 0, WireFormat.HEADER);
        good("a", Observations.avro(config, "a", T, 1));
        bad("malformed", foreign);
        good("a", Observations.avro(config, "a", T + 1, 1));
        check(config);
    }

    @Test
    @DisplayName(
            "JSON: each poison record becomes one dead letter with its bytes and its cause; all good ones are scored")
    void json() throws Exception {
        PipelineConfig config = Stage.config(
                "poison-json",
                "source: {kafka: {until: latest}, format: json, fields: {time-format: ms, channels: 2}}");
        for (int i = 0; i < 50; i++) {
            good(
                    "a",
                    utf8("{\"series\":\"a\",\"time\":" + (Observations.WRITTEN_MS + i) + ",\"values\":[1.5,"
                            + (i % 2 == 0 ? "null" : "2") + "]}"));
        }
        good("a", utf8("{\"series\":7,\"time\":-1,\"values\":[1,2],\"more\":{}}"));
        String at = "\"time\":" + Observations.WRITTEN_MS;
        bad("malformed", new byte[0]);
        bad("malformed", (byte[]) null);
        bad("malformed", "{\"series\":\"a\",");
        bad("malformed", "garbage");
        bad("malformed", "[1,2]");
        bad("malformed", "{\"series\":\"a\"," + at + ",\"values\":[1,2]} {}");
        bad("missing-key", "{" + at + ",\"values\":[1,2]}");
        bad("missing-key", "{\"series\":null," + at + ",\"values\":[1,2]}");
        bad("missing-key", "{\"series\":[1]," + at + ",\"values\":[1,2]}");
        bad("bad-time", "{\"series\":\"a\",\"values\":[1,2]}");
        bad("bad-time", "{\"series\":\"a\",\"time\":\"yesterday\",\"values\":[1,2]}");
        bad("bad-time", "{\"series\":\"a\",\"time\":9e99,\"values\":[1,2]}");
        bad("bad-time", "{\"series\":\"a\",\"time\":{},\"values\":[1,2]}");
        bad(
                "future-time",
                "{\"series\":\"a\",\"time\":" + (Observations.WRITTEN_MS + 7_200_000) + ",\"values\":[1,2]}");
        bad("bad-value", "{\"series\":\"a\"," + at + ",\"values\":[1,\"high\"]}");
        bad("bad-value", "{\"series\":\"a\"," + at + ",\"values\":[1,{}]}");
        bad("bad-value", "{\"series\":\"a\"," + at + ",\"values\":[1,true]}");
        bad("infinite-value", "{\"series\":\"a\"," + at + ",\"values\":[1,-Infinity]}");
        bad("infinite-value", "{\"series\":\"a\"," + at + ",\"values\":[1,1e999]}");
        bad("wrong-channels", "{\"series\":\"a\"," + at + ",\"values\":[1]}");
        bad("wrong-channels", "{\"series\":\"a\"," + at + ",\"values\":[1,2,3]}");
        check(config);
    }

    @Test
    @DisplayName(
            "CSV: each poison record becomes one dead letter with its bytes and its cause; all good ones are scored")
    void csv() throws Exception {
        PipelineConfig config = Stage.config(
                "poison-csv",
                "source: {kafka: {until: latest}, format: csv, fields: {columns: [timestamp, x, y], time-format: iso}}");
        for (int i = 10; i < 60; i++) {
            good("a", utf8("2026-01-01T00:00:" + i + "Z,1," + (i % 3 == 0 ? "" : "2")));
        }
        good("old", utf8("1969-12-31 23:59:59,1,2"));
        String at = "2026-01-01T00:00:00Z";
        bad("malformed", (byte[]) null);
        bad("malformed", new byte[0]);
        bad("malformed", at + ",1");
        bad("malformed", at + ",1,2,3");
        bad("malformed", at + ",1,2\n" + at + ",1,2");
        bad("missing-key", null, utf8(at + ",1,2"));
        bad("missing-key", new byte[0], utf8(at + ",1,2"));
        bad("long-key", utf8("k".repeat(600)), utf8(at + ",1,2"));
        bad("bad-time", ",1,2");
        bad("bad-time", "soon,1,2");
        bad("future-time", "2026-01-02T00:00:00Z,1,2");
        bad("bad-value", at + ",1,high");
        bad("bad-value", at + ",0x1p3,1");
        bad("infinite-value", at + ",1,Infinity");
        bad("infinite-value", at + ",1e999,1");
        check(config);
    }

    @Test
    @DisplayName("Refused after decoding: another number of values than the series has, and one series too many")
    void refused() throws Exception {
        PipelineConfig config =
                Stage.config("poison-refused", "source: {kafka: {until: latest}}", "series.max-series=2");
        good("a", Observations.avro(config, "a", T, 1, 2));
        sent.add(new Sent(utf8("a"), Observations.avro(config, "a", T + 1, 1), "wrong-number-of-values", "score"));
        good("b", Observations.avro(config, "b", T, 1));
        sent.add(new Sent(utf8("c"), Observations.avro(config, "c", T, 1), "too-many-series", "score"));
        good("a", Observations.avro(config, "a", T + 2, 1, 2));
        check(config);
    }

    /** Runs the job over what was sent and accounts for every record. */
    private void check(PipelineConfig config) throws Exception {
        Stage.topics(config, 1);
        String topic = config.source().kafka().topic();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Sent s : sent) {
            records.add(new ProducerRecord<>(topic, 0, Observations.WRITTEN_MS, s.key, s.value));
        }
        List<RecordMetadata> places = Stage.produce(records);
        Stage.run(config, new FeedEncoder(config));

        Map<Long, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : Stage.committed(config, Feed.DEAD_LETTERS)) {
            assertThat(header(letter, "source.topic")).isEqualTo(topic);
            assertThat(header(letter, "source.partition")).isEqualTo("0");
            assertThat(letters.put(Long.parseLong(header(letter, "source.offset")), letter))
                    .as("a second dead letter of offset " + header(letter, "source.offset"))
                    .isNull();
        }
        int good = 0;
        for (int i = 0; i < sent.size(); i++) {
            Sent s = sent.get(i);
            ConsumerRecord<byte[], byte[]> letter = letters.remove(places.get(i).offset());
            if (s.cause == null) {
                good++;
                assertThat(letter).as("dead letter of good record " + i).isNull();
                continue;
            }
            String what = "record " + i + ", " + s.cause;
            assertThat(letter).as(what).isNotNull();
            assertThat(header(letter, "error.class")).as(what).isEqualTo(s.cause);
            assertThat(header(letter, "stage")).as(what).isEqualTo(s.stage);
            assertThat(header(letter, "error.message")).as(what).isNotBlank();
            assertThat(letter.key()).as(what).isEqualTo(s.key);
            if (!s.stage.equals("score")) {
                // refused events were decoded long ago: they are written out again
                assertThat(letter.value()).as(what).isEqualTo(s.value);
            }
        }
        assertThat(letters).isEmpty();
        assertThat(Stage.committed(config, Feed.SCORES)).hasSize(good);
        assertThat(Stage.committed(config, Feed.LATE)).isEmpty();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
