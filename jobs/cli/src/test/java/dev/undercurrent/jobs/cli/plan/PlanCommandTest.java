package dev.undercurrent.jobs.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.cli.Undercurrent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static final String FIELDS = """
            source:
              format: csv
              fields: {key: [id], time: time, time-format: s, values: [value]}
            """;

    private int plan(String yaml, String... arguments) throws IOException {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Path file = Files.writeString(directory.resolve("config.yaml"), yaml);
        String[] all = new String[arguments.length + 5];
        all[0] = "plan";
        all[1] = "--config";
        all[2] = file.toString();
        all[3] = "--seconds";
        all[4] = "0.1";
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return Undercurrent.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    /** Hourly, two series with a day and one without; a late row, and one that is no number. */
    private String sample() throws IOException {
        var random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("id,time,value\n");
        for (int t = 0; t < 400; t++) {
            for (int s = 0; s < 3; s++) {
                double wave = s == 2 ? 0 : 10 * Math.sin(2 * Math.PI * t / 24);
                text.append(String.format(
                        Locale.ROOT, "pump%d,%d,%.3f%n", s, t * 3600L, 50 + wave + random.nextGaussian()));
            }
        }
        text.append("pump1,720000,1\npump1,1443600,broken\n");
        return Files.writeString(directory.resolve("sample.csv"), text).toString();
    }

    @Test
    @DisplayName("without data: state by part, memory, speed and cores, for as many series and events as said")
    void bare() throws IOException {
        assertThat(plan("{}", "--keys", "1000000", "--rate", "100"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("State of a series of 1 value after 700 events, one a second, bytes")
                .contains("  hmm ", "calibration of p-values", "1,000,000 series")
                .contains("1 for 100.0 events/s")
                .contains("measured here")
                .contains("flink.checkpoint-directory is not set")
                .doesNotContain("The sample");
        assertThat(plan("{}")).isZero();
        assertThat(out.toString()).contains("1,000 series", "unknown: no --rate");
    }

    @Test
    @DisplayName("with data: what it looks like, which season to declare, and what else to look at again")
    void data() throws IOException {
        String data = sample();
        assertThat(plan(FIELDS + "model: {seasonal: true}", "--data", data))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("3, the longest of 401 events", "1,201, of 1 value each", "1 h (100 % of the steps")
                .contains("24 events, longer period 168, in 2 of 3 series")
                .contains("3 series", "for 0.0 events/s")
                .contains("2 of 3 series have a season that is not declared: series.season: 24, series.cycle: 168")
                .contains("1 of 1,202 rows are no events")
                .contains("the first, sample.csv row 1202: field value is \"broken\"; allowed: a number")
                .contains("1 of 1,201 events come too late for series.lateness of 0 µs");
        assertThat(plan(
                        FIELDS
                                + "series: {season: 24, cycle: 168, interval: 1h, lateness: 1000h}\nmodel: {seasonal: true}",
                        "-d",
                        data))
                .isZero();
        assertThat(out.toString())
                .doesNotContain("a season that is not declared", "too late", "series.interval")
                .contains("seasonal ");
        assertThat(plan(FIELDS + "series: {season: 7, interval: 30m}\nmodel: {seasonal: true}", "-d", data))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("series.season is 7, and 2 of 3 series have series.season: 24")
                .contains("series.interval is 30 min, and the spacing found is 1 h");
        assertThat(plan(FIELDS, "-d", data)).isZero();
        assertThat(out.toString()).contains("have a season (series.season: 24, series.cycle: 168) that no model uses");
    }

    @Test
    @DisplayName("a heavy profile for many series is warned of")
    void heavy() throws IOException {
        assertThat(plan("model: {profile: standard}\nseries: {max-series: 1000}", "--keys", "100000000"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("100,000,000 series of profile standard want", "a lighter model.profile")
                .contains("series.max-series is 1,000: of 100,000,000 series the others are refused")
                .contains("flink.checkpoint-interval is 10s: checkpoints write");
    }

    @Test
    @DisplayName("what is wrong is said with what is allowed")
    void refusals() throws IOException {
        assertThat(plan("{}", "--keys", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--keys is \"0\"; allowed: 1 to 1000000000");
        assertThat(plan("{}", "--rate", "-1")).isEqualTo(2);
        assertThat(plan("{}", "--seconds", "0")).isEqualTo(2);
        assertThat(plan("kind: logs")).isEqualTo(2);
        assertThat(err.toString()).contains("kind").contains("readings, to plan");
        assertThat(plan(FIELDS, "--data", "nowhere")).isEqualTo(2);
        assertThat(err.toString()).contains("--data is \"nowhere\"; allowed: a file or directory that exists");
        assertThat(plan("{}", "--data", sample())).isEqualTo(2);
        assertThat(err.toString()).contains("source.format").contains("csv, for --data");
        Path empty = Files.writeString(directory.resolve("empty.csv"), "id,time,value\n");
        assertThat(plan(FIELDS, "--data", empty.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("holds no event");
    }

    @Test
    @DisplayName("where no row is an event, the first cause is told: which column is missing, and which there are")
    void wrongColumn() throws IOException {
        String data = sample();
        assertThat(plan(FIELDS.replace("[value]", "[reading]"), "--data", data)).isEqualTo(2);
        assertThat(err.toString())
                .contains("all 1202 rows are invalid. source.fields says how they are read; the first, sample.csv"
                        + " row 1: column reading is missing; the columns are [id, time, value]");
        Path texts = Files.writeString(directory.resolve("texts.csv"), "measured_at,kind,load\n2026-01-01,a,1\n");
        assertThat(plan("source: {format: csv}", "--data", texts.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("column timestamp is missing; the columns are [measured_at, kind, load]");
    }
}
