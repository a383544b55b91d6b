package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON into memory; numbers that JSON lacks are null. */
final class Json {

    /** Writes one document. */
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    static byte[] bytes(Body body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it is memory
        }
        return out.toByteArray();
    }

    static void number(JsonGenerator json, double value) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    /** As a float, which takes half as many digits. */
    static void number(JsonGenerator json, float value) throws IOException {
        if (!Float.isFinite(value)) {
            json.writeNull();
        } else if (value == (int) value) {
            json.writeNumber((int) value);
        } else {
            json.writeNumber(value);
        }
    }

    static void field(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        number(json, value);
    }

    static void field(JsonGenerator json, String name, float value) throws IOException {
        json.writeFieldName(name);
        number(json, value);
    }

    /** Null where the time is {@link Long#MIN_VALUE}. */
    static void time(JsonGenerator json, String name, long micros) throws IOException {
        if (micros == Long.MIN_VALUE) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, micros);
        }
    }
}
