package dev.undercurrent.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.bundle.LanguageBundle;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.TokenNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var random = new SplittableRandom(2);
        var lines = new StringBuilder();
        for (int job = 0; job < 250; job++) {
            int way = random.nextInt(2);
            line(lines, job, 0, OPENED[way]);
            for (int t = 1; t < 7; t++) {
                line(lines, job, t, WORKED[random.nextInt(2)]);
            }
            line(lines, job, 7, CLOSED[way]);
        }
        Files.writeString(folder.resolve("app.log"), lines);
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
    @DisplayName("without a word of networks, laws are those by counts and the chain")
    void counts() {
        assertThat(train()).as(example.said).isZero();
        assertThat(LanguageBundle.read(example.out("app.zip")).model().members())
                .extracting(LogModel.Member::name)
                .containsExactly("3-gram", "bag", "hmm");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-a lsmt | --architecture is lsmt; allowed for logs: counts, elman, gru, lstm, transformer",
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
