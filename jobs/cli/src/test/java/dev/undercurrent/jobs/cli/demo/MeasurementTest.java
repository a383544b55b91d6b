package dev.undercurrent.jobs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the demo reads of the machine, and how it measures itself. */
class MeasurementTest {

    @Test
    void theMachineShowsItsCoresMemoryAndJvm() throws InterruptedException {
        HostMetrics metrics = new HostMetrics();
        metrics.read(1, System.nanoTime());
        TimeUnit.MILLISECONDS.sleep(200);
        List<Sample> samples = metrics.read(2, System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
        assertThat(samples.stream().map(Sample::series))
                .contains("host/cpu/0", "host/cpu/all", "host/memory/used", "jvm/heap/used", "jvm/gc/time")
                .doesNotHaveDuplicates();
        assertThat(samples).allMatch(sample -> Double.isFinite(sample.value()) && sample.value() >= 0);
        assertThat(samples)
                .filteredOn(sample -> sample.series().startsWith("host/cpu/"))
                .allMatch(sample -> sample.value() <= 100);
    }

    @Test
    void ratesAreMissingAtFirstAndAfterAReset() {
        Rates rates = new Rates();
        rates.advance(0);
        assertThat(rates.of("in", 100)).isNaN();
        rates.advance(500_000_000L);
        assertThat(rates.of("in", 200)).isEqualTo(200);
        rates.advance(1_000_000_000L);
        assertThat(rates.of("in", 50)).isNaN();
    }

    @Test
    void quantilesAreWithinTwoPercent() {
        Latencies latencies = new Latencies();
        assertThat(latencies.quantile(0.5)).isNaN();
        for (int i = 1; i <= 1000; i++) {
            latencies.add(i / 1000.0);
        }
        assertThat(latencies.quantile(0.5)).isCloseTo(0.5, within(0.01));
        assertThat(latencies.quantile(0.99)).isCloseTo(0.99, within(0.02));
        latencies.add(1e9);
        latencies.add(0);
    }

    @Test
    void burningEndsByItselfAndAtOnceWhenStopped() throws InterruptedException {
        Burn burn = new Burn();
        assertThat(burn.secondsLeft()).isZero();
        burn.start();
        assertThat(burn.secondsLeft()).isEqualTo(Burn.SECONDS);
        burn.stop();
        TimeUnit.MILLISECONDS.sleep(10);
        assertThat(burn.secondsLeft()).isZero();
    }
}
