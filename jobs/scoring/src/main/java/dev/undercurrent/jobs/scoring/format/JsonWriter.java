package dev.undercurrent.jobs.scoring.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** JSON objects; times are microseconds as in Avro; numbers that JSON cannot say are null. */
final class JsonWriter implements RecordWriter {

    private interface Step {
        void run() throws IOException;
    }

    private static final JsonFactory FACTORY = new JsonFactory();

    private final ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    private JsonGenerator json;

    private static void write(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never: it is memory
        }
    }

    @Override
    public void begin(byte[] prefix) {
        bytes.reset();
        write(() -> {
            json = FACTORY.createGenerator(bytes);
            json.writeStartObject();
        });
    }

    @Override
    public void text(String name, byte[] utf8) {
        write(() -> json.writeStringField(name, new String(utf8, StandardCharsets.UTF_8)));
    }

    @Override
    public void number(String name, long value) {
        write(() -> json.writeNumberField(name, value));
    }

    @Override
    public void number(String name, double value) {
        write(() -> {
            json.writeFieldName(name);
            number(value);
        });
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    @Override
    public void flag(String name, boolean value) {
        write(() -> json.writeBooleanField(name, value));
    }

    @Override
    public void symbol(String name, int index, String symbol) {
        write(() -> json.writeStringField(name, symbol));
    }

    @Override
    public void numbers(String name, double[] values) {
        write(() -> {
            json.writeArrayFieldStart(name);
            for (double v : values) {
                number(v);
            }
            json.writeEndArray();
        });
    }

    @Override
    public void numbers(String name, double[][][] values) {
        write(() -> {
            json.writeArrayFieldStart(name);
            for (double[][] matrix : values) {
                for (double[] row : matrix) {
                    for (double v : row) {
                        number(v);
                    }
                }
            }
            json.writeEndArray();
        });
    }

    @Override
    public void values(String name, double[] values) {
        numbers(name, values);
    }

    @Override
    public void records(String name, int count, IntConsumer each) {
        write(() -> {
            json.writeArrayFieldStart(name);
            for (int i = 0; i < count; i++) {
                json.writeStartObject();
                each.accept(i);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    @Override
    public void absent(String name) {
        write(() -> json.writeNullField(name));
    }

    @Override
    public void present() {
        // JSON needs no announcement
    }

    @Override
    public byte[] end() {
        write(() -> {
            json.writeEndObject();
            json.close();
        });
        return bytes.toByteArray();
    }
}
