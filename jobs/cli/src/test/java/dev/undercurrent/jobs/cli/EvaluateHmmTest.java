package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.Scorers;
import dev.undercurrent.jobs.scoring.Networks;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trained hidden Markov models and networks in one table, on a series that one of them describes. */
class EvaluateHmmTest {

    private static final int N = 500;
    private static final int HELD_OUT = 3 * 40;
    private static final double LOCATION = 1.5;
    private static final double SCALE = 0.25;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final double[] values = new double[N];
    private Path data;
    private Path right;
    private Path wrong;

    @BeforeEach
    void files() throws IOException {
        var random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder("timestamp,a\n");
        int regime = 0;
        for (int t = 0; t < N; t++) {
            regime = random.nextDouble() < HmmBundles.STAY ? regime : 1 - regime;
            double x = HmmBundles.level(regime, LOCATION) + HmmBundles.deviation(SCALE) * random.nextGaussian();
            String written = String.format(Locale.ROOT, "%.6f", x);
            values[t] = Double.parseDouble(written);
            text.append(Instant.ofEpochSecond(60L * t))
                    .append(',')
                    .append(written)
                    .append('\n');
        }
        data = Files.writeString(directory.resolve("power.csv"), text);
        right = HmmBundles.write(directory.resolve("right.zip"), "right", 1, LOCATION, SCALE);
        wrong = HmmBundles.write(directory.resolve("wrong.zip"), "wrong", 1, 0.2, 2);
    }

    @Test
    @DisplayName("evidence of each is that of the fold that serves it, and near the forward algorithm's")
    void oneTable() throws IOException {
        JsonNode methods = evaluated("-b", right.toString(), "-b", "base", "-b", wrong.toString());
        assertThat(names(methods))
                .startsWith(
                        "combination, right",
                        "combination, base-lstm-64",
                        "combination, wrong",
                        "right",
                        "base-lstm-64",
                        "wrong",
                        "seasonal autoregression",
                        "hidden Markov model");
        assertThat(evidence(methods, "right")).isCloseTo(fold(right), within(1e-9));
        assertThat(evidence(methods, "wrong")).isCloseTo(fold(wrong), within(1e-9));
        // a series goes on learning: where the bundle is right already that changes little
        double[] forward = HmmBundles.surprisals(values, 1, LOCATION, SCALE);
        double exact = Arrays.stream(forward, N - HELD_OUT, N).average().orElseThrow();
        assertThat(evidence(methods, "right")).isCloseTo(exact, within(0.06));
        assertThat(evidence(methods, "wrong")).isGreaterThan(exact + 0.06);
        for (String name : List.of("right", "combination, right", "base-lstm-64", "wrong")) {
            JsonNode method = method(methods, name);
            assertThat(method.at("/accuracy/crps").asDouble()).as(name).isPositive();
            assertThat(method.at("/coverage")).as(name).isNotEmpty();
        }
    }

    @Test
    @DisplayName("alone it is the combination; a configuration's own takes part like a bundle")
    void alone() throws IOException {
        JsonNode one = evaluated("-b", right.toString());
        assertThat(names(one)).startsWith("combination", "right", "seasonal autoregression", "hidden Markov model");
        JsonNode own = evaluated("--set", "model.hmm=" + right);
        assertThat(own).isEqualTo(one);
        JsonNode both = evaluated("--set", "model.hmm=" + right, "--set", "model.network=base", "-b", wrong.toString());
        assertThat(names(both))
                .startsWith(
                        "combination, base-lstm-64 and right", "combination, wrong", "base-lstm-64", "right", "wrong");
        assertThat(evidence(both, "right")).isEqualTo(evidence(one, "right"));
    }

    @Test
    @DisplayName("networks that are regimes take part together, as the fold that serves them has them")
    void experts() throws IOException {
        Path silent = SilentNetwork.write(directory.resolve("silent.zip"));
        JsonNode methods = evaluated("--set", "model.experts=[base, " + silent + "]", "-b", "base");
        assertThat(names(methods))
                .startsWith(
                        "combination",
                        "base-lstm-64",
                        "networks as regimes",
                        "seasonal autoregression",
                        "hidden Markov model");
        var networks = List.of(Networks.load("base"), Networks.load(silent.toString()));
        var settings = ScorerSettings.standard().withExperts(networks);
        assertThat(evidence(methods, "networks as regimes")).isCloseTo(fold(settings), within(1e-9));
        // what others say of themselves is not touched by whose company they keep
        assertThat(evidence(methods, "base-lstm-64")).isEqualTo(evidence(evaluated("-b", "base"), "base-lstm-64"));
    }

    @Test
    void errorsNameWhatIsWrongAndWhatIsAllowed() throws IOException {
        Path two = HmmBundles.write(directory.resolve("two.zip"), "two", 2, 1, 1);
        refused(
                "--bundle is " + two + ", a hidden Markov model of 2 channels; allowed: one of 1 channel",
                "-b",
                "" + two);
        refused("model.hmm is two, a hidden Markov model of 2 channels", "--set", "model.hmm=" + two);
        refused(", given twice; allowed: each bundle once", "-b", right.toString(), "-b", right.toString());
    }

    private void refused(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(message + ": " + err).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    /** Mean surprisal of the rows held out, as the scorer with this model alone has them. */
    private double fold(Path bundle) {
        return fold(ScorerSettings.standard().withChain(Networks.chain(bundle.toString())));
    }

    /** Of the last member. */
    private double fold(ScorerSettings settings) {
        var scorer = Scorers.of(settings.withGaps(0, 1000, Long.MAX_VALUE, false), 1);
        var key = scorer.start("a");
        List<Double> surprisals = new ArrayList<>();
        for (int t = 0; t < N; t++) {
            var reading = new Reading(60_000_000L * t, new double[] {values[t]});
            scorer.accept(key, new Arrival(reading, 0, t), new Outcome() {
                @Override
                public void scored(Arrival arrival, Verdict verdict) {
                    List<MemberView> members = verdict.members();
                    surprisals.add(
                            members == null
                                    ? verdict.surprisal()
                                    : members.get(members.size() - 1).surprisal());
                }

                @Override
                public void late(Arrival arrival, long clock) {
                    throw new AssertionError("late");
                }

                @Override
                public void duplicate(Arrival arrival) {
                    throw new AssertionError("duplicate");
                }
            });
        }
        return surprisals.subList(N - HELD_OUT, N).stream()
                .mapToDouble(s -> s)
                .average()
                .orElseThrow();
    }

    private JsonNode evaluated(String... arguments) throws IOException {
        assertThat(run(arguments)).as(err.toString()).isZero();
        return new ObjectMapper()
                .readTree(directory.resolve("report/report.json").toFile())
                .at("/dataSets/0/methods");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("evaluate", "-d", data.toString(), "-o"));
        all.add(directory.resolve("report").toString());
        all.addAll(List.of("--horizon", "40", "--windows", "3", "--season", "0"));
        all.addAll(Arrays.asList(arguments));
        return Undercurrent.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private static List<String> names(JsonNode methods) {
        return StreamSupport.stream(methods.spliterator(), false)
                .map(m -> m.path("method").asText())
                .toList();
    }

    private static JsonNode method(JsonNode methods, String name) {
        for (JsonNode one : methods) {
            if (one.path("method").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no method " + name);
    }

    private static double evidence(JsonNode methods, String name) {
        JsonNode evidence = method(methods, name).at("/oneStep/evidence");
        assertThat(evidence.path("events").asInt()).isEqualTo(HELD_OUT);
        return -evidence.path("perEvent").asDouble();
    }
}
