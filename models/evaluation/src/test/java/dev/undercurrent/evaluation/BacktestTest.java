package dev.undercurrent.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.evaluation.baseline.Ewma;
import dev.undercurrent.evaluation.baseline.SeasonalNaive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BacktestTest {

    private static TimeSeries counting(String id, int n) {
        return new TimeSeries(
                SeriesInfo.of(id, 1, 1), IntStream.range(0, n).asDoubleStream().toArray());
    }

    /** Writes down all that it is told and asked. */
    private static class Diary implements ForecastMethod {
        final List<String> entries = new ArrayList<>();

        @Override
        public void observe(double x) {
            entries.add("saw " + x);
        }

        @Override
        public double[][] forecast(int horizon, double[] levels) {
            entries.add("forecast " + horizon);
            return new double[horizon][levels.length];
        }

        @Override
        public double surprisal(double x) {
            entries.add("surprisal " + x);
            return 2 * x;
        }

        @Override
        public double pit(double x) {
            return x / 10;
        }
    }

    private static SeriesResult run(ForecastMethod method, Protocol protocol, TimeSeries series) {
        return new Backtest(protocol, 1)
                .run(MethodFactory.of("m", info -> method), List.of(series))
                .series()
                .get(0);
    }

    @Test
    @DisplayName(
            "A value is shown only after all that is asked before it, and nothing after the last window is shown at all")
    void order() {
        Diary diary = new Diary();
        SeriesResult result = run(diary, new RollingWindows(2, 2, 1), counting("a", 5));
        assertThat(diary.entries)
                .containsExactly(
                        "saw 0.0",
                        "saw 1.0",
                        "forecast 2",
                        "surprisal 2.0",
                        "saw 2.0",
                        "forecast 2",
                        "surprisal 3.0",
                        "saw 3.0",
                        "surprisal 4.0",
                        "saw 4.0");
        assertThat(result.surprisals()).containsExactly(4, 6, 8);
        assertThat(result.pits()).containsExactly(0.2, 0.3, 0.4);
        assertThat(result.tails()).containsExactly(0.4, 0.6, 0.8);
        assertThat(result.windows()).extracting(Window::origin).containsExactly(2, 3);
        assertThat(result.windows().get(1).actual(result.series())).containsExactly(3, 4);
    }

    @Test
    @DisplayName("What comes after an origin changes no forecast made there")
    void noLookAhead() {
        TimeSeries series = new TimeSeries(SeriesInfo.of("a", 4, 1), Lcg.uniform(5, 80));
        double[] other = series.values().clone();
        Arrays.fill(other, 70, 80, 1e6);
        TimeSeries changed = new TimeSeries(series.info(), other);
        Protocol protocol = new RollingWindows(6, 10, 5);
        for (ForecastMethod[] twins : new ForecastMethod[][] {
            {new SeasonalNaive(4), new SeasonalNaive(4)}, {new Ewma(0.2, 0.02), new Ewma(0.2, 0.02)}
        }) {
            SeriesResult one = run(twins[0], protocol, series);
            SeriesResult two = run(twins[1], protocol, changed);
            for (int w = 0; w < 6; w++) {
                assertThat(one.windows().get(w).origin()).isLessThanOrEqualTo(70);
                assertThat(two.windows().get(w).quantiles())
                        .isDeepEqualTo(one.windows().get(w).quantiles());
            }
        }
    }

    @Test
    @DisplayName("Missing values are observed, but not scored")
    void missing() {
        Diary diary = new Diary();
        SeriesResult result = run(
                diary, new LastWindow(2), new TimeSeries(SeriesInfo.of("a", 1, 1), new double[] {1, Double.NaN, 3}));
        assertThat(diary.entries).containsExactly("saw 1.0", "forecast 2", "saw NaN", "surprisal 3.0", "saw 3.0");
        assertThat(result.surprisals()).containsExactly(Double.NaN, 6);
        assertThat(result.tails()).containsExactly(Double.NaN, 0.6);
    }

    @Test
    @DisplayName("The number of threads changes nothing, not even the order")
    void deterministic() {
        List<TimeSeries> series = IntStream.range(0, 23)
                .mapToObj(i -> new TimeSeries(SeriesInfo.of("s" + i, 3, 1), Lcg.uniform(i, 60 + 7 * i)))
                .toList();
        Protocol protocol = RollingWindows.adjacent(3, 5);
        MethodResult alone = new Backtest(protocol, 1).run(SeasonalNaive.factory(), series);
        MethodResult together = new Backtest(protocol, 4).run(SeasonalNaive.factory(), series);
        assertThat(together.series())
                .extracting(s -> s.series().info().id())
                .containsExactlyElementsOf(
                        alone.series().stream().map(s -> s.series().info().id()).toList());
        for (int i = 0; i < series.size(); i++) {
            SeriesResult a = alone.series().get(i);
            SeriesResult b = together.series().get(i);
            assertThat(b.surprisals()).containsExactly(a.surprisals());
            assertThat(b.pits()).containsExactly(a.pits());
            for (int w = 0; w < 3; w++) {
                assertThat(b.windows().get(w).quantiles())
                        .isDeepEqualTo(a.windows().get(w).quantiles());
            }
        }
    }

    @Test
    @DisplayName("Windows end where the series ends; a series that is too short is named with what it needs")
    void origins() {
        assertThat(new LastWindow(48).origins(748)).containsExactly(700);
        assertThat(RollingWindows.adjacent(3, 10).origins(100)).containsExactly(70, 80, 90);
        assertThat(new RollingWindows(3, 10, 4).origins(100)).containsExactly(82, 86, 90);
        assertThat(new RollingWindows(3, 10, 4).origins(19)).containsExactly(1, 5, 9);
        assertThatThrownBy(() -> new RollingWindows(3, 10, 4).origins(18))
                .hasMessageContaining("a series of 18 values")
                .hasMessageContaining("at least 19 values");
        assertThatThrownBy(() -> new LastWindow(0)).hasMessageContaining("at least 1");
    }

    @Test
    @DisplayName("A method that forecasts no numbers, or quantiles that cross, is named with where it did")
    void badForecasts() {
        for (double[] ends : new double[][] {{0, Double.NaN}, {1, 0}}) {
            ForecastMethod bad = new Diary() {
                @Override
                public double[][] forecast(int horizon, double[] levels) {
                    double[][] out = super.forecast(horizon, levels);
                    out[1][0] = ends[0];
                    out[1][levels.length - 1] = ends[1];
                    return out;
                }
            };
            assertThatThrownBy(() -> run(bad, new LastWindow(2), counting("a", 9)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("method m, series a, origin 7, step 2");
        }
    }
}
