package dev.undercurrent.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PastTest {

    private static final String YAML = "source: {format: csv, fields: {key: [id], time-format: s}}\n";
    private static final String[] COLUMNS = {"id", "timestamp", "value"};

    private static Past past(String more, String... rows) {
        PastBuilder builder = new PastBuilder(ConfigLoader.load(YAML + more, List.of(), Map.of()));
        for (int i = 0; i < rows.length; i++) {
            builder.add(RawRecord.ofRow("a.csv", 0, i, COLUMNS, rows[i].split(",", -1)));
        }
        return builder.past("a.csv");
    }

    private static double[] channel(Past past, int series) {
        return past.series().get(series).channel(0);
    }

    @Test
    @DisplayName("events stand in the order of time, those of one time in the order in which they came")
    void order() {
        Past past = past("", "b,30,3", "b,10,1", "a,5,9", "b,20,2", "b,20,2.5");
        assertThat(past.keys()).isEqualTo(2);
        assertThat(past.events()).isEqualTo(5);
        assertThat(past.series().get(0).id()).isEqualTo("a");
        assertThat(channel(past, 1)).containsExactly(1, 2, 2.5, 3);
    }

    @Test
    @DisplayName("a gap of a declared interval is stepped as missing; after a longer one the series starts anew")
    void gaps() {
        String rules = "series: {interval: 10s, max-gap: 3, expire: 1h}\n";
        Past past = past(rules, "a,0,1", "a,10,2", "a,41,3", "a,90,4");
        assertThat(past.series()).extracting(Past.Series::id).containsExactly("a part 1", "a part 2");
        assertThat(channel(past, 0)).containsExactly(1, 2, Double.NaN, Double.NaN, 3);
        assertThat(channel(past, 1)).containsExactly(4);
        assertThat(channel(past("", "a,0,1", "a,10,2", "a,5000,3"), 0)).containsExactly(1, 2, 3);
        assertThat(past("series: {expire: 1h}\n", "a,0,1", "a,10,2", "a,5000,3").series())
                .hasSize(2);
    }

    @Test
    @DisplayName("repeated events are dropped where the configuration says so")
    void duplicates() {
        assertThat(channel(past("", "a,0,1", "a,0,1", "a,0,2"), 0)).containsExactly(1, 1, 2);
        assertThat(channel(past("series: {drop-duplicates: true}\n", "a,0,1", "a,0,1", "a,0,2"), 0))
                .containsExactly(1, 2);
    }

    @Test
    @DisplayName(
            "records that are no events are counted by cause, and the first is told; without any event there is no past")
    void invalid() {
        Past past = past("", "a,0,1", "a,x,1", "a,10,high", ",10,1");
        assertThat(past.events()).isEqualTo(1);
        assertThat(past.invalid())
                .containsOnly(Map.entry("bad-time", 1L), Map.entry("bad-value", 1L), Map.entry("missing-key", 1L));
        assertThat(past.example()).startsWith("a.csv row 2: ");
        assertThatThrownBy(() -> past("", "a,x,1"))
                .hasMessageContaining("a.csv holds no event: all 1 records are invalid");
        assertThatThrownBy(() -> past("")).hasMessageContaining("no record is there");
    }

    private static Past series(int... lengths) {
        List<Past.Series> all = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            double[][] values = new double[lengths[i]][1];
            for (int t = 0; t < lengths[i]; t++) {
                values[t][0] = t;
            }
            all.add(new Past.Series("s" + i, values));
        }
        return new Past(all, all.size(), Arrays.stream(lengths).sum(), Map.of(), "");
    }

    @Test
    @DisplayName("what is learnt from and what is judged do not overlap, and windows fit into each part")
    void split() {
        Split split = Split.of(series(1000, 400, 900));
        assertThat(split.typical()).isEqualTo(900);
        assertThat(split.horizon()).isEqualTo(33);
        assertThat(split.window()).isEqualTo(135 - 33);
        List<History> histories = split.histories(s -> new Seasons(24, 168));
        List<TimeSeries> judged = split.judged(s -> new Seasons(24, 0));
        assertThat(histories).hasSize(3).allMatch(h -> h.season() == 24 && h.cycle() == 168);
        assertThat(judged).extracting(s -> s.info().id()).containsExactly("s0", "s2");
        assertThat(judged.get(0).info().season()).isEqualTo(24);
        assertThat(judged.get(0).info().cycle()).isEqualTo(1);
        for (TimeSeries series : judged) {
            int first = split.protocol().origins(series.length())[0];
            int seen = (int) (Split.SEEN * series.length());
            assertThat(first).isGreaterThanOrEqualTo(seen);
            assertThat(histories).anyMatch(h -> h.values().length == seen);
        }
        assertThat(split.heldOut()).isEqualTo("last 132 events of the series");
    }

    @Test
    @DisplayName("where series find their seasons by themselves, each is learnt from with the one that it will find")
    void ownSeasons() {
        List<Past.Series> all = new ArrayList<>();
        for (int season : new int[] {10, 24, 1}) {
            var random = new SplittableRandom(season);
            double[][] values = new double[600][1];
            for (int t = 0; t < values.length; t++) {
                double wave = season == 1 ? 0 : 4 * Math.sin(2 * Math.PI * t / season);
                values[t][0] = wave + random.nextGaussian();
            }
            all.add(new Past.Series("every" + season, values));
        }
        Split split = Split.of(new Past(all, 3, 1800, Map.of(), ""));
        var config = ConfigLoader.load("series: {detect-season: 400, interval: 1h}", List.of(), Map.of());
        assertThat(split.histories(Split.Periods.of(config.series())))
                .extracting(h -> h.season() + "/" + h.cycle())
                .containsExactly("10/0", "24/168", "0/0");
        var declared = ConfigLoader.load("series: {season: 7}", List.of(), Map.of());
        assertThat(split.judged(Split.Periods.of(declared.series())))
                .extracting(s -> s.info().season())
                .containsExactly(7, 7, 7);
    }

    @Test
    @DisplayName("long series are learnt from in windows of a usual length; series that are too short are refused")
    void lengths() {
        Split split = Split.of(series(100_000));
        assertThat(split.window()).isEqualTo(384);
        assertThat(split.horizon()).isEqualTo(48);
        assertThat(split.judged(s -> Seasons.NONE).get(0).length()).isEqualTo(20_000);
        assertThatThrownBy(() -> Split.of(series(299, 299, 299)))
                .hasMessageContaining("at most 299 events")
                .hasMessageContaining("at least 300");
    }

    @Test
    void bar() {
        assertThat(Bar.line(0.5, "half", 61.9)).isEqualTo("[############------------]  50 %, half, 1:01 left");
        assertThat(Bar.line(0, "begun", -1)).isEqualTo("[------------------------]   0 %, begun");
    }
}
