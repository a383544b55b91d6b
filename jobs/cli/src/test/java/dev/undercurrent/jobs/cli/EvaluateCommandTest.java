package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From recorded files to reports, on a series whose season a method either knows or does not. */
class EvaluateCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatIsServedIsComparedWithItsMembersAndBaselines() throws IOException {
        Path data = csv();
        Path to = directory.resolve("report");
        assertThat(run("evaluate", "-d", data.toString(), "-o", to.toString(), "--horizon", "6", "--windows", "3"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("## power")
                .contains("2 series, 600 values; 3 forecasts of 6 values")
                .contains("| combination |", "| seasonal autoregression |", "| hidden Markov model |")
                .contains("| Naive2 |");
        assertThat(Files.readString(to.resolve("report.md"))).isEqualTo(out.toString());
        assertThat(Files.readString(to.resolve("report.html"))).contains("<svg", "seasonal autoregression");
        JsonNode methods =
                new ObjectMapper().readTree(to.resolve("report.json").toFile()).at("/dataSets/0/methods");
        // times are hourly: the season of a day is known without being told, and the hidden Markov model has none
        double seasonal = mase(methods, "seasonal autoregression");
        assertThat(seasonal).isLessThan(mase(methods, "seasonal naive"));
        assertThat(mase(methods, "combination")).isLessThan(0.5 * mase(methods, "hidden Markov model"));
        assertThat(methods.get(0).at("/coverage")).hasSize(4);
        assertThat(methods.get(0).at("/oneStep/evidence/events").asInt()).isEqualTo(2 * 3 * 6);
    }

    @Test
    void seasonZeroIsNone() throws IOException {
        Path data = csv();
        Path to = directory.resolve("none");
        assertThat(run("evaluate", "-d", data.toString(), "-o", to.toString(), "--windows", "3", "--season", "0"))
                .as(err.toString())
                .isZero();
        Path with = directory.resolve("with");
        assertThat(run("evaluate", "-d", data.toString(), "-o", with.toString(), "--windows", "3", "--season", "24"))
                .isZero();
        ObjectMapper json = new ObjectMapper();
        JsonNode none = json.readTree(to.resolve("report.json").toFile()).at("/dataSets/0/methods");
        JsonNode day = json.readTree(with.resolve("report.json").toFile()).at("/dataSets/0/methods");
        // MASE has another unit without a season: sMAPE compares
        assertThat(smape(none, "seasonal autoregression")).isGreaterThan(2 * smape(day, "seasonal autoregression"));
    }

    @Test
    void theLayoutOfM4PairsItsFiles() throws IOException {
        StringBuilder train = new StringBuilder("id,V1\n");
        StringBuilder test = new StringBuilder("id,V1\n");
        for (int s = 0; s < 3; s++) {
            train.append('H').append(s);
            test.append('H').append(s);
            for (int t = 0; t < 248; t++) {
                (t < 200 ? train : test).append(String.format(Locale.ROOT, ",%.2f", value(t, s)));
            }
            train.append('\n');
            test.append('\n');
        }
        Path m4 = Files.createDirectory(directory.resolve("m4"));
        Files.writeString(m4.resolve("Hourly-train.csv"), train);
        assertThat(run(
                        "evaluate",
                        "--layout",
                        "m4",
                        "-d",
                        m4.toString(),
                        "-o",
                        directory.resolve("r").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Hourly-test.csv is missing");
        Files.writeString(m4.resolve("Hourly-test.csv"), test);
        assertThat(run(
                        "evaluate",
                        "--layout",
                        "m4",
                        "-d",
                        m4.toString(),
                        "-o",
                        directory.resolve("r").toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("## M4 Hourly")
                .contains("3 series, 744 values; 1 forecasts of 48 values")
                .contains("quoted: Smyl ES-RNN");
    }

    @Test
    void errorsNameWhatIsWrongAndWhatIsAllowed() throws IOException {
        String data = csv().toString();
        String to = directory.resolve("out").toString();
        refused("--data is \"nowhere\"; allowed: what exists", "-d", "nowhere", "-o", to);
        refused("--windows is \"0\"; allowed: 1 to 100000", "-d", data, "-o", to, "--windows", "0");
        refused("--horizon is \"1001\"; allowed: 1 to 1000", "-d", data, "-o", to, "--horizon", "1001");
        refused("--cycle is \"7\" without --season", "-d", data, "-o", to, "--cycle", "7");
        refused("a season of 0, or 2 or more", "-d", data, "-o", to, "--season", "1");
        refused("more than the season", "-d", data, "-o", to, "--season", "24", "--cycle", "12");
        refused("csv", "-d", data, "-o", to, "--layout", "xml");
        refused("--out is the file", "-d", data, "-o", data);
        refused("--bundle is none.zip; allowed: none, base", "-d", data, "-o", to, "-b", "none.zip");
        refused("no column date; found: [timestamp, a, b]", "-d", data, "-o", to, "--layout", "ett");
        refused("pair of files", "-d", data, "-o", to, "--layout", "m4");
        refused("allowed: at least 961 values", "-d", data, "-o", to);
        refused("model.regimes", "-d", data, "-o", to, "--set", "model.regimes=99");
    }

    private void refused(String message, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "evaluate";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        err.getBuffer().setLength(0);
        assertThat(run(all)).as(message + ": " + err).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    /** Two hourly series of 300 values with a season of a day and noise. */
    private Path csv() throws IOException {
        StringBuilder text = new StringBuilder("timestamp,a,b\n");
        for (int t = 0; t < 300; t++) {
            text.append(Instant.ofEpochSecond(3600L * t))
                    .append(String.format(Locale.ROOT, ",%.3f,%.3f%n", value(t, 1), value(t, 2)));
        }
        return Files.writeString(directory.resolve("power.csv"), text);
    }

    private static double value(int t, int series) {
        long mixed = ((t * 1103515245L + series * 12345L) * 2654435761L) >>> 8;
        double noise = (mixed & 0xffff) / 65536.0;
        return 50 * series + 10 * Math.sin(2 * Math.PI * t / 24) + 2 * noise;
    }

    private static JsonNode method(JsonNode methods, String name) {
        for (JsonNode one : methods) {
            if (one.path("method").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no method " + name);
    }

    private static double mase(JsonNode methods, String name) {
        return method(methods, name).at("/accuracy/mase").asDouble();
    }

    private static double smape(JsonNode methods, String name) {
        return method(methods, name).at("/accuracy/smape").asDouble();
    }

    private int run(String... arguments) {
        return Undercurrent.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
