package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    @Test
    void rowsRateAndTimeLeftAreShown() {
        assertThat(Progress.line(1_000, 4_000, 2)).isEqualTo("1,000 of 4,000 rows, 500 rows/s, 0:06 left");
        assertThat(Progress.line(10, 100_000, 1)).endsWith("2:46:39 left");
        assertThat(Progress.line(0, 10, 1)).endsWith("? left");
        assertThat(Progress.line(500, -1, 1)).isEqualTo("500 rows, 500 rows/s");
    }

    @Test
    void rowsAreLinesLessTheHeader(@TempDir Path directory) throws IOException {
        assertThat(RowCount.of(Files.writeString(directory.resolve("a.csv"), "t,v\n1,2\n3,4")))
                .isEqualTo(2);
        assertThat(RowCount.of(Files.writeString(directory.resolve("empty.csv"), "")))
                .isZero();
        Path zipped = directory.resolve("b.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("t,v\n1,2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(RowCount.of(zipped)).isEqualTo(1);
        Files.writeString(directory.resolve("note.txt"), "no");
        assertThat(RowCount.files(directory))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("a.csv", "b.csv.gz", "empty.csv");
    }
}
