package dev.undercurrent.jobs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    private static final Pattern FIRST = Pattern.compile("\\d");

    @TempDir
    Path directory;

    private final List<String> events = new ArrayList<>();

    private void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void whatIsAppendedComesEventByEvent() throws IOException {
        Path file = directory.resolve("a.log");
        append(file, "1 old\n");
        LogTail tail = new LogTail(file, true, FIRST, events::add);
        append(file, "2 failed\n\tat a\n\tat ");
        tail.poll();
        append(file, "b\n3 half");
        tail.poll();
        assertThat(events).isEmpty();
        append(file, " whole\n4 last\n");
        tail.poll();
        assertThat(events).containsExactly("2 failed\n\tat a\n\tat b", "3 half whole");
        tail.poll();
        tail.poll();
        assertThat(events).endsWith("4 last").hasSize(3);
    }

    @Test
    void aFileThatIsCutReplacedOrNotThereYetIsFollowedFromItsBeginning() throws IOException {
        Path file = directory.resolve("b.log");
        LogTail tail = new LogTail(file, true, FIRST, events::add);
        tail.poll();
        append(file, "1 a long first line\n2 b\n");
        tail.poll();
        Files.writeString(file, "3 c\n");
        tail.poll();
        Path other = directory.resolve("c.log");
        append(other, "4 d is longer than what was there\n");
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        tail.poll();
        tail.flush();
        assertThat(events).containsExactly("1 a long first line", "2 b", "3 c", "4 d is longer than what was there");
    }

    @Test
    void anEndlessLineKeepsToItsBound() throws IOException {
        Path file = directory.resolve("d.log");
        append(file, "5 " + "x".repeat(300_000) + "\n");
        LogTail tail = new LogTail(file, false, FIRST, events::add);
        tail.poll();
        tail.flush();
        assertThat(events).singleElement().satisfies(e -> assertThat(e).hasSize(1 << 16));
    }
}
