package dev.undercurrent.jobs.scoring.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.schemas.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class LineDecoderTest {

    private static final long STAMP = Instant.parse("2024-05-06T08:00:00Z").toEpochMilli();
    private static final long T = 1_714_979_289_000_000L;

    private static LineDecoder decoder(String logs) {
        return new LineDecoder(Samples.config("{kind: logs, source: {format: text}, logs: {" + logs + "}}"));
    }

    private static RawRecord kafka(String key, byte[] value) {
        return RawRecord.ofKafka(key == null ? null : key.getBytes(UTF_8), value, "topic", 3, 4, STAMP);
    }

    private static RawRecord kafka(String value) {
        return kafka("host", value.getBytes(UTF_8));
    }

    private static RawRecord file(String value) {
        return RawRecord.ofLine("a/b.log", 1, 7, value.getBytes(UTF_8));
    }

    private static InvalidRecord.Cause cause(LineDecoder decoder, RawRecord record) {
        try {
            throw new AssertionError("decoded to " + decoder.decode(record));
        } catch (InvalidRecord e) {
            return e.cause();
        }
    }

    @Test
    void textIsKeyedByTheKafkaKeyAndElseByItsSource() throws InvalidRecord {
        Line line = decoder("").decode(kafka("2024-05-06T07:08:09Z up and running\n"));

        assertThat(line.keys()).containsExactly("host");
        assertThat(line.source()).isEqualTo("topic");
        assertThat(line.time()).isEqualTo(T);
        assertThat(line.text()).isEqualTo("up and running");
        assertThat(line.partition()).isEqualTo(3);
        assertThat(line.offset()).isEqualTo(4);
        assertThat(decoder("").decode(file("2024-05-06T07:08:09Z up")).keys()).containsExactly("a/b.log");
    }

    @Test
    void aLineGoesToEveryKeyThatIsFoundOnce() throws InvalidRecord {
        LineDecoder decoder = decoder("key: 'blk_-?\\d+', max-keys: 2");

        assertThat(decoder.decode(kafka("2024-05-06 07:08:09 moved blk_1 to blk_-22, not blk_1"))
                        .keys())
                .containsExactly("blk_1", "blk_-22");
        assertThat(decoder.decode(kafka("2024-05-06 07:08:09 blk_1 blk_2 blk_3"))
                        .keys())
                .containsExactly("blk_1", "blk_2");
        assertThat(decoder.decode(kafka("2024-05-06 07:08:09 none")).keys()).isEmpty();
        assertThat(decoder("key: 'id=(\\w+)', keyless: source")
                        .decode(kafka("2024-05-06 07:08:09 id=x7 up"))
                        .keys())
                .containsExactly("x7");
        assertThat(decoder("key: 'id=(\\w+)', keyless: source")
                        .decode(kafka("2024-05-06 07:08:09 none"))
                        .keys())
                .containsExactly("topic");
    }

    @Test
    void theContentIsWhatThePatternSays() throws InvalidRecord {
        LineDecoder decoder = decoder("content: '\\S+ \\S+ \\w+ (?<content>.*)'");

        assertThat(decoder.decode(kafka("2024-05-06 07:08:09 INFO up and running"))
                        .text())
                .isEqualTo("up and running");
        assertThat(decoder.decode(kafka("2024-05-06 07:08:09 other")).text()).isEqualTo("other");
    }

    @Test
    void aLineThatEndsItsSequenceIsMarked() throws InvalidRecord {
        LineDecoder decoder = decoder("sequence: {end: 'request \\d+ done'}");

        assertThat(decoder.decode(kafka("2024-05-06 07:08:09 request 7 done")).ends())
                .isTrue();
        assertThat(decoder.decode(kafka("2024-05-06 07:08:09 request 7 begun")).ends())
                .isFalse();
    }

    @Test
    void aRecordMayHoldAWholeStackTrace() throws InvalidRecord {
        Line line = decoder("").decode(kafka("""
                2024-05-06 07:08:09 it failed
                java.lang.IllegalStateException: no
                \tat a.B.c(B.java:1)
                Caused by: java.io.IOException: gone
                \tat a.B.d(B.java:2)
                """));

        assertThat(line.text())
                .isEqualTo("it failed | java.lang.IllegalStateException: no | Caused by: java.io.IOException: gone");
        assertThat(line.lines()).isEqualTo(5);
    }

    @Test
    void linesAreToldFromTheirContinuationByTheConfiguredRule() throws InvalidRecord {
        assertThat(decoder("").decode(kafka("\tat a.B")).first()).isTrue();
        LineDecoder indent = decoder("multi-line: {mode: indent}");
        assertThat(indent.decode(kafka("\tat a.B")).first()).isFalse();
        assertThat(indent.decode(kafka("Caused by: no")).first()).isFalse();
        assertThat(indent.decode(kafka("other")).first()).isTrue();
        LineDecoder time = decoder("multi-line: {mode: time}");
        assertThat(time.decode(kafka("other")).first()).isFalse();
        assertThat(time.decode(kafka("2024-05-06 07:08:09 up")).first()).isTrue();
        LineDecoder start = decoder("multi-line: {mode: start, start: '\\[\\w+\\]'}");
        assertThat(start.decode(kafka("[INFO] up")).first()).isTrue();
        assertThat(start.decode(kafka("more [INFO]")).first()).isFalse();
    }

    @Test
    void aLineWithoutATimeTakesWhatTheRuleSays() throws InvalidRecord {
        assertThat(decoder("").decode(kafka("no time")).time()).isEqualTo(STAMP * 1000);
        assertThat(cause(decoder(""), file("no time"))).isEqualTo(InvalidRecord.Cause.BAD_TIME);
        assertThat(cause(decoder("time: {missing: reject}"), kafka("no time"))).isEqualTo(InvalidRecord.Cause.BAD_TIME);
        assertThat(decoder("time: {missing: previous}").decode(file("no time")).time())
                .isEqualTo(Timed.NO_TIME);
        assertThat(cause(decoder(""), kafka("2099-05-06T07:08:09Z up"))).isEqualTo(InvalidRecord.Cause.FUTURE_TIME);
    }

    @Test
    void whatIsNoTextIsRefusedAndWhatIsBrokenOrLongIsMarked() throws InvalidRecord {
        LineDecoder decoder = decoder("max-chars: 64");

        assertThat(cause(decoder, kafka("k", new byte[] {'a', 0, 'b'}))).isEqualTo(InvalidRecord.Cause.BINARY);
        assertThat(cause(decoder, kafka("k", new byte[] {(byte) 0xff, (byte) 0xfe, 1, 2})))
                .isEqualTo(InvalidRecord.Cause.BINARY);
        assertThat(cause(decoder, kafka("k", null))).isEqualTo(InvalidRecord.Cause.MALFORMED);
        assertThat(decoder.decode(kafka(" \n"))).isNull();
        assertThat(decoder.decode(kafka("k", "Gr\u00fc\u00dfe an alle hier und dort".getBytes(ISO_8859_1)))
                        .text())
                .isEqualTo("Gr\uFFFD\uFFFDe an alle hier und dort");
        assertThat(decoder.repaired()).isTrue();
        assertThat(decoder.cut()).isFalse();
        Line cut = decoder.decode(kafka("up " + "\ud83d\ude00".repeat(500_000)));
        assertThat(decoder.cut()).isTrue();
        assertThat(decoder.repaired()).isFalse();
        assertThat(cut.text())
                .startsWith("up \ud83d\ude00")
                .endsWith("\ud83d\ude00" + LineText.CUT)
                .hasSizeLessThan(80);
    }

    @Test
    void jsonHasItsFields() throws InvalidRecord {
        LineDecoder decoder = new LineDecoder(Samples.config(
                "{kind: logs, source: {format: json, fields: {key: [host, unit], time: at, time-format: ms}},"
                        + " logs: {line: message, source: app}}"));
        Line line = decoder.decode(
                kafka("{\"host\":\"h\",\"unit\":\"u\",\"at\":1714979289000,\"message\":\"up\",\"app\":\"shop\"}"));

        assertThat(line.keys()).containsExactly("h/u");
        assertThat(line.source()).isEqualTo("shop");
        assertThat(line.time()).isEqualTo(T);
        assertThat(line.text()).isEqualTo("up");
        assertThat(cause(decoder, kafka("{\"host\":\"h\",\"unit\":\"u\",\"at\":1}")))
                .isEqualTo(InvalidRecord.Cause.MALFORMED);
        assertThat(cause(decoder, kafka("{\"host\":\"h\",\"message\":\"up\"}")))
                .isEqualTo(InvalidRecord.Cause.MISSING_KEY);
        assertThat(decoder.decode(kafka("{\"host\":\"h\",\"unit\":\"u\",\"message\":\"2024-05-06 07:08:09 up\"}"))
                        .time())
                .isEqualTo(T);
    }

    @Test
    void avroIsTheProductsOwnLogLine() throws InvalidRecord, IOException {
        LineDecoder decoder = new LineDecoder(Samples.config("{kind: logs, source: {format: avro-plain}}"));
        GenericRecord record = new GenericData.Record(LogLine.getClassSchema());
        record.put("series", "host/7");
        record.put("time", T);
        record.put("line", "up and running");
        record.put("source", "shop");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(LogLine.getClassSchema()).write(record, encoder);
        encoder.flush();

        Line line = decoder.decode(kafka("ignored", bytes.toByteArray()));

        assertThat(line.keys()).containsExactly("host\\/7");
        assertThat(line.source()).isEqualTo("shop");
        assertThat(line.time()).isEqualTo(T);
        assertThat(line.text()).isEqualTo("up and running");
        assertThat(cause(decoder, kafka("k", new byte[] {1, 2}))).isEqualTo(InvalidRecord.Cause.MALFORMED);
    }

    @Test
    void configurationsThatCannotWorkSayWhy() {
        assertThatThrownBy(() -> decoder("key: '('"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("logs.key is \"(\"")
                .hasMessageContaining("regular expression");
        assertThatThrownBy(() -> decoder("content: 'x'")).hasMessageContaining("(?<content>");
        assertThatThrownBy(() -> decoder("multi-line: {mode: start}")).hasMessageContaining("logs.multi-line.start");
        assertThatThrownBy(() -> decoder("time: {pattern: 'x'}")).hasMessageContaining("logs.time.formats");
        assertThatThrownBy(() -> decoder("kye: x"))
                .hasMessageContaining("logs.kye")
                .hasMessageContaining("key");
        assertThatThrownBy(() -> Samples.config("{kind: logs, source: {format: csv}}"))
                .hasMessageContaining("source.format");
        assertThatThrownBy(() -> Samples.config("source: {format: text}")).hasMessageContaining("source.format");
    }
}
