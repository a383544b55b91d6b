package dev.undercurrent.jobs.scoring.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.format.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

    private static final FieldsConfig FIELDS =
            Samples.config("source: {format: csv}").source().fields();

    @TempDir
    Path dir;

    @Test
    void aHeaderTellsSeparatorAndColumnsAndRowsTellWhichAreNumeric() throws IOException {
        Path path = dir.resolve("a.csv");
        Files.writeString(path, "\uFEFFtimestamp; a;note\n2020-01-01;;x\n\n2020-01-02;\"2\";y\n");
        try (CsvFile file = CsvFile.open(path, FIELDS)) {
            assertThat(file.columns()).containsExactly("timestamp", "a", null);
            assertThat(file.next()).containsExactly("2020-01-01", "", "x");
            assertThat(file.next()).containsExactly("2020-01-02", "2", "y");
            assertThat(file.next()).isNull();
        }
    }

    @Test
    void oneBadCellHidesNoColumnAndAnEmptyColumnIsOneOfValues() throws IOException {
        Path path = dir.resolve("a.csv");
        Files.writeString(path, "timestamp,a,b,c\n1,oops,,x\n2,3,,NA\n");
        try (CsvFile file = CsvFile.open(path, FIELDS)) {
            assertThat(file.columns()).containsExactly("timestamp", "a", "b", null);
        }
    }

    @Test
    void gzippedFilesAndEmptyOnesAreRead() throws IOException {
        Path path = dir.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write("timestamp,v\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        try (CsvFile file = CsvFile.open(path, FIELDS)) {
            assertThat(file.columns()).containsExactly("timestamp", "v");
            assertThat(file.next()).containsExactly("1", "2");
        }
        Files.writeString(dir.resolve("empty.csv"), "");
        try (CsvFile file = CsvFile.open(dir.resolve("empty.csv"), FIELDS)) {
            assertThat(file.columns()).isEmpty();
            assertThat(file.next()).isNull();
        }
    }

    @Test
    void filesAreNumberedInTheOrderOfTheirPaths() throws IOException {
        Files.createDirectories(dir.resolve("d"));
        for (String path : new String[] {"d/b.csv", "a.csv.gz", "z.csv", "notes.md"}) {
            Files.writeString(dir.resolve(path), "");
        }

        assertThat(InputFiles.of(dir).paths()).containsExactly("a.csv.gz", "d/b.csv", "z.csv");
        assertThat(InputFiles.of(dir.resolve("z.csv")).paths()).containsExactly("z.csv");
        assertThat(InputFiles.of(dir.resolve("z.csv")).path(0)).isEqualTo(dir.resolve("z.csv"));
        assertThatThrownBy(() -> InputFiles.of(dir.resolve("none"))).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> InputFiles.of(dir).source(Samples.config("")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("source.format is avro; allowed for files: csv");
    }
}
