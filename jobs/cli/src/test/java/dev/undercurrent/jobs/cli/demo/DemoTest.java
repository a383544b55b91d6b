package dev.undercurrent.jobs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.cli.embedded.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo around a real broker and registry; the job in the middle is played by {@link FakePipeline}. */
class DemoTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    @Timeout(90)
    void liveMetricsComeBackAsVerdictsAndTheDemoEndsByItself() throws Exception {
        assertThat(demo(new DemoOptions(4, true, 1, 5, null, 1), false))
                .as(text())
                .isTrue();
        assertThat(text())
                .contains("this machine's metrics")
                .contains("Burning CPU")
                .contains("uc.scores.v1")
                .contains("dead letters   0")
                .containsPattern("verdicts +\\d{2,}")
                .containsPattern("latency +p50 [\\d.]+ s, p99 [\\d.]+ s");
    }

    @Test
    @Timeout(90)
    void aDemoWithoutVerdictsFailsAndSaysSo() throws Exception {
        assertThat(demo(new DemoOptions(1, true, -1, 5, null, 1), true)).isFalse();
        assertThat(text()).contains("No verdict came out of the pipeline");
    }

    @Test
    @Timeout(90)
    void aReplayEndsWithItsFileAndLosesNothing() throws Exception {
        Path csv = directory.resolve("pump.csv");
        StringBuilder rows = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 12_345; i++) {
            rows.append(1_500_000_000L + i).append(',').append(i % 7).append('\n');
        }
        Files.writeString(csv, rows);
        assertThat(demo(new DemoOptions(60, true, -1, 5, csv, Double.POSITIVE_INFINITY), false))
                .as(text())
                .isTrue();
        assertThat(text()).containsPattern("events +12,345 sent, in 1 series").containsPattern("verdicts +12,345,");
    }

    private boolean demo(DemoOptions options, boolean mute) throws Exception {
        return new Demo(options, new FakePipeline(mute), new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(Workspace.given(directory.resolve("data")));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
