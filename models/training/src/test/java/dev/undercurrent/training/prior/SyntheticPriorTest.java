package dev.undercurrent.training.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SyntheticPriorTest {

    private static final int LENGTH = 2600;
    private static final int COUNT = 1200;

    private static final List<SyntheticSeries> SERIES = LongStream.range(0, COUNT)
            .mapToObj(new SyntheticPrior(3, LENGTH)::series)
            .toList();

    @Test
    @DisplayName("a series depends on the seed and its index alone, bit for bit")
    void reproducible() {
        SyntheticPrior prior = new SyntheticPrior(3, LENGTH);
        for (int i : new int[] {700, 3, 41}) {
            SyntheticSeries again = prior.series(i);
            assertThat(again.values()).containsExactly(SERIES.get(i).values());
            assertThat(again.season()).isEqualTo(SERIES.get(i).season());
            assertThat(again.cycle()).isEqualTo(SERIES.get(i).cycle());
        }
        assertThat(new SyntheticPrior(4, LENGTH).series(0).values())
                .isNotEqualTo(SERIES.get(0).values());
        assertThat(SERIES.get(1).values()).isNotEqualTo(SERIES.get(0).values());
    }

    @Test
    @DisplayName("no series is infinite, constant or nearly all missing")
    void usable() {
        for (SyntheticSeries series : SERIES) {
            double[] y = series.values();
            assertThat(y).hasSize(LENGTH);
            assertThat(Arrays.stream(y).anyMatch(Double::isInfinite)).isFalse();
            assertThat(Arrays.stream(y).filter(v -> !Double.isNaN(v)).distinct().count())
                    .isGreaterThan(1);
            assertThat(Arrays.stream(y).filter(Double::isNaN).count()).isLessThanOrEqualTo(LENGTH * 9 / 10);
        }
    }

    @Test
    @DisplayName("each kind comes as often as stated")
    void shares() {
        for (Kind kind : Kind.values()) {
            double share = SERIES.stream().filter(s -> s.kind() == kind).count() / (double) COUNT;
            assertThat(share)
                    .as(kind.name())
                    .isCloseTo(kind.share(), within(4.0 * Math.sqrt(kind.share() * (1.0 - kind.share()) / COUNT)));
        }
        assertThat(Arrays.stream(Kind.values()).mapToDouble(Kind::share).sum()).isCloseTo(1.0, within(1e-12));
    }

    @Test
    @DisplayName("where a season is declared, values one season apart are alike, more than half a season apart")
    void seasonality() {
        List<SyntheticSeries> seasonal = SERIES.stream()
                .filter(s -> s.kind() == Kind.COMPOSITE && s.season() >= 24)
                .toList();
        assertThat(seasonal).hasSizeGreaterThan(300);
        double[] gain = seasonal.stream()
                .mapToDouble(s -> Summary.autocorrelation(s.values(), s.season())
                        - Summary.autocorrelation(s.values(), s.season() / 2))
                .toArray();
        assertThat(Signal.quantile(gain, 0.5)).isGreaterThan(0.3);
        double[] at = seasonal.stream()
                .mapToDouble(s -> Summary.autocorrelation(s.values(), s.season()))
                .toArray();
        assertThat(Signal.quantile(at, 0.5)).isGreaterThan(0.4);
    }

    /*
     * Quantiles over 6,000 series of an independent numpy implementation of the same prior (numpy 1.24.2, default_rng(1)),
     * each series summarised as in Summary. The standard error of a median here is about 0.03 of the interquartile range.
     */
    @Test
    @DisplayName(
            "scale, lag-1 autocorrelation, repeats, step size, kurtosis and gaps are distributed as in numpy's prior")
    void quantiles() {
        check("log10 deviation", Summary::logDeviation, 0.17, 0.1839, 1.2122, 2.1822, 2.8978);
        check("lag-1 autocorrelation", Summary::lagOne, 0.07, 0.4108, 0.8133, 0.9559, 0.9924);
        check("repeats", Summary::repeats, 0.07, 0.0, 0.0, 0.0850, 0.4187);
        check("log10 step / deviation", Summary::logStep, 0.07, -0.8564, -0.4987, -0.2024, -0.0471);
        check("log kurtosis", s -> Math.log(s.kurtosis()), 0.25, 0.9757, 1.3787, 2.3233, 3.4095);
        check("missing", Summary::missing, 0.02, 0.0, 0.0, 0.0, 0.0381);
    }

    private static void check(String what, ToDoubleFunction<Summary> value, double tolerance, double... expected) {
        double[] found = SERIES.stream()
                .mapToDouble(s -> value.applyAsDouble(Summary.of(s.values())))
                .toArray();
        double[] levels = {0.25, 0.5, 0.75, 0.9};
        for (int i = 0; i < levels.length; i++) {
            assertThat(Signal.quantile(found, levels[i]))
                    .as(what + " at " + levels[i])
                    .isCloseTo(expected[i], within(tolerance));
        }
    }

    @Test
    @DisplayName("seasons and cycles are declared as often as in numpy's prior")
    void declarations() {
        assertThat(share(s -> s.season() > 0 ? 1.0 : 0.0)).isCloseTo(0.773, within(0.05));
        assertThat(share(s -> s.cycle() > 0 ? 1.0 : 0.0)).isCloseTo(0.463, within(0.06));
        assertThat(share(s -> s.season() == 24 ? 1.0 : 0.0)).isCloseTo(0.267, within(0.05));
        assertThat(share(s -> s.season() == 288 ? 1.0 : 0.0)).isCloseTo(0.132, within(0.04));
    }

    private static double share(ToDoubleFunction<SyntheticSeries> is) {
        return SERIES.stream().mapToDouble(is).average().orElseThrow();
    }

    @Test
    @DisplayName("draws have the moments of their laws")
    void draws() {
        Draws r = new Draws(5);
        for (double rate : new double[] {0.3, 4.0, 9.9, 10.1, 80.0, 1000.0}) {
            moments(
                    LongStream.range(0, 20_000)
                            .mapToDouble(i -> r.poisson(rate))
                            .toArray(),
                    rate,
                    rate);
        }
        moments(LongStream.range(0, 20_000).mapToDouble(i -> r.gamma(2.0)).toArray(), 2.0, 2.0);
        moments(LongStream.range(0, 20_000).mapToDouble(i -> r.gamma(1.25)).toArray(), 1.25, 1.25);
        moments(LongStream.range(0, 20_000).mapToDouble(i -> r.student(9.0)).toArray(), 0.0, 9.0 / 7.0);
    }

    private static void moments(double[] x, double mean, double variance) {
        assertThat(Signal.mean(x)).isCloseTo(mean, within(5.0 * Math.sqrt(variance / x.length)));
        assertThat(Math.pow(Signal.deviation(x), 2.0)).isCloseTo(variance, within(0.07 * variance));
    }

    @Test
    void tooShort() {
        assertThatThrownBy(() -> new SyntheticPrior(1, 3))
                .hasMessageContaining("3")
                .hasMessageContaining("16");
    }
}
