package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Regimes that are networks, on a series that alternates between what one and what the other foretells. */
class NetworkExpertsTest {

    private static final int SEASON = 6;
    private static final int STRETCH = 120;
    private static final double[] PATTERN = {0, 3, -2, 4, -3, 1};
    private static final Seasons SEASONS = new Seasons(SEASON, 0);

    /** A network by hand: its law lies around one candidate of {@link SeasonalFeatures}, whatever it has seen. */
    private static TrainedNetwork around(int candidate, String name) {
        NetworkSpec spec = NetworkSpec.recurrent(NetworkSpec.Kind.LSTM, 2, 1);
        Map<String, Tensor> tensors = new TreeMap<>(Weights.zeros(spec).tensors());
        float[] bias = new float[SeasonalFeatures.CANDIDATES + 4 * NetworkSpec.MIXTURE];
        bias[candidate] = 40;
        int k = NetworkSpec.MIXTURE;
        // scales of a quarter of the mean step, all of it in the middling component
        Arrays.fill(bias, SeasonalFeatures.CANDIDATES + k, SeasonalFeatures.CANDIDATES + 2 * k, -1.1f);
        bias[SeasonalFeatures.CANDIDATES + 3 * k + 1] = 40;
        tensors.put("step.out.bias", Tensor.of(bias, bias.length));
        return new TrainedNetwork(new ModelId(name, name + "00", name), spec, new Weights(tensors));
    }

    private static final TrainedNetwork WALKS = around(0, "walks");
    private static final TrainedNetwork REPEATS = around(1, "repeats");

    private static ScorerSettings settings(TrainedNetwork... experts) {
        return ScorerSettings.standard()
                .withMembers(SEASONS, false, null)
                .withExperts(List.of(experts))
                .withForecast(4, 5);
    }

    private static boolean repeats(int t) {
        return t / STRETCH % 2 == 1;
    }

    private static List<Arrival> series() {
        double[] level = new double[1];
        return Fold.series(
                (random, t) -> {
                    if (repeats(t)) {
                        return new double[] {level[0] + PATTERN[t % SEASON] + 0.3 * Draw.normal(random)};
                    }
                    level[0] += Draw.normal(random);
                    return new double[] {level[0]};
                },
                3,
                10 * STRETCH);
    }

    private static Fold fold(ScorerSettings settings, List<Arrival> arrivals) {
        Fold fold = new Fold(settings, 1);
        arrivals.forEach(fold::accept);
        return fold;
    }

