package dev.undercurrent.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static ScorerSettings of(String yaml) {
        return Settings.of(ConfigLoader.load(yaml, List.of(), Map.of()));
    }

    @Test
    @DisplayName("Every value of the configuration reaches the scorer, durations as microseconds")
    void everyValue() {
        ScorerSettings settings = of("""
                series:
                  lateness: 3s
                  reorder-capacity: 77
                  expire: 2d
                  interval: 250ms
                  max-gap: 9
                  drop-duplicates: true
                  season: 24
                  cycle: 168
                model: {regimes: 5, emission: autoregressive, order: 3, degrees-of-freedom: 6.5, dwell: 33, learning-memory: 444, memory: 700, seasonal: true, profile: standard}
                alarm: {budget: 2.5, per: 12h, warm-up: 11, refractory: 12, hold: 13, freeze: 14}
                forecast: {horizon: 6, every: 4, quantiles: [0.2, 0.6]}
                band: 0.9
                """);
        ScorerSettings expected = new ScorerSettings(
                ScorerSettings.Emission.AUTOREGRESSIVE,
                5,
                3,
                6.5,
                33,
                444,
                3_000_000L,
                77,
                172_800_000_000L,
                250_000L,
                9,
                true,
                new AlarmSettings(2.5, 43_200_000_000L, 11, 12, 13, 14),
                0.9,
                6,
                4,
                new double[] {0.2, 0.6},
                new Seasons(24, 168),
                true,
                null,
                null,
                1000,
                new MemorySettings(700),
                List.of(),
                0);
        assertThat(settings).usingRecursiveComparison().isEqualTo(expected);
    }

    @Test
    @DisplayName("A silence is told of before the series is forgotten, or the configuration is refused")
    void silence() {
        assertThat(Settings.noDataAfter(
                        ConfigLoader.load("", List.of(), Map.of()).series()))
                .isZero();
        assertThat(Settings.noDataAfter(ConfigLoader.load("", List.of("series.no-data-after=90s"), Map.of())
                        .series()))
                .isEqualTo(90_000_000L);
        var late = ConfigLoader.load("", List.of("series.no-data-after=2h", "series.expire=1h"), Map.of());
        assertThatThrownBy(() -> Settings.noDataAfter(late.series()))
                .hasMessageContaining("series.no-data-after")
                .hasMessageContaining("PT2H")
                .hasMessageContaining("less than series.expire, which is PT1H");
    }

    @ParameterizedTest
    @DisplayName("Each emission of the configuration is the scorer's of the same name")
    @ValueSource(strings = {"gaussian", "student-t", "autoregressive"})
    void emissions(String name) {
        assertThat(of("model: {emission: " + name + "}").emission().name())
                .isEqualTo(name.replace('-', '_').toUpperCase(java.util.Locale.ROOT));
    }

    @Test
    @DisplayName("A memory is named by profile or by its length; anything else is an error that says so")
    void memory() {
        assertThat(of("model: {memory: none}").past()).isNull();
        assertThat(of("model: {memory: standard}").past().windows()).isEqualTo(1000);
        assertThat(of("model: {memory: deep}").past().windows()).isEqualTo(4000);
        assertThat(of("model: {memory: 200}").past().windows()).isEqualTo(200);
        for (String wrong : new String[] {"199", "32001", "long", "-5"}) {
            assertThatThrownBy(() -> of("model: {memory: " + wrong + "}"))
                    .hasMessageContainingAll("model.memory", wrong, "none, standard, deep, or rows from 200 to 32000");
        }
    }

    @Test
    @DisplayName("Series find their seasons by themselves where none is declared, after a number of rows within bounds")
    void detection() {
        assertThat(of("series: {detect-season: 1024}").detect()).isEqualTo(1024);
        assertThat(of("series: {}").detect()).isZero();
        for (String wrong : new String[] {"{detect-season: 63}", "{detect-season: 1024, season: 24}"}) {
            assertThatThrownBy(() -> of("series: " + wrong))
                    .hasMessageContainingAll("series.detect-season", "64 to 8192 where series.season is 0");
        }
    }

    @ParameterizedTest
    @DisplayName("Networks that are regimes are 2 to 8 different ones, beside no other source of regimes")
    @CsvSource(
            delimiter = '|',
            value = {
                "experts: [base]                           | model.experts is 1 networks; allowed: none, or 2 to 8",
                "experts: [a, b, c, d, e, f, g, h, i]      | model.experts is 9 networks; allowed: none, or 2 to 8",
                "experts: [base, base]                     | model.experts[1] is base, given twice; allowed: each network once",
                "experts: [base, no.zip]                   | model.experts[1] is no.zip; allowed: base, or the path of a bundle",
                "experts: [base, no.zip], hmm: x.zip       | model.hmm is x.zip; allowed: none, where model.experts says",
                "experts: [base, no.zip], network: base    | model.network is base; allowed: none, or a network that is not in",
            })
    void experts(String model, String message) {
        assertThatThrownBy(() -> of("model: {" + model + "}")).hasMessageContaining(message);
        assertThat(of("model: {}").experts()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("What the configuration allows at its limits, the scorer takes")
    @ValueSource(
            strings = {
                "series: {reorder-capacity: 65536}",
                "series: {max-gap: 1}",
                "series: {detect-season: 64}",
                "series: {detect-season: 8192}",
                "model: {regimes: 1}",
                "model: {regimes: 32}",
                "model: {order: 8, emission: autoregressive}",
                "forecast: {horizon: 0}",
                "forecast: {horizon: 1000}",
                "alarm: {warm-up: 0, refractory: 0, freeze: 0}",
            })
    void limits(String yaml) {
        assertThatCode(() -> of(yaml)).doesNotThrowAnyException();
    }
}
