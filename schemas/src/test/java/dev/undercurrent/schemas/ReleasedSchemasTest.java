package dev.undercurrent.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract with readers and writers of other versions: every version reads every other, both ways. */
class ReleasedSchemasTest {

    private static final Path CURRENT = Path.of("src/main/avro");
    private static final Path RELEASED = Path.of("released");

    static Stream<Path> current() {
        return list(CURRENT).stream();
    }

    @ParameterizedTest
    @MethodSource("current")
    void everyVersionReadsEveryOther(Path file) {
        List<Path> versions = list(RELEASED.resolve(name(file)));

        assertThat(versions).as("released versions of " + file).isNotEmpty();
        for (Path version : versions) {
            assertThat(compatibility(parse(file), parse(version)))
                    .as(file + " reads " + version)
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            assertThat(compatibility(parse(version), parse(file)))
                    .as(version + " reads " + file)
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @Test
    void noReleasedSchemaDisappears() {
        assertThat(list(RELEASED))
                .allSatisfy(dir ->
                        assertThat(CURRENT.resolve(dir.getFileName() + ".avsc")).exists());
    }

    @ParameterizedTest
    @MethodSource("current")
    void everythingIsDocumentedAndCanGrow(Path file) {
        Schema schema = parse(file);

        assertThat(schema.getNamespace()).isEqualTo("dev.undercurrent.schemas");
        check(schema);
    }

    private static void check(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                assertThat(schema.getDoc()).as(schema.getName()).isNotBlank();
                for (Schema.Field field : schema.getFields()) {
                    String name = schema.getName() + "." + field.name();
                    assertThat(field.doc()).as(name).isNotBlank();
                    assertThat(field.name()).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*");
                    if (field.schema().isNullable()) {
                        assertThat(field.schema().getTypes().get(0).getType())
                                .as(name + " has null first")
                                .isEqualTo(Schema.Type.NULL);
                        assertThat(field.hasDefaultValue()).as(name).isTrue();
                    }
                    check(field.schema());
                }
            }
            case ENUM ->
                assertThat(schema.getEnumDefault())
                        .as(schema.getName() + " has a default for symbols of later versions")
                        .isEqualTo("UNKNOWN");
            case ARRAY -> check(schema.getElementType());
            case UNION -> schema.getTypes().forEach(ReleasedSchemasTest::check);
            default -> {
                // a primitive has nothing to document
            }
        }
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".avsc", "");
    }

    private static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path dir) {
        try (Stream<Path> files = Files.list(dir)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
