package dev.undercurrent.jobs.scoring.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    @TempDir
    Path directory;

    private List<String> read(String name, String text, int longest) throws IOException {
        Path path = directory.resolve(name);
        try (OutputStream raw = Files.newOutputStream(path);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(text.getBytes(UTF_8));
        }
        List<String> lines = new ArrayList<>();
        try (TextFile file = TextFile.open(path, longest)) {
            for (byte[] line = file.next(); line != null; line = file.next()) {
                lines.add(new String(line, UTF_8));
            }
        }
        return lines;
    }

    @Test
    void linesAreWhatStandsBetweenTheirEnds() throws IOException {
        assertThat(read("a.log", "\uFEFFone\r\ntwo\n\nthree", 100)).containsExactly("one", "two", "", "three");
        assertThat(read("b.log", "one\n", 100)).containsExactly("one");
        assertThat(read("c.log", "", 100)).isEmpty();
        assertThat(read("d.log.gz", "one\ntwo\n", 100)).containsExactly("one", "two");
    }

    @Test
    void ofALongLineTheBeginningIsKept() throws IOException {
        String text = "abcdefgh".repeat(40_000) + "\nnext\n" + "z".repeat(200_000);

        assertThat(read("long.log", text, 10)).containsExactly("abcdefghab", "next", "zzzzzzzzzz");
    }

    @Test
    void linesThatCrossBuffersAreWhole() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            lines.add("line " + i);
        }

        assertThat(read("many.log", String.join("\n", lines), 100)).isEqualTo(lines);
    }
}
