package dev.undercurrent.jobs.scoring.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON and CSV, and the validation that all formats share. */
class DecoderTest {

    private static final long NOW_MS = 1_700_000_000_000L;

    private static Event decode(String source, String value) throws InvalidRecord {
        return Decoder.of(Samples.config("source: {" + source + "}")).decode(record(value));
    }

    private static RawRecord record(String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return RawRecord.ofKafka("kafka-key".getBytes(StandardCharsets.UTF_8), bytes, "t", 1, 2, NOW_MS);
    }

    @Test
    void jsonObjectsAreReadByName() throws InvalidRecord {
        Event e = decode(
                "format: json, fields: {key: [plant, unit], time: at, time-format: ms, values: [a, b, c, d]}",
                "{\"b\":null,\"a\":1.5,\"at\":1700000000123,\"unit\":7,\"plant\":\"x/y\\\\z\",\"d\":\"3\"}");

        assertThat(e.series()).isEqualTo("x\\/y\\\\z/7");
        assertThat(e.time()).isEqualTo(1_700_000_000_123_000L);
        assertThat(e.values()).containsExactly(1.5, Double.NaN, Double.NaN, 3);
        assertThat(e.partition()).isEqualTo(1);
        assertThat(e.offset()).isEqualTo(2);
    }

    @Test
    void everyOtherNumericFieldIsInTheOrderOfNames() throws InvalidRecord {
        Event e = decode(
                "format: json, fields: {values: [\"*\"], key: []}", "{\"z\":1,\"time\":5,\"note\":\"n\",\"a\":2}");

        assertThat(e.values()).containsExactly(2, 1);
        assertThat(e.series()).isEqualTo("kafka-key");
    }

    @Test
    void linesAreReadByTheConfiguredColumns() throws InvalidRecord {
        String source = "format: csv, fields: {key: [id], time: at, columns: [at, id, a, b]}";

        assertThat(decode(source, "2023-11-14 22:13:20.5;\"p;1\";1;NA").values())
                .containsExactly(1, Double.NaN);
        assertThat(decode(source, "2023-11-14T22:13:20Z,p,1,").time()).isEqualTo(1_700_000_000_000_000L);
    }

    @Test
    void rowsAreReadByTheirColumnsAndNamedByTheirFile() throws InvalidRecord {
        Decoder decoder = Decoder.of(Samples.config("source: {format: csv}"));
        RawRecord a =
                RawRecord.ofRow("d/a.csv", 0, 0, new String[] {"timestamp", "v"}, new String[] {"1969-12-31", "1"});
        RawRecord b = RawRecord.ofRow(
                "b.csv", 1, 9, new String[] {"x", "timestamp", "y"}, new String[] {"2", "1970-01-01 00:01", "3"});

        assertThat(decoder.decode(a).series()).isEqualTo("d/a.csv");
        assertThat(decoder.decode(a).time()).isEqualTo(-86_400_000_000L);
        assertThat(decoder.decode(b).values()).containsExactly(2, 3);
        assertThat(decoder.decode(b).time()).isEqualTo(60_000_000L);
        assertThat(decoder.decode(a).values()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    us  | UTC | 1700000000123456      | 1700000000123456
                    ms  | UTC | 1700000000123.4567    | 1700000000123456
                    s   | UTC | 1.7e9                 | 1700000000000000
                    iso | UTC | 2023-11-14T22:13:20Z  | 1700000000000000
                    iso | UTC | 2023-11-14 22:13:20.123456789 | 1700000000123456
                    iso | UTC | 2023-11-14T23:13:20+01:00 | 1700000000000000
                    iso | UTC | 2023-11-14T23:13:20+0100  | 1700000000000000
                    iso | UTC | 2023-11-14            | 1699920000000000
                    iso | Europe/Berlin | 2023-11-14 23:13:20 | 1700000000000000
                    dd.MM.yyyy HH:mm | UTC | 14.11.2023 22:13 | 1699999980000000
                    """)
    void timesAreReadInEachFormat(String format, String zone, String text, long micros) throws InvalidRecord {
        assertThat(new TimeFormat(format, java.time.ZoneId.of(zone)).micros(text))
                .isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "NULL", textBlock = """
                    NULL                                            | MALFORMED      | no value
                    ''                                              | MALFORMED      | no value
                    {"series":                                      | MALFORMED      | no JSON
                    {"series":"a","time":1,"values":[1]} x          | MALFORMED      | no JSON
                    [1]                                             | MALFORMED      | no JSON object
                    {"time":1,"values":[1]}                         | MISSING_KEY    | key field series
                    {"series":"","time":1,"values":[1]}             | MISSING_KEY    | key field series
                    {"series":{},"time":1,"values":[1]}             | MISSING_KEY    | key field series
                    {"series":"a","values":[1]}                     | BAD_TIME       | missing; allowed: us
                    {"series":"a","time":"soon","values":[1]}       | BAD_TIME       | time is "soon"; allowed: us
                    {"series":"a","time":1e99,"values":[1]}         | BAD_TIME       | allowed: us
                    {"series":"a","time":9e17,"values":[1]}         | BAD_TIME       | allowed: -62135596800000000 to
                    {"series":"a","time":1700003600001000,"values":[1]} | FUTURE_TIME | is 3600001 ms after
                    {"series":"a","time":1,"values":[true]}         | BAD_VALUE      | BOOLEAN; allowed: a number or null
                    {"series":"a","time":1,"values":["1d"]}         | BAD_VALUE      | is "1d"; allowed: a number
                    {"series":"a","time":1,"values":{"x":1}}        | BAD_VALUE      | OBJECT; allowed: a number or null
                    {"series":"a","time":1,"values":[1e999]}        | INFINITE_VALUE | [Infinity]; allowed: finite
                    {"series":"a","time":1,"values":[-INF]}         | INFINITE_VALUE | [-Infinity]; allowed: finite
                    {"series":"a","time":1,"values":[]}             | WRONG_CHANNELS | is 0; allowed: 1 to 1024
                    """)
    void poisonIsNamed(String value, Cause cause, String message) {
        assertInvalid("format: json", value, cause, message);
    }

    @Test
    void poisonLinesAreNamed() {
        String source = "format: csv, fields: {columns: [timestamp, a]}";
        assertInvalid(source, "1,2,3", Cause.MALFORMED, "number of cells is 3; allowed: 2");
        assertInvalid(source, "2020-01-01,1\n2020-01-01,1", Cause.MALFORMED, "several lines");
        assertInvalid(source, "2020-01-01,x", Cause.BAD_VALUE, "field a is \"x\"");
        assertInvalid("format: csv", "2020-01-01,1", Cause.MALFORMED, "column timestamp is missing");
    }

    @Test
    void channelsAndKeysAreBounded() {
        assertInvalid(
                "format: json, fields: {channels: 2}",
                "{\"series\":\"a\",\"time\":1,\"values\":[1]}",
                Cause.WRONG_CHANNELS,
                "is 1; allowed: 2");
        assertInvalid(
                "format: json",
                "{\"series\":\"" + "ü".repeat(257) + "\",\"time\":1,\"values\":[1]}",
                Cause.LONG_KEY,
                "514 bytes of UTF-8; allowed: 512");
    }

    private static void assertInvalid(String source, String value, Cause cause, String message) {
        assertThatThrownBy(() -> decode(source, value))
                .hasMessageContaining(message)
                .asInstanceOf(type(InvalidRecord.class))
                .extracting(InvalidRecord::cause)
                .isEqualTo(cause);
    }
}
