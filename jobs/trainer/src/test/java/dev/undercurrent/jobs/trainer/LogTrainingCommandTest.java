package dev.undercurrent.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.bundle.LanguageBundle;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.TokenNetwork;
import dev.undercurrent.jobs.cli.Undercurrent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LogTrainingCommandTest {

    private static final String[] OPENED = {"opened for reading", "opened for appending bytes"};
    private static final String[] WORKED = {"checked a lease", "moved the cursor onwards"};
    private static final String[] CLOSED = {"closed and kept", "flushed, synced, closed at last"};

    @TempDir
    private Path folder;

    private Example example;

    /** Jobs that close in the way in which they opened, six lines later. */
    @BeforeEach
    void log() throws IOException {
        example = new Example(folder);
        Files.writeString(
                example.config,
                "{kind: logs, source: {format: text}, logs: {key: 'job-\\d+', sequence: {silence: 0s}}}");
        log(folder.resolve("app.log"), 2, 250);
    }

    private static void log(Path path, int seed, int jobs) throws IOException {
        var random = new SplittableRandom(seed);
        var lines = new StringBuilder();
        for (int job = 0; job < jobs; job++) {
            int way = random.nextInt(2);
            line(lines, job, 0, OPENED[way]);
            for (int t = 1; t < 7; t++) {
                line(lines, job, t, WORKED[random.nextInt(2)]);
            }
            line(lines, job, 7, CLOSED[way]);
        }
        Files.writeString(path, lines);
    }

    private static void line(StringBuilder lines, int job, int second, String what) {
        lines.append(String.format(
                Locale.ROOT, "2026-01-01 %02d:%02d:%02d INFO job-%d %s%n", job / 60, job % 60, second, job, what));
    }

    private int train(String... more) {
        String[] arguments = new String[7 + more.length];
        arguments[0] = "train";
        arguments[1] = "--config";
        arguments[2] = example.config.toString();
        arguments[3] = "--data";
        arguments[4] = folder.resolve("app.log").toString();
        arguments[5] = "--out";
        arguments[6] = example.out("app.zip").toString();
        System.arraycopy(more, 0, arguments, 7, more.length);
        return example.run(arguments);
    }

    private double perplexity(String law) {
        Matcher line = Pattern.compile(law + " +perplexity +(\\S+) held out").matcher(example.said);
        assertThat(line.find()).as(example.said).isTrue();
        return Double.parseDouble(line.group(1));
    }

    @Test
    @DisplayName(
            "a network is learnt beside counts and chain, told with its perplexity, weighed most where memory is long,"
                    + " and served as it was trained")
    void network() {
        assertThat(train("-a", "lstm", "--hidden", "24")).as(example.said).isZero();
        LogModel model = LanguageBundle.read(example.out("app.zip")).model();
        assertThat(model.members()).extracting(LogModel.Member::name).containsExactly("3-gram", "bag", "hmm", "lstm");
        LogModel.Member last = model.members().get(3);
        var network = (TokenNetwork) last.model();
        assertThat(network.spec()).isEqualTo(NetworkSpec.recurrent(NetworkSpec.Kind.LSTM, 24, 1));
        assertThat(network.golden().tokens()).hasSize(9);
        assertThat(last.weight()).isGreaterThan(0.5);
        assertThat(perplexity("lstm")).isLessThan(0.97 * perplexity("3-gram"));
        assertThat(LanguageBundle.read(example.out("app.zip")).card()).contains("lstm", "3-gram", "bag", "hmm");
    }

    @Test
    @DisplayName("a bundle is replaced only where that is asked for")
    void overwrite() throws IOException {
        Path out = Files.writeString(example.out("app.zip"), "of hours");
        assertThat(train()).isEqualTo(2);
        assertThat(example.said).contains("--out is \"" + out + "\"; allowed: what does not exist yet, or --overwrite");
        assertThat(out).hasContent("of hours");
        assertThat(train("--overwrite")).as(example.said).isZero();
    }

    @Test
    @DisplayName("without a word of networks, laws are those by counts and the chain")
    void counts() {
        assertThat(train()).as(example.said).isZero();
        assertThat(LanguageBundle.read(example.out("app.zip")).model().members())
                .extracting(LogModel.Member::name)
                .containsExactly("3-gram", "bag", "hmm");
    }

    @Test
    @DisplayName(
            "what was learnt is judged by evaluate on later lines, each law alone, all together and two bundles side by"
                    + " side, and sampled from")
    void evaluated() throws IOException {
        assertThat(train("-a", "kneser-ney,lstm", "--hidden", "24"))
                .as(example.said)
                .isZero();
        assertThat(LanguageBundle.read(example.out("app.zip"))
                        .model()
                        .members()
                        .get(3)
                        .name())
                .isEqualTo("kneser-ney");
        Path first = example.out("app.zip");
        Path second = folder.resolve("second.zip");
        Files.copy(first, second);
        Path later = folder.resolve("later.log");
        log(later, 3, 60);
        Path report = folder.resolve("report");
        String config = example.config.toString();
        assertThat(command("evaluate -c " + config + " -d " + later + " -b " + first + " -o " + report))
                .as(said)
                .isZero();
        JsonNode rows = new ObjectMapper()
                .readTree(report.resolve("report.json").toFile())
                .at("/tables/0/rows");
        assertThat(rows.findValuesAsText("method"))
                .containsExactly("together", "3-gram", "bag", "hmm", "kneser-ney", "lstm", "adaptive 3-gram");
        // six lines of two kinds by chance, an opening by chance, its closing and the end for sure
        double entropy = 7 * Math.log(2) / 9;
        assertThat(nats(rows, "together")).isBetween(entropy, 1.1 * entropy);
        assertThat(nats(rows, "lstm")).isBetween(entropy, 1.1 * entropy);
        // of two lines of work it cannot tell how many went before, one of five pairs is the last, nor how the job was
        // opened
        double closes = -0.2 * Math.log(0.2) - 0.8 * Math.log(0.8);
        double window = (8 * Math.log(2) + 5 * closes) / 9;
        assertThat(nats(rows, "kneser-ney")).isBetween(window, 1.05 * window);
        assertThat(nats(rows, "adaptive 3-gram")).isGreaterThan(nats(rows, "3-gram"));
        assertThat(figure(rows, "lstm", "tokens")).isEqualTo(60 * 9);
        assertThat(figure(rows, "lstm", "top5")).isGreaterThan(99);
        assertThat(figure(rows, "lstm", "top1")).isBetween(40.0, 75.0);
        assertThat(figure(rows, "lstm", "new")).isZero();
        assertThat(Files.readString(report.resolve("report.html")))
                .contains("<svg", "kneser-ney", "sample 1", OPENED[0], "closed");
        assertThat(Files.readString(report.resolve("report.md"))).isEqualTo(out);

        Path both = folder.resolve("both");
        assertThat(command("evaluate -c " + config + " -d " + later + " -b " + first + " -b " + second + " -o " + both))
                .isZero();
        assertThat(out).contains("| app: lstm |", "| app@", ": lstm |", "| adaptive 3-gram |");

        assertThat(command("sample -b " + first + " --samples 2 --context job-1_" + OPENED[0].replace(' ', '_')))
                .isZero();
        assertThat(out.lines().toList().get(0)).startsWith("after   ").contains(OPENED[0]);
        assertThat(out.lines()
                        .filter(l -> l.matches("0\\.[45]\\d+  .*(checked|moved).*"))
                        .count())
                .isEqualTo(2);
        assertThat(out).contains("sample 2").doesNotContain("sample 3");
        assertThat(command("sample -b " + first + " --context no_such_line_ever"))
                .isZero();
        assertThat(out).startsWith("after   <other>   (nothing like this line was learnt)");
        assertThat(command("sample -b " + first + " --length 0")).isEqualTo(2);
        assertThat(said).contains("--length is 0; allowed: 1 to 10000");
        assertThat(command("sample -b " + folder.resolve("none.zip"))).isEqualTo(2);
        assertThat(said).contains("a sound bundle of a log; there is no file ");

        assertThat(command("evaluate -d " + later + " -b " + first + " -o " + both))
                .isEqualTo(2);
        assertThat(said).contains("is of a log; allowed: bundles of readings, or --config with kind: logs");

        assertThat(command("evaluate -c " + config + " -d " + later + " -o " + both))
                .isNotZero();
        assertThat(said).contains("--bundle is absent and logs.model.bundle is none; allowed: a bundle");
        assertThat(command("evaluate -c " + config + " -d " + later + " -b " + config + " -o " + both))
                .isNotZero();
        assertThat(said).contains("a sound bundle of a log");
        assertThat(command("evaluate -c " + config + " -d " + later + " -b " + first + " --horizon 3 -o " + both))
                .isEqualTo(2);
        assertThat(said).contains("are of readings; allowed for logs: --config");
    }

    private String out;
    private String said;

    /** Words separated by blanks, blanks within a word written as underscores. */
    private int command(String words) {
        StringWriter console = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine line = Undercurrent.commandLine();
        line.setOut(new PrintWriter(console)).setErr(new PrintWriter(errors));
        int code = line.execute(Arrays.stream(words.split(" ", -1))
                .map(w -> w.replace('_', ' '))
                .toArray(String[]::new));
        out = console.toString();
        said = errors.toString();
        return code;
    }

    private static double figure(JsonNode rows, String law, String column) {
        for (JsonNode row : rows) {
            if (row.get("method").asText().equals(law)) {
                return row.at("/figures/" + column).asDouble();
            }
        }
        throw new AssertionError("no row of " + law);
    }

    private static double nats(JsonNode rows, String law) {
        return figure(rows, law, "nats");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-a lsmt | --architecture is lsmt; allowed for logs: counts, kneser-ney, elman, gru, lstm, transformer",
                "-a lstm,lstm | --architecture names lstm twice; allowed: once",
                "-a lstm --hidden 0 | --hidden is 0; allowed for logs: 1 to 256",
                "-a transformer --hidden 6 | --hidden is 6; allowed of a transformer: a multiple of 4",
                "-a transformer --window 65 | --window is 65; allowed for logs: 1 to 64",
                "-a lstm --minutes 3 | --from, --resume, --minutes and --steps are of readings"
            })
    @DisplayName("what cannot be learnt is refused by name, with what can be")
    void refused(String options, String words) {
        assertThat(train(options.split(" "))).isEqualTo(2);
        assertThat(example.said).contains(words);
    }
}
