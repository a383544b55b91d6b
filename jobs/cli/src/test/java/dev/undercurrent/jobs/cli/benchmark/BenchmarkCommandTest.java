package dev.undercurrent.jobs.cli.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.evaluation.benchmark.Synthetic;
import dev.undercurrent.jobs.cli.Undercurrent;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarkCommandTest {

    @TempDir
    Path directory;

    private String failing(String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = Undercurrent.commandLine().setErr(new PrintWriter(err));
        assertThat(line.execute(arguments)).isEqualTo(2);
        return err.toString();
    }

    @Test
    @DisplayName("Wrong usage ends with 2 and names what was found and what is allowed")
    void wrongUsage() {
        String out = directory.resolve("out").toString();
        String data = directory.toString();
        assertThat(failing("benchmark", "yahoo", "--data", data, "--out", out))
                .contains("yahoo", "nab, skab, tcpd, tssb");
        assertThat(failing("benchmark", "nab", "--out", out)).contains("--data");
        assertThat(failing("benchmark", "nab", "--data", data, "--out", out)).contains("combined_windows.json");
        assertThat(failing("benchmark", "nab", "--data", data, "--out", out, "--variant", "x"))
                .contains("\"x\"", "NAME: key=value");
    }

    @Test
    @DisplayName("A variant has a name and keys, which reach its configuration and no other")
    void variants() {
        Session.Variant variant = Session.Variant.parse("eight: model.regimes=8; series.lateness=1h");
        assertThat(variant.sets()).containsExactly("model.regimes=8", "series.lateness=1h");
        assertThat(variant.method()).isEqualTo("undercurrent (eight)");
        assertThat(variant.folder()).isEqualTo("undercurrent-eight");
        Session session = new Session(null, directory, null, List.of(), List.of(variant), false, false, null);
        PipelineConfig plain = session.config(1, List.of());
        assertThat(session.config(1, variant.sets()).model().regimes()).isEqualTo(8);
        assertThat(plain.model().regimes()).isNotEqualTo(8);
        assertThat(session.configurations()).hasSize(2);
        assertThatThrownBy(() -> Session.Variant.parse("model.regimes=8")).isInstanceOf(ConfigException.class);
    }

    @Test
    @DisplayName("The configurations that come along are those of one channel and of several")
    void configurations() {
        Session session = new Session(null, directory, null, List.of(), List.of(), false, false, null);
        assertThat(session.config(1, List.of()).name()).isEqualTo("univariate-csv");
        assertThat(session.config(8, List.of()).name()).isEqualTo("multivariate-csv");
    }

    @Test
    @DisplayName("Random cut forest grades a burst and hardly anything else, and repeats itself exactly")
    void forest() {
        double[] x = Synthetic.NOISE.values(1500, 9);
        for (int i = 1200; i < 1206; i++) {
            x[i] += 14;
        }
        double[] once = grades(x);
        assertThat(Arrays.stream(once, 1200, 1210).max().orElseThrow()).isGreaterThan(0.5);
        assertThat(Arrays.stream(once, 300, 1200).filter(g -> g > 0).count()).isLessThan(45);
        assertThat(grades(x)).isEqualTo(once);
    }

    private static double[] grades(double[] x) {
        RandomCutForest forest = new RandomCutForest(1);
        return Arrays.stream(x)
                .map(v -> forest.score(forest.tail(new double[] {v})))
                .toArray();
    }
}
