package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.cli.demo.Demo;
import dev.undercurrent.jobs.cli.demo.DemoOptions;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo with the product's own job in the middle: what a newcomer runs first. */
class JobPipelineTest {

    @Test
    @Timeout(120)
    void everyRowOfAReplayHasItsVerdict(@TempDir Path directory) throws Exception {
        Path csv = directory.resolve("pump.csv");
        StringBuilder rows = new StringBuilder("timestamp,pressure,flow\n");
        for (int i = 0; i < 1_500; i++) {
            rows.append(1_500_000_000L + i)
                    .append(',')
                    .append(i % 7)
                    .append(',')
                    .append(i % 5 == 0 ? "" : i % 11);
            rows.append('\n');
        }
        Files.writeString(csv, rows);
        DemoOptions options = new DemoOptions(100, true, -1, 5, csv, Double.POSITIVE_INFINITY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean flowed = new Demo(
                        options,
                        new JobPipeline(JobPipeline.READINGS, 0),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(Workspace.given(directory.resolve("data")));
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(flowed).as(text).isTrue();
        assertThat(text)
                .containsPattern("events +3,000 sent, in 2 series")
                .containsPattern("verdicts +3,000,")
                .containsPattern("dead letters +0\n");
    }
}
