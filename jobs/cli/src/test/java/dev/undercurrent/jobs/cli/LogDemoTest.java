package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.cli.demo.LogDemo;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo on logs with the product's own job, on files that this test writes. */
class LogDemoTest {

    @TempDir
    Path directory;

    @Test
    @Timeout(120)
    void linesThatAreWrittenComeBackAsVerdictsAndTheDemoEndsByItself() throws Exception {
        Path own = directory.resolve("own.log");
        Path followed = directory.resolve("app.log");
        Files.writeString(own, Instant.now() + " INFO org.apache.kafka.A - up 1\n");
        Files.writeString(followed, "old\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LogDemo demo = new LogDemo(
                new JobPipeline(JobPipeline.LOGS, 0),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                own,
                List.of(followed),
                20,
                -1,
                true);
        Thread writer = new Thread(() -> write(own, followed), "writer");
        writer.setDaemon(true);
        writer.start();

        boolean flowed = demo.run(Workspace.given(directory.resolve("data")));

        writer.interrupt();
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(flowed).as(text).isTrue();
        assertThat(text)
                .contains("the logs of this process and 1 file")
                .contains("in 3 series")
                .contains("dead letters   0")
                .containsPattern("verdicts +\\d{2,}");
    }

    private static void write(Path own, Path followed) {
        try {
            for (int i = 0; ; i++) {
                append(
                        own,
                        Instant.now() + " INFO org.apache." + (i % 2 == 0 ? "kafka.A" : "flink.B") + " - step " + i
                                + "\n");
                append(followed, "worker " + i + " done\n\tat a.b\n");
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void append(Path file, String text) throws java.io.IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
