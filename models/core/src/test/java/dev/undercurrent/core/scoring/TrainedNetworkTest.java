package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What settings say of a network, and what its states descend from. */
class TrainedNetworkTest {

    private static TrainedNetwork of(NetworkSpec spec) {
        return new TrainedNetwork(new ModelId("a", "0123", "family"), spec, RandomWeights.of(spec, 1));
    }

    private static byte[] bytes(ScorerSettings settings) {
        var out = new ByteSink(16);
        settings.write(out);
        return out.toBytes();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @DisplayName("settings with members survive their bytes, but for the weights")
    void settingsRoundTrip(Kind kind) {
        TrainedNetwork network = of(RandomWeights.tiny(kind));
        var settings = ScorerSettings.standard().withMembers(new Seasons(24, 168), true, network);
        var source = new ByteSource(bytes(settings));
        ScorerSettings again = ScorerSettings.read(source);
        assertThat(source.remaining()).isZero();
        assertThat(again.seasons()).isEqualTo(new Seasons(24, 168));
        assertThat(again.seasonal()).isTrue();
        assertThat(again.network().id()).isEqualTo(network.id());
        assertThat(again.network().spec()).isEqualTo(network.spec());
        assertThat(again.lineage()).isEqualTo(settings.lineage());
        assertThat(again.modelId()).isEqualTo(settings.modelId());
        assertThat(bytes(again)).isEqualTo(bytes(settings));
        assertThat(settings.modelId().name()).isEqualTo("hmm+seasonal+a");
    }

    @Test
    @DisplayName("members may be there one by one, and each changes the lineage and the id")
    void eachMember() {
        TrainedNetwork network = of(RandomWeights.tiny(Kind.GRU));
        var standard = ScorerSettings.standard();
        var seasons = new Seasons(24, 168);
        List<ScorerSettings> all = List.of(
                standard,
                standard.withMembers(seasons, true, null),
                standard.withMembers(new Seasons(24, 0), true, null),
                standard.withMembers(seasons, false, network),
                standard.withMembers(Seasons.NONE, false, network),
                standard.withMembers(seasons, true, network));
        Set<String> lineages = new HashSet<>();
        Set<ModelId> ids = new HashSet<>();
        for (ScorerSettings settings : all) {
            lineages.add(settings.lineage());
            ids.add(settings.modelId());
            assertThat(ScorerSettings.read(new ByteSource(bytes(settings))).lineage())
                    .isEqualTo(settings.lineage());
        }
        assertThat(lineages).hasSize(all.size());
        assertThat(ids).hasSize(all.size());
        // seasons that nobody uses are no part of a state
        assertThat(standard.withMembers(seasons, false, null).lineage()).isEqualTo(standard.lineage());
    }

    @Test
    @DisplayName(
            "settings of version 1, which knew no members, and 2, which knew no windows, are read as such; a later version is refused by name")
    void versions() {
        var settings = ScorerSettings.standard().withLateness(7, 9).withForecast(3, 4);
        byte[] now = bytes(settings);
        byte[] then = Arrays.copyOf(now, now.length - (4 + 4 + 1 + 1 + 4 + 1 + 4));
        then[0] = 1;
        var source = new ByteSource(then);
        assertThat(ScorerSettings.read(source)).usingRecursiveComparison().isEqualTo(settings);
        assertThat(source.remaining()).isZero();
        byte[] second = Arrays.copyOf(now, now.length - (4 + 1 + 4));
        second[0] = 2;
        assertThat(ScorerSettings.read(new ByteSource(second)))
                .usingRecursiveComparison()
                .isEqualTo(settings);
        now[0] = 6;
        assertThatThrownBy(() -> ScorerSettings.read(new ByteSource(now)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("version of scorer settings is 6; readable: 1 to 5");
    }

    @Test
    @DisplayName("every part of the shape, and the declared lineage, are part of the lineage; name and weights are not")
    void lineage() {
        var base = new NetworkSpec(Kind.TRANSFORMER, 8, 2, 2, 6, 3);
        List<NetworkSpec> others = List.of(
                new NetworkSpec(Kind.LSTM, 8, 2, 2, 6, 3),
                new NetworkSpec(Kind.TRANSFORMER, 16, 2, 2, 6, 3),
                new NetworkSpec(Kind.TRANSFORMER, 8, 3, 2, 6, 3),
                // keys and values of as many heads are as long, but mean something else
                new NetworkSpec(Kind.TRANSFORMER, 8, 2, 4, 6, 3),
                new NetworkSpec(Kind.TRANSFORMER, 8, 2, 2, 7, 3),
                new NetworkSpec(Kind.TRANSFORMER, 8, 2, 2, 6, 4));
        assertThat(others).allMatch(spec -> !of(spec).lineage().equals(of(base).lineage()));
        var renamed = new TrainedNetwork(new ModelId("b", "4567", "family"), base, RandomWeights.of(base, 2));
        assertThat(renamed.lineage()).isEqualTo(of(base).lineage());
        var moved = new TrainedNetwork(new ModelId("a", "0123", "other"), base, RandomWeights.of(base, 1));
        assertThat(moved.lineage()).isNotEqualTo(of(base).lineage());
    }
}
