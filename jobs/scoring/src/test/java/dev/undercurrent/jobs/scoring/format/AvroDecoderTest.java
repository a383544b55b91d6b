package dev.undercurrent.jobs.scoring.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import dev.undercurrent.jobs.scoring.registry.FakeRegistry;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import dev.undercurrent.schemas.Observation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class AvroDecoderTest {

    private static final Decoder PLAIN = Decoder.of(Samples.config("source: {format: avro-plain}"));

    private static byte[] bytes(Schema schema, Object datum, boolean blocking) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            EncoderFactory factory = new EncoderFactory().configureBlockSize(64);
            BinaryEncoder encoder =
                    blocking ? factory.blockingBinaryEncoder(out, null) : factory.binaryEncoder(out, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] observation(Event e, boolean blocking) {
        Schema schema = Observation.getClassSchema();
        List<Double> values = Arrays.stream(e.values())
                .mapToObj(v -> Double.isNaN(v) ? null : v)
                .toList();
        return bytes(
                schema,
                new GenericRecordBuilder(schema)
                        .set("series", e.series())
                        .set("time", e.time())
                        .set("values", values)
                        .build(),
                blocking);
    }

    private static RawRecord record(byte[] value) {
        return RawRecord.ofKafka(null, value, "t", 1, 2, RawRecord.NO_TIMESTAMP);
    }

    @Test
    void theHandReadsWhatAvroWrote() throws InvalidRecord {
        Samples samples = new Samples(7);
        for (int i = 0; i < 500; i++) {
            Event e = samples.event(1 + i % 40);
            Event read = PLAIN.decode(record(observation(e, i % 2 == 0)));

            assertThat(read.series()).isEqualTo(e.series());
            assertThat(read.time()).isEqualTo(e.time());
            assertThat(read.values()).containsExactly(e.values());
        }
    }

    @Test
    void everyTruncationIsInvalidAndNothingElse() {
        byte[] whole = observation(new Samples(8).event(5), false);
        for (int n = 0; n < whole.length; n++) {
            byte[] part = Arrays.copyOf(whole, n);
            assertThatThrownBy(() -> PLAIN.decode(record(part))).isInstanceOf(InvalidRecord.class);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> PLAIN.decode(record(longer))).hasMessageContaining("1 bytes too many");
    }

    @Test
    void noBytesCrashTheReader() {
        SplittableRandom random = new SplittableRandom(9);
        byte[] whole = observation(new Samples(9).event(5), false);
        int events = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = whole.clone();
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            try {
                events += PLAIN.decode(record(broken)).values().length > 0 ? 1 : 0;
            } catch (InvalidRecord e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
        assertThat(events).isPositive();
    }

    @Test
    void anySchemaIsReadByTheNamesOfItsFields() throws Exception {
        Schema schema = SchemaBuilder.record("Boiler")
                .fields()
                .requiredString("plant")
                .requiredInt("unit")
                .name("at")
                .type(org.apache.avro.LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
                .noDefault()
                .optionalFloat("pressure")
                .requiredLong("count")
                .endRecord();
        byte[] body = bytes(
                schema,
                new GenericRecordBuilder(schema)
                        .set("plant", "p")
                        .set("unit", 3)
                        .set("at", 1_700_000_000_123L)
                        .set("pressure", null)
                        .set("count", 9L)
                        .build(),
                false);
        try (FakeRegistry registry = new FakeRegistry()) {
            registry.answer(
                    200,
                    "{\"schema\":"
                            + new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(schema.toString())
                            + "}");
            Decoder decoder = Decoder.of(
                    Samples.config("{registry: {url: \"" + registry.config().url()
                            + "\"}, source: {fields: {key: [plant, unit], time: at, values: [\"*\"]}}}"));
            Event e = decoder.decode(record(wire(5, body)));

            assertThat(e.series()).isEqualTo("p/3");
            assertThat(e.time()).isEqualTo(1_700_000_000_123_000L);
            assertThat(e.values()).containsExactly(Double.NaN, 9);
            assertThatThrownBy(() -> decoder.decode(record(wire(5, new byte[] {2}))))
                    .isInstanceOf(InvalidRecord.class)
                    .hasMessageContaining("no Avro of the schema");
            assertThat(decoder.decode(record(wire(5, body))).series()).isEqualTo("p/3");
            assertThat(registry.questions()).hasSize(1);
        }
    }

    private static byte[] wire(int id, byte[] body) {
        byte[] value = Arrays.copyOf(WireFormat.header(id), WireFormat.HEADER + body.length);
        System.arraycopy(body, 0, value, WireFormat.HEADER, body.length);
        return value;
    }

    @Test
    void foreignBytesAndUnknownIdsAreTheRecordsFault() {
        try (FakeRegistry registry = new FakeRegistry().answer(404, "{\"error_code\":40403}")) {
            Decoder decoder = Decoder.of(
                    Samples.config("registry: {url: \"" + registry.config().url() + "\"}"));

            assertCause(decoder, null, Cause.MALFORMED);
            assertCause(decoder, new byte[0], Cause.MALFORMED);
            assertCause(decoder, "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8), Cause.MALFORMED);
            assertCause(decoder, wire(1, new byte[0]), Cause.UNKNOWN_SCHEMA);
        }
    }

    private static void assertCause(Decoder decoder, byte[] value, Cause cause) {
        assertThatThrownBy(() -> decoder.decode(record(value)))
                .asInstanceOf(type(InvalidRecord.class))
                .extracting(InvalidRecord::cause)
                .isEqualTo(cause);
    }
}