    private static MemberView view(Verdict verdict, String name) {
        return verdict.members().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName(
            "the regime is the network whose dynamics run, by its place in the list, and comes back under its number")
    void followsTheDynamics() {
        List<Arrival> arrivals = series();
        for (boolean turned : new boolean[] {false, true}) {
            Fold fold = fold(turned ? settings(REPEATS, WALKS) : settings(WALKS, REPEATS), arrivals);
            int right = 0;
            int settled = 0;
            for (int t = STRETCH; t < arrivals.size(); t++) {
                // a season is foretold once it was seen
                if (t % STRETCH >= 4 * SEASON) {
                    settled++;
                    right += fold.verdicts.get(t).regime() == (repeats(t) != turned ? 1 : 0) ? 1 : 0;
                }
            }
            assertThat((double) right / settled).isGreaterThan(0.95);
        }
    }

    @Test
    @DisplayName("each event's law is a mixture of those of the networks alone, and all in all better than either")
    void mixture() {
        List<Arrival> arrivals = series();
        Fold both = fold(settings(WALKS, REPEATS), arrivals);
        var alone = ScorerSettings.standard();
        Fold walks = fold(alone.withMembers(SEASONS, false, WALKS), arrivals);
        Fold repeats = fold(alone.withMembers(SEASONS, false, REPEATS), arrivals);
        double together = 0;
        double first = 0;
        double second = 0;
        int weighed = 0;
        for (int t = 1; t < arrivals.size(); t++) {
            Verdict.Status status = both.verdicts.get(t).status();
            if (status != walks.verdicts.get(t).status()
                    || status != repeats.verdicts.get(t).status()) {
                // alarms differ: from here on so does what the networks' units have learnt
                break;
            }
            double a = view(walks.verdicts.get(t), "lstm").surprisal();
            double b = view(repeats.verdicts.get(t), "lstm").surprisal();
            double s = view(both.verdicts.get(t), "experts").surprisal();
            assertThat(s).as("event " + t).isBetween(Math.min(a, b) - 1e-9, Math.max(a, b) + 1e-9);
            together += s;
            first += a;
            second += b;
            weighed++;
        }
        assertThat(weighed).isGreaterThan(3 * STRETCH);
        assertThat(together).isLessThan(Math.min(first, second) - 0.1 * weighed);
    }

    @Test
    @DisplayName("states survive their bytes wherever they are cut, with seasons looked for and a memory beside")
    void restored() {
        List<Arrival> arrivals = series().subList(0, 4 * STRETCH);
        var found =
                settings(WALKS, REPEATS).withMembers(Seasons.NONE, false, null).withDetection(200);
        for (ScorerSettings settings : List.of(
                settings(WALKS, REPEATS), found, settings(WALKS, REPEATS).withMemory(new MemorySettings(200)))) {
            List<Verdict> whole = fold(settings, arrivals).verdicts;
            Fold cut = new Fold(settings, 1);
            for (int t = 0; t < arrivals.size(); t++) {
                if (t % 37 == 5) {
                    cut.restore(settings);
                }
                cut.accept(arrivals.get(t));
            }
            Verdicts.assertSame(cut.verdicts, whole);
        }
    }

    @Test
    @DisplayName("settings survive their bytes, but for the weights; without experts these are what they were")
    void settingsRoundTrip() {
        var settings = settings(WALKS, REPEATS);
        byte[] bytes = bytes(settings);
        var source = new ByteSource(bytes);
        ScorerSettings again = ScorerSettings.read(source);
        assertThat(source.remaining()).isZero();
        assertThat(bytes[0]).isEqualTo((byte) 5);
        assertThat(bytes(again)).isEqualTo(bytes);
        assertThat(again.experts()).extracting(TrainedNetwork::id).containsExactly(WALKS.id(), REPEATS.id());
        assertThat(again.lineage()).isEqualTo(settings.lineage());
        assertThat(settings.modelId().name()).isEqualTo("hmm+experts");
        assertThat(settings.withExperts(List.of()).lineage())
                .isEqualTo(ScorerSettings.standard().lineage());
        assertThat(bytes(settings.withExperts(List.of()))[0]).isEqualTo((byte) 3);
    }

    @Test
    @DisplayName("another order, another network or other weights are another model; other weights of one family go on")
    void identity() {
        var settings = settings(WALKS, REPEATS);
        var turned = settings(REPEATS, WALKS);
        var retrained = new TrainedNetwork(new ModelId("walks", "4711", "walks"), WALKS.spec(), WALKS.weights());
        assertThat(turned.lineage()).isNotEqualTo(settings.lineage());
        assertThat(turned.modelId()).isNotEqualTo(settings.modelId());
        assertThat(settings(retrained, REPEATS).lineage()).isEqualTo(settings.lineage());
        assertThat(settings(retrained, REPEATS).modelId()).isNotEqualTo(settings.modelId());
        TrainedNetwork[] most = new TrainedNetwork[8];
        for (int i = 0; i < most.length; i++) {
            NetworkSpec spec = RandomWeights.tiny(NetworkSpec.Kind.TRANSFORMER);
            String name = "n" + i + "x".repeat(200);
            most[i] = new TrainedNetwork(new ModelId(name, name, name), spec, RandomWeights.of(spec, i));
        }
        // longer lineages could not be read again
        assertThat(settings(most).lineage()).hasSizeLessThan(400);
        Fold fold = fold(settings(most), series().subList(0, 40));
        fold.restore(settings(most));
        assertThatThrownBy(() -> settings(WALKS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("experts is 1; allowed: 0, or 2 to 8");
    }

    @Test
    @DisplayName("the state of a key takes no more than the networks' and the chain's own")
    void size() {
        Fold fold = fold(settings(WALKS, REPEATS), series().subList(0, 300));
        Map<String, Integer> sizes = fold.states.sizes(fold.state);
        Fold alone = fold(ScorerSettings.standard().withMembers(SEASONS, false, WALKS), series().subList(0, 300));
        int network = alone.states.sizes(alone.state).get("lstm");
        // belief, moves, ids, novelty of one channel, count, next id, steps, change
        int chain = 2 * 8 + 4 * 4 + 2 * 4 + 3 * 4 + 4 + 4 + 8 + 8;
        assertThat(sizes.get("experts")).isEqualTo(2 * network + chain);
        assertThat(sizes.values().stream().mapToInt(n -> n).sum()).isEqualTo(fold.bytes().length);
    }

    private static byte[] bytes(ScorerSettings settings) {
        var out = new ByteSink(16);
        settings.write(out);
        return out.toBytes();
    }
}
