package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.scoring.ScorerSettings.Emission;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * States written by every version stay readable, and go on as they would have: the next verdicts are equal bit for bit.
 *
 * <p>{@code state/key/v<N>/<name>.bin} is a state after {@value #BEFORE} events of {@link Fold#lively}, {@code <name>.txt} the
 * next {@value #AFTER} verdicts, one a line. Goldens of a released version are never written again. Before a release, or for
 * a new version:
 *
 * <pre>mvn -pl models/core test -Dtest=StateGoldenTest -Dgoldens.write=true</pre>
 */
class StateGoldenTest {

    private static final Path ROOT = Path.of("src/test/resources/state/key");
    private static final int BEFORE = 300;
    private static final int AFTER = 20;

    /** Settings by name of the golden. */
    private static Map<String, ScorerSettings> all() {
        var standard = ScorerSettings.standard();
        var all = new LinkedHashMap<String, ScorerSettings>();
        for (Emission emission : Emission.values()) {
            all.put(emission.name().toLowerCase(Locale.ROOT), standard.withModel(emission, 4));
        }
        all.put("waiting", standard.withLateness(5 * Fold.SECOND, 50));
        all.put("windows", standard.withWindows(256));
        all.put("no-duplicates", standard.withGaps(0, 1000, 1_000_000 * Fold.SECOND, true));
        NetworkSpec spec = RandomWeights.tiny(NetworkSpec.Kind.LSTM);
        var network = new TrainedNetwork(new ModelId("tiny", "00", "tiny"), spec, RandomWeights.of(spec, 1));
        all.put("members", standard.withForecast(3, 4).withMembers(new Seasons(6, 14), true, network));
        all.put("memory", standard.withMemory(new MemorySettings(200)));
        all.put("seeking", standard.withMembers(Seasons.NONE, true, network).withDetection(310));
        NetworkSpec other = RandomWeights.tiny(NetworkSpec.Kind.GRU);
        var second = new TrainedNetwork(new ModelId("other", "01", "other"), other, RandomWeights.of(other, 2));
        all.put(
                "experts",
                standard.withForecast(3, 4)
                        .withMembers(new Seasons(6, 14), false, null)
                        .withExperts(List.of(network, second)));
        return all;
    }

    private static List<String> next(ScorerSettings settings, KeyState state) {
        var fold = new Fold(settings, 1);
        fold.state = state;
        Fold.series(Fold::lively, 1, BEFORE + AFTER).stream().skip(BEFORE).forEach(fold::accept);
        fold.drain();
        return fold.verdicts.stream().limit(AFTER).map(StateGoldenTest::line).toList();
    }

    private static String line(Verdict v) {
        return v.time() + " " + v.epoch() + " " + v.sequence() + " " + v.status() + " surprisal "
                + Double.toHexString(v.surprisal()) + " p " + Double.toHexString(v.pValue()) + " score "
                + Double.toHexString(v.anomalyScore()) + " regime " + v.regime() + " since " + v.regimeSince()
                + " probability " + Double.toHexString(v.regimeProbability()) + " change "
                + Double.toHexString(v.changeProbability()) + " band " + Double.toHexString(v.lower()[0]) + " "
                + Double.toHexString(v.expected()[0]) + " " + Double.toHexString(v.upper()[0]) + " "
                + (v.incident() == null
                        ? "calm"
                        : v.incident().phase() + " " + v.incident().number())
                + members(v)
                + forecast(v);
    }

    private static String members(Verdict v) {
        StringBuilder line = new StringBuilder();
        for (MemberView m : v.members() == null ? List.<MemberView>of() : v.members()) {
            line.append(' ').append(m.name()).append(' ').append(Double.toHexString(m.weight()));
            line.append(' ').append(Double.toHexString(m.surprisal()));
            line.append(' ').append(Double.toHexString(m.tail()));
        }
        return line.toString();
    }

    private static String forecast(Verdict v) {
        StringBuilder line = new StringBuilder();
        if (v.forecast() != null) {
            line.append(" forecast");
            for (double[] step : v.forecast().quantiles()[0]) {
                for (double q : step) {
                    line.append(' ').append(Double.toHexString(q));
                }
            }
        }
        return line.toString();
    }

    @TestFactory
    @DisplayName("a state of any version goes on bit for bit")
    Stream<DynamicTest> goldens() throws IOException {
        List<Path> states = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(ROOT)) {
            walk.filter(p -> p.toString().endsWith(".bin")).sorted().forEach(states::add);
        }
        return states.stream()
                .map(p -> DynamicTest.dynamicTest(ROOT.relativize(p).toString(), () -> check(p)));
    }

    private static void check(Path golden) throws IOException {
        String name = golden.getFileName().toString().replace(".bin", "");
        ScorerSettings settings = all().get(name);
        assertThat(settings).as("settings of golden %s", name).isNotNull();
        var states = new KeyStates(settings);
        KeyState state = states.read(new ByteSource(Files.readAllBytes(golden)));
        assertThat(next(settings, state))
                .hasSize(AFTER)
                .isEqualTo(Files.readAllLines(golden.resolveSibling(name + ".txt")));
    }

    @Test
    @DisplayName(
            "every version up to the present one has goldens, and every kind those of the version that it is written in")
    void everyVersionHasGoldens() {
        for (int version = 1; version <= KeyStates.VERSION; version++) {
            assertThat(ROOT.resolve("v" + version)).isDirectoryContaining("glob:**/*.bin");
        }
        all().forEach((name, settings) -> {
            Path directory = ROOT.resolve("v" + bytes(settings)[0]);
            assertThat(directory).isDirectoryContaining("glob:**/" + name + ".bin");
            assertThat(directory).isDirectoryContaining("glob:**/" + name + ".txt");
        });
    }

    private static byte[] bytes(ScorerSettings settings) {
        var fold = new Fold(settings, 1);
        Fold.series(Fold::lively, 1, BEFORE).forEach(fold::accept);
        return fold.bytes();
    }

    @Test
    @EnabledIfSystemProperty(named = "goldens.write", matches = "true")
    @DisplayName("writes the goldens of the present version")
    void write() {
        all().forEach((name, settings) -> {
            byte[] bytes = bytes(settings);
            try {
                Path directory = Files.createDirectories(ROOT.resolve("v" + bytes[0]));
                Files.write(directory.resolve(name + ".bin"), bytes);
                var states = new KeyStates(settings);
                Files.write(directory.resolve(name + ".txt"), next(settings, states.read(new ByteSource(bytes))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
