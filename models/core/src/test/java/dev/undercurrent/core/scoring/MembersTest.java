package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.scoring.ScorerSettings.Emission;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A key with all its members: the same verdicts however it is stored and stepped, and as many bytes as planned. */
class MembersTest {

    private static final long SECOND = Fold.SECOND;

    private static TrainedNetwork network(NetworkSpec spec, long seed, String lineage) {
        return new TrainedNetwork(new ModelId("n" + seed, "0" + seed, lineage), spec, RandomWeights.of(spec, seed));
    }

    private static ScorerSettings settings(Kind kind) {
        return ScorerSettings.standard()
                .withForecast(4, 5)
                .withGaps(SECOND, 1000, 100_000 * SECOND, true)
                .withMembers(new Seasons(6, 14), true, network(RandomWeights.tiny(kind), 1, "l"));
    }

    /** A lively series with gaps. */
    private static List<Arrival> series(long seed, int n, int channels) {
        var random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        long time = 0;
        for (int t = 0; t < n; t++) {
            time += random.nextInt(15) == 0 ? random.nextInt(2, 9) : 1;
            double[] values = new double[channels];
            for (int c = 0; c < channels; c++) {
                values[c] = Fold.lively(random, t + c)[0];
            }
            arrivals.add(new Arrival(new Reading(time * SECOND, values), 0, t));
        }
        return arrivals;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName("through bytes, copies and settled at random points, verdicts are the same bit for bit")
    void roundTrip(Kind kind) {
        Seeded.check(2, (random, size) -> {
            ScorerSettings settings = settings(kind).withLateness(size == 2 ? 3 * SECOND : 0, 20);
            int channels = 1 + size % 2;
            List<Arrival> arrivals = series(size, 100, channels);
            var straight = new Fold(settings, channels);
            arrivals.forEach(straight::accept);
            straight.drain();
            var broken = new Fold(settings, channels);
            for (Arrival arrival : arrivals) {
                broken.accept(arrival);
                switch (random.nextInt(4)) {
                    case 0 -> broken.restore(settings);
                    case 1 -> broken.state = broken.states.copy(broken.state);
                    case 2 -> broken.states.settle(new KeyState[] {broken.state}, 1);
                    default -> {}
                }
            }
            broken.drain();
            Verdicts.assertSame(broken.verdicts, straight.verdicts);
            assertThat(broken.bytes()).isEqualTo(straight.bytes());
            assertThat(straight.verdicts.stream().filter(v -> v.forecast() != null))
                    .hasSizeGreaterThan(15);
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName("keys settled in batches of any size and order score as each key by itself, bit for bit")
    void batches(Kind kind) {
        ScorerSettings settings = settings(kind);
        var random = new SplittableRandom(8);
        int keys = 70;
        var states = new KeyStates(settings);
        Fold[] alone = new Fold[keys];
        Fold[] together = new Fold[keys];
        List<List<Arrival>> arrivals = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            int channels = 1 + i % 3 % 2;
            alone[i] = new Fold(settings, channels);
            together[i] = new Fold(settings, channels);
            together[i].states = states;
            together[i].state = states.start("a series", channels);
            arrivals.add(series(i, 12, channels));
        }
        List<KeyState> pending = new ArrayList<>();
        for (int t = 0; t < 12; t++) {
            for (int i = 0; i < keys; i++) {
                alone[i].accept(arrivals.get(i).get(t));
                together[i].accept(arrivals.get(i).get(t));
                pending.add(together[i].state);
                if (random.nextInt(50) == 0) {
                    java.util.Collections.shuffle(pending, new java.util.Random(t));
                    states.settle(pending.toArray(KeyState[]::new), pending.size());
                    assertThat(pending).noneMatch(states::pending);
                    pending.clear();
                }
            }
            states.settle(pending.toArray(KeyState[]::new), pending.size());
            pending.clear();
        }
        for (int i = 0; i < keys; i++) {
            Verdicts.assertSame(together[i].verdicts, alone[i].verdicts);
            assertThat(together[i].bytes()).isEqualTo(alone[i].bytes());
        }
    }

    @Test
    @DisplayName("each verdict tells what every member said, and the law is their mixture")
    void views() {
        var fold = new Fold(settings(Kind.LSTM), 1);
        series(3, 100, 1).forEach(fold::accept);
        for (Verdict v : fold.verdicts) {
            if (v.status() == Verdict.Status.MISSING) {
                assertThat(v.members()).isNull();
                continue;
            }
            assertThat(v.members()).extracting(MemberView::name).containsExactly("hmm", "seasonal", "lstm");
            double density = 0;
            double weights = 0;
            for (MemberView member : v.members()) {
                assertThat(member.tail()).isBetween(0.0, 1.0);
                density += member.weight() * StrictMath.exp(-member.surprisal());
                weights += member.weight();
            }
            assertThat(weights).isCloseTo(1, within(1e-14));
            assertThat(v.surprisal()).isCloseTo(-StrictMath.log(density), within(1e-9));
        }
    }

    @Test
    @DisplayName(
            "other weights of the same lineage carry a key on; another shape or lineage starts it again, with its clock")
    void lineageChanges() {
        var spec = new NetworkSpec(Kind.TRANSFORMER, 8, 1, 2, 4, 1);
        var before = ScorerSettings.standard().withMembers(new Seasons(6, 0), false, network(spec, 1, "l"));
        var fold = new Fold(before, 1);
        series(4, 60, 1).forEach(fold::accept);
        byte[] bytes = fold.bytes();
        var tuned = before.withMembers(new Seasons(6, 0), false, network(spec, 2, "l"));
        KeyState kept = new KeyStates(tuned).read(new ByteSource(bytes));
        assertThat(kept.sequence()).isEqualTo(60);
        assertThat(kept.restarts()).isZero();
        var heads = new NetworkSpec(Kind.TRANSFORMER, 8, 1, 4, 4, 1);
        for (ScorerSettings other : List.of(
                before.withMembers(new Seasons(6, 0), false, network(heads, 1, "l")),
                before.withMembers(new Seasons(6, 0), false, network(spec, 1, "other")),
                before.withMembers(new Seasons(7, 0), false, network(spec, 1, "l")),
                before.withMembers(new Seasons(6, 0), true, network(spec, 1, "l")),
                before.withMembers(Seasons.NONE, false, null))) {
            KeyState again = new KeyStates(other).read(new ByteSource(bytes));
            assertThat(again.sequence()).isZero();
            assertThat(again.restarts()).isEqualTo(1);
            assertThat(again.clock()).isEqualTo(fold.state.clock());
            KeyState carried = new KeyStates(other).carryOn(fold.state);
            assertThat(carried.restarts()).isEqualTo(1);
        }
    }

    private static final int LSTM = 64;

    /** Bytes of a state without members, of one channel and K = 8: KeyStatesTest, but for the lineage. */
    private static final int CHAIN = 1030 - "hmm/2/student_t/8/nu4.0/1".length();

    /** Bytes of the features of a network: FeatureCodec. */
    private static int features(int season, int cycle) {
        if (season == 0) {
            return 73;
        }
        int reach = Math.max((48 + season - 1) / season * season, cycle == 0 ? 0 : (48 + cycle - 1) / cycle * cycle);
        int ring = reach + Math.max(season, 49);
        return 73 + 8 + 12 + 4 * season + (season + 3) / 4 + 4 * ring + (ring + 7) / 8 + (cycle == 0 ? 0 : 8);
    }

    @ParameterizedTest(name = "season {0}, cycle {1}, seasonal {2}: {3} bytes")
    @CsvSource({"0, 0, false, 1802", "24, 168, false, 2831", "24, 168, true, 5030"})
    @DisplayName("bytes of a key of one channel: HMM of eight regimes, LSTM of 64 units, and a seasonal autoregression")
    void bytesPerKey(int season, int cycle, boolean seasonal, int expected) {
        NetworkSpec spec = NetworkSpec.recurrent(Kind.LSTM, LSTM, 1);
        var settings = ScorerSettings.standard()
                .withModel(Emission.STUDENT_T, 8)
                .withMembers(new Seasons(season, cycle), seasonal, network(spec, 1, "base-lstm-64"));
        var fold = new Fold(settings, 1);
        for (int t = 0; t < 700; t++) {
            fold.accept(t * SECOND, t % 24 + t % 7);
        }
        int members = seasonal ? 3 : 2;
        int encoder = 4 * 2 * LSTM;
        int law = 4 * 12;
        int rarity = 4 * 20 * (members - 1);
        int network = features(season, cycle) + encoder + law;
        int autoregression = seasonal ? 12 + 8 * (169 + 3 + 78 + 11) : 0;
        int evidence = 4 * members;
        int backtest = 4 * members + 2;
        int lineage = fold.state.lineage.length();
        assertThat(fold.bytes())
                .hasSize(CHAIN + lineage + network + autoregression + evidence + backtest + rarity)
                .hasSize(expected);
        assertThat(fold.states.sizes(fold.state))
                .containsEntry("lstm", network)
                .containsEntry("weights and backtests of the members", evidence + backtest)
                .satisfies(sizes -> {
                    assertThat(sizes.values().stream().mapToInt(i -> i).sum()).isEqualTo(expected);
                    assertThat(sizes.getOrDefault("seasonal", 0)).isEqualTo(autoregression);
                });
    }

    @Test
    @DisplayName("while a forecast is under test its medians are carried too: 4 bytes per member and step")
    void bytesUnderTest() {
        var fold = new Fold(settings(Kind.GRU), 1);
        int size = 0;
        // a forecast after events 5, 10, … is under test for the four events that follow
        for (int t = 0; t < 604; t++) {
            fold.accept(t * SECOND, t % 6 + t % 7);
            size = t == 603 ? fold.bytes().length - size : fold.bytes().length;
        }
        assertThat(size).isEqualTo(-(4 + 4 + 4 * 3 + 4 + 4 * 3 * 4));
    }
}
