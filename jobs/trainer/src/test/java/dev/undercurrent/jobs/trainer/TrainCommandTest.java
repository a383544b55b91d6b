package dev.undercurrent.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.bundle.BundleReader;
import dev.undercurrent.bundle.HmmSpec;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.Training;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.evaluation.EnsembleMethod;
import dev.undercurrent.evaluation.ForecastMethod;
import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.jobs.scoring.Networks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

    @TempDir
    private Path folder;

    private Example example;

    @BeforeEach
    void history() throws IOException {
        example = new Example(folder);
    }

    private ModelBundle read(String name) {
        return BundleReader.read(example.out(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "gru", "elman", "seq2seq", "transformer"})
    @DisplayName("each network is trained, is served as PyTorch computed it, and scores events")
    void networks(String architecture) {
        int code = example.train(
                "--out", example.out("pumps.zip").toString(), "-a", architecture, "--hidden", "8", "--steps", "3");
        assertThat(code).as(example.said).isZero();
        ModelBundle bundle = read("pumps.zip");
        assertThat(bundle.manifest().architecture().kind()).isEqualTo(architecture);
        assertThat(bundle.manifest().name()).isEqualTo("pumps");
        assertThat(bundle.manifest().parent()).isEmpty();
        Training training = bundle.manifest().training();
        assertThat(training.steps()).isEqualTo(3);
        assertThat(training.data()).isEqualTo("history: 1,400 events of 2 series, 1 channel");
        assertThat(training.losses()).hasSize(3);
        assertThat(training.figures())
                .extracting(Training.Figure::metric)
                .contains("gain of evidence over a plain hidden Markov model, nats per event");
        assertThat(bundle.card()).contains("Ljung-Box", "pump-0.csv: ", "95 % band");
        assertThat(example.said)
                .contains("Read 1,400 events of 2 series, 1 channel.")
                .contains("evidence above seasonal naive")
                .contains("It does not beat both: train longer, give more data")
                .contains("undercurrent score --config " + example.config + " --input " + example.data)
                .contains("--set model.network=" + example.out("pumps.zip"));
        assertThat(example.out("pumps.zip.run")).doesNotExist();

        ScorerSettings settings = ScorerSettings.standard()
                .withMembers(
                        new Seasons(24, 0),
                        false,
                        Networks.load(example.out("pumps.zip").toString()));
        ForecastMethod served = EnsembleMethod.member("network", settings, 1).start(SeriesInfo.of("s", 24, 1));
        for (int t = 0; t < 60; t++) {
            assertThat(served.surprisal(10 * Math.sin(t))).isFinite();
            served.observe(10 * Math.sin(t));
        }
    }

    @Test
    @DisplayName("a fine-tuned network keeps its parent's lineage and shape, and names the parent")
    void fineTuning() {
        assertThat(example.train("-o", example.out("a").toString(), "--hidden", "4", "-a", "gru", "--steps", "2"))
                .isZero();
        int code = example.train(
                "-o",
                example.out("b.zip").toString(),
                "--from",
                example.out("a").toString(),
                "--steps",
                "2");
        assertThat(code).as(example.said).isZero();
        ModelBundle parent = read("a");
        ModelBundle child = read("b.zip");
        assertThat(child.manifest().lineage()).isEqualTo(parent.manifest().lineage());
        assertThat(child.manifest().parent()).isEqualTo(parent.hash());
        assertThat(child.manifest().architecture()).isEqualTo(parent.manifest().architecture());
        assertThat(child.manifest().name()).isEqualTo("b");
        assertThat(child.hash()).isNotEqualTo(parent.hash());
        assertThat(child.card()).contains("Fine-tuned from", "a@" + parent.id().hash());
        assertThat(example.said).contains("evidence above the bundle it came from");
    }

    @Test
    @DisplayName("a hidden Markov model is trained, and core's filter answers what the training's did")
    void hmm() {
        int code = example.train("-o", example.out("regimes.zip").toString(), "-a", "hmm");
        assertThat(code).as(example.said).isZero();
        ModelBundle bundle = read("regimes.zip");
        HmmSpec hmm = (HmmSpec) bundle.manifest().architecture();
        assertThat(hmm.states()).isBetween(2, 8);
        assertThat(bundle.manifest().training().losses()).isNotEmpty();
        assertThat(bundle.card()).contains("Restarts", "regime 0", "Ljung-Box", "Calibration");
        assertThat(example.said).contains("--set model.hmm=" + example.out("regimes.zip"));
    }

    @Test
    @DisplayName("a run that was broken off is not overwritten, and is gone on with by its directory")
    void resume() throws IOException {
        Path run = example.out("pumps.zip.run");
        Request request = new Request(null, "elman", null, 4, null, null, null, null, null, Train.commandLine());
        new Plan(request.spec(), 2, 9, "", 2 * Example.EVENTS).write(run);
        String out = example.out("pumps.zip").toString();
        assertThat(example.train("-o", out)).isEqualTo(2);
        assertThat(example.said).contains("broken off", "--resume " + run);
        assertThat(example.train("-o", out, "--resume", run.toString(), "--steps", "5"))
                .isEqualTo(2);
        assertThat(example.said).contains("--steps cannot be given here: --resume takes it from the run");
        int code = example.train("-o", out, "--resume", run.toString());
        assertThat(code).as(example.said).isZero();
        assertThat(read("pumps.zip").manifest().training().seeds()).containsExactly(9L);
        assertThat(run).doesNotExist();

        new Plan(request.spec(), 2, 9, "", 5).write(run);
        assertThat(example.train("-o", out, "--resume", run.toString())).isEqualTo(2);
        assertThat(example.said).contains("was of 5 events, the data has 1400; allowed: the same data");
    }

    @Test
    @DisplayName("a bundle is replaced only where that is asked for, or where the run that goes on was asked to")
    void overwrite() throws IOException {
        Path out = Files.writeString(example.out("kept.zip"), "of hours");
        String name = out.toString();
        assertThat(example.train("-o", name, "--hidden", "4", "--steps", "1")).isEqualTo(2);
        assertThat(example.said)
                .contains("--out is \"" + name + "\"; allowed: what does not exist yet, or --overwrite");
        assertThat(example.train("-o", name, "-a", "hmm")).isEqualTo(2);
        assertThat(out).hasContent("of hours");
        Request request = new Request(null, "elman", null, 4, null, null, null, null, null, Train.commandLine());
        Plan plan = new Plan(request.spec(), 1, 9, "", 2 * Example.EVENTS);
        plan.write(example.out("another.run"));
        assertThat(example.train(
                        "-o", name, "--resume", example.out("another.run").toString()))
                .isEqualTo(2);
        assertThat(out).hasContent("of hours");
        plan.write(example.out("kept.zip.run"));
        assertThat(example.train(
                        "-o", name, "--resume", example.out("kept.zip.run").toString()))
                .as(example.said)
                .isZero();
        assertThat(read("kept.zip").manifest().training().seeds()).containsExactly(9L);
        assertThat(example.train("-o", name, "--hidden", "4", "--steps", "1", "--overwrite"))
                .as(example.said)
                .isZero();
        assertThat(read("kept.zip").manifest().training().seeds()).containsExactly(1L);
    }

    @Test
    @DisplayName("what to do with a result that is none is told, and nothing that was done already")
    void advice() {
        assertThat(Summary.advice(0.1, 0.2, Double.NaN, 0)).isEmpty();
        assertThat(Summary.advice(0.1, 0.2, 0.01, 24)).isEmpty();
        assertThat(Summary.advice(-0.1, 0.2, Double.NaN, 0))
                .singleElement()
                .asString()
                .contains("declare series.season");
        assertThat(Summary.advice(0.1, -0.2, Double.NaN, 24))
                .singleElement()
                .asString()
                .contains("train longer")
                .doesNotContain("series.season");
        assertThat(Summary.advice(0.1, 0.2, 0, 24))
                .singleElement()
                .asString()
                .startsWith("Warning: it ended no better than the bundle it came from")
                .contains("--minutes");
    }

    @Test
    @DisplayName("what is wrong is named, with what is allowed, and the exit code is that of wrong usage")
    void wrong() throws IOException {
        String out = example.out("x.zip").toString();
        wrong("--architecture is lstn; allowed: lstm, gru", "-o", out, "-a", "lstn");
        wrong("--window is 8 for lstm; allowed for seq2seq and transformer", "-o", out, "--window", "8");
        wrong("hidden 0 (allowed: 1 to 1024)", "-o", out, "--hidden", "0");
        wrong("--minutes and --steps are both given", "-o", out, "--minutes", "1", "--steps", "1");
        wrong("--minutes is -1.0; allowed: more than 0", "-o", out, "--minutes", "-1");
        wrong("--steps is 0; allowed: 1 and more", "-o", out, "--steps", "0");
        wrong("--hidden cannot be given here: --from takes it", "-o", out, "--from", "y.zip", "--hidden", "8");
        wrong("--from is y.zip; allowed: base, or the path of a bundle", "-o", out, "--from", "y.zip");
        wrong("--resume is \"" + folder + "\"; allowed: the directory of a run", "-o", out, "--resume", "" + folder);
        wrong("--data and --topic are both given; allowed: one of them", "-o", out, "--topic", "t");
        wrong("series.season is 1; allowed: 2 or more", "-o", out, "--set", "series.season=1");
        wrong("allowed: at least 300", "-o", out, "--set", "series.expire=30m");
        wrong("column reading is missing", "-o", out, "--set", "source.fields.values=[reading]");
        wrong("time is \"1700000000\"", "-o", out, "--set", "source.fields.time-format=iso");
        assertThat(example.said).containsOnlyOnce("allowed:").contains("allowed: iso");
        Files.writeString(example.data.resolve("two.csv"), "timestamp,value\n1,1\n2,x\n");
        assertThat(example.train("-o", out, "--hidden", "4", "--steps", "1")).isZero();
        assertThat(example.said).contains("Left out 1 invalid records {bad-value=1}; the first, two.csv row 2: ");
    }

    @Test
    @DisplayName("where a topic is to be learnt from and no broker answers, that is told, and the exit code is 1")
    void noBroker() throws IOException {
        Path config = Files.writeString(
                folder.resolve("topic.yaml"),
                "source: {kafka: {bootstrap: \"127.0.0.1:1\", properties: {default.api.timeout.ms: 300}}}\n");
        StringWriter err = new StringWriter();
        int code = Train.commandLine()
                .setErr(new PrintWriter(err, true))
                .execute("train", "-c", config.toString(), "--topic", "t", "-o", "x.zip");
        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains("source.kafka.bootstrap is 127.0.0.1:1, but no broker can be used there: no answer within");
    }

    private void wrong(String message, String... arguments) {
        assertThat(example.train(arguments)).as(example.said).isEqualTo(2);
        assertThat(example.said).contains(message);
    }
}
